import type { Client } from '../../domain/client/client-metadata.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { activateClient } from '../../operations/client/activate-client.ts';
import { deleteClient } from '../../operations/client/delete-client.ts';
import { restorableUntil, restoreClient } from '../../operations/client/restore-client.ts';
import { suspendClient } from '../../operations/client/suspend-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { targetInput } from '../type/target-input.ts';

const SuspendOAuthClientPayload = clientPayload(
  'SuspendOAuthClientPayload',
  'A client that is suspended now.',
);
const ActivateOAuthClientPayload = clientPayload(
  'ActivateOAuthClientPayload',
  'A client that is active now.',
);
const RestoreOAuthClientPayload = clientPayload(
  'RestoreOAuthClientPayload',
  'A client that is back as it was.',
);

function clientPayload(name: string, description: string) {
  return builder.objectRef<Client>(name).implement({
    description,
    fields: (t) => ({
      client: t.field({
        type: OAuthClient,
        description: 'The client as it is stored now.',
        resolve: (client) => client,
      }),
    }),
  });
}

const DeleteOAuthClientPayload = builder.objectRef<Client>('DeleteOAuthClientPayload').implement({
  description: 'A client that was deleted: no read finds it any more.',
  fields: (t) => ({
    client: t.field({
      type: OAuthClient,
      description: 'The client as it was when it was deleted.',
      resolve: (client) => client,
    }),
    restorableUntil: t.field({
      type: 'DateTime',
      description:
        'Until then `restoreOAuthClient` brings it back; after that it is erased, but for its ids and what the audit trail tells of it.',
      resolve: ({ deletedAt }, _, { services }) => restorableUntil(services, deletedAt ?? services.now()),
    }),
  }),
});

builder.mutationField('suspendOAuthClient', (t) =>
  t.field({
    type: SuspendOAuthClientPayload,
    nullable: true,
    description: `Suspends a client: it is refused everywhere until it is activated again. ${needs(suspendClient)}`,
    ...guardedBy(suspendClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'SuspendOAuthClientResult', description: 'The suspended client, or why it is not.' },
    },
    args: {
      input: t.arg({
        type: targetInput('SuspendOAuthClientInput', 'Which client to suspend.'),
        required: true,
        description: 'Which client to suspend.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => suspendClient(services, caller, input),
  }),
);

builder.mutationField('activateOAuthClient', (t) =>
  t.field({
    type: ActivateOAuthClientPayload,
    nullable: true,
    description: `Activates a client that was suspended. ${needs(activateClient)}`,
    ...guardedBy(activateClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'ActivateOAuthClientResult', description: 'The active client, or why it is not.' },
    },
    args: {
      input: t.arg({
        type: targetInput('ActivateOAuthClientInput', 'Which client to activate.'),
        required: true,
        description: 'Which client to activate.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => activateClient(services, caller, input),
  }),
);

builder.mutationField('deleteOAuthClient', (t) =>
  t.field({
    type: DeleteOAuthClientPayload,
    nullable: true,
    description: `Deletes a client: it disappears from every read, and can be restored for a while. Its \`client_id\` is never given to another. ${needs(deleteClient)}`,
    ...guardedBy(deleteClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'DeleteOAuthClientResult', description: 'The deleted client, or why it is not.' },
    },
    args: {
      input: t.arg({
        type: targetInput('DeleteOAuthClientInput', 'Which client to delete.'),
        required: true,
        description: 'Which client to delete.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => deleteClient(services, caller, input),
  }),
);

builder.mutationField('restoreOAuthClient', (t) =>
  t.field({
    type: RestoreOAuthClientPayload,
    nullable: true,
    description: `Restores a deleted client, with its secrets and its status. ${needs(restoreClient)}`,
    ...guardedBy(restoreClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'RestoreOAuthClientResult', description: 'The restored client, or why it is not.' },
    },
    args: {
      input: t.arg({
        type: targetInput('RestoreOAuthClientInput', 'Which client to restore.'),
        required: true,
        description: 'Which client to restore.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => restoreClient(services, caller, input),
  }),
);
