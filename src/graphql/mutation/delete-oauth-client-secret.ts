import { RegistrationError } from '../../domain/error/registration-error.ts';
import { deleteSecret } from '../../operations/secret/delete-secret.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { clientPayload } from '../type/client-payload.ts';
import { secretTargetInput } from '../type/target-input.ts';

const DeleteOAuthClientSecretInput = secretTargetInput(
  'DeleteOAuthClientSecretInput',
  'Input for deleteOAuthClientSecret.',
);

const DeleteOAuthClientSecretPayload = clientPayload(
  'DeleteOAuthClientSecretPayload',
  'The client without the deleted secret.',
);

builder.mutationField('deleteOAuthClientSecret', (t) =>
  t.field({
    type: DeleteOAuthClientSecretPayload,
    nullable: true,
    description: `Deletes a secret. The last secret of a client cannot be deleted, nor the last active one of a client that authenticates with a secret. ${needs(deleteSecret)}`,
    ...performs(deleteSecret),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'DeleteOAuthClientSecretResult',
        description: 'The client without the secret, or why it was not deleted.',
      },
    },
    args: {
      input: t.arg({
        type: DeleteOAuthClientSecretInput,
        required: true,
        description: 'The secret to delete.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      deleteSecret(services, caller, input, unreadable),
  }),
);
