import { RegistrationError } from '../../domain/error/registration-error.ts';
import { type ChangedSecret, deactivateSecret } from '../../operations/secret/deactivate-secret.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { ClientSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { secretTargetInput } from '../type/target-input.ts';

const DeactivateOAuthClientSecretInput = secretTargetInput(
  'DeactivateOAuthClientSecretInput',
  'Input for deactivateOAuthClientSecret.',
);

const DeactivateOAuthClientSecretPayload = builder
  .objectRef<ChangedSecret>('DeactivateOAuthClientSecretPayload')
  .implement({
    description: 'The deactivated secret.',
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The client after the change.' }),
      secret: t.expose('secret', { type: ClientSecretType, description: 'The deactivated secret.' }),
    }),
  });

builder.mutationField('deactivateOAuthClientSecret', (t) =>
  t.field({
    type: DeactivateOAuthClientSecretPayload,
    nullable: true,
    description: `Deactivates a secret immediately and permanently. The last active secret of a client that authenticates with one cannot be deactivated. ${needs(deactivateSecret)}`,
    ...performs(deactivateSecret),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'DeactivateOAuthClientSecretResult',
        description: 'The deactivated secret, or why it was not deactivated.',
      },
    },
    args: {
      input: t.arg({
        type: DeactivateOAuthClientSecretInput,
        required: true,
        description: 'The secret to deactivate.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      deactivateSecret(services, caller, input, unreadable),
  }),
);
