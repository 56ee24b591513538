import type { Client } from '../../domain/client/client-metadata.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { deleteClient } from '../../operations/client/delete-client.ts';
import { restorableUntil } from '../../operations/client/restore-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { targetInput } from '../type/target-input.ts';

const DeleteOAuthClientPayload = builder.objectRef<Client>('DeleteOAuthClientPayload').implement({
  description: 'The deleted client. Reads no longer return it.',
  fields: (t) => ({
    client: t.field({
      type: OAuthClient,
      description: 'The client as it was when it was deleted.',
      resolve: (client) => client,
    }),
    restorableUntil: t.field({
      type: 'DateTime',
      description:
        'The last time at which `restoreOAuthClient` can restore the client. Afterwards everything but its ids and its audit events is erased.',
      resolve: ({ deletedAt }, _, { services }) => restorableUntil(services, deletedAt ?? services.now()),
    }),
  }),
});

builder.mutationField('deleteOAuthClient', (t) =>
  t.field({
    type: DeleteOAuthClientPayload,
    nullable: true,
    description: `Deletes a client. Reads no longer return it, and it can be restored until \`restorableUntil\`. Its \`client_id\` is never used again. ${needs(deleteClient)}`,
    ...performs(deleteClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'DeleteOAuthClientResult',
        description: 'The deleted client, or why it was not deleted.',
      },
    },
    args: {
      input: t.arg({
        type: targetInput('DeleteOAuthClientInput', 'Input for deleteOAuthClient.'),
        required: true,
        description: 'The client to delete.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      deleteClient(services, caller, input, unreadable),
  }),
);
