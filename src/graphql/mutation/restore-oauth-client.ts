import { RegistrationError } from '../../domain/error/registration-error.ts';
import { restoreClient } from '../../operations/client/restore-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { clientPayload } from '../type/client-payload.ts';
import { targetInput } from '../type/target-input.ts';

const RestoreOAuthClientPayload = clientPayload('RestoreOAuthClientPayload', 'The restored client.');

builder.mutationField('restoreOAuthClient', (t) =>
  t.field({
    type: RestoreOAuthClientPayload,
    nullable: true,
    description: `Restores a deleted client with its secrets and its status. ${needs(restoreClient)}`,
    ...performs(restoreClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'RestoreOAuthClientResult',
        description: 'The restored client, or why it was not restored.',
      },
    },
    args: {
      input: t.arg({
        type: targetInput('RestoreOAuthClientInput', 'Input for restoreOAuthClient.'),
        required: true,
        description: 'The client to restore.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      restoreClient(services, caller, input, unreadable),
  }),
);
