import type { Client } from '../../domain/client/client-metadata.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { type ChangedSecret, deactivateSecret } from '../../operations/secret/deactivate-secret.ts';
import { deleteSecret } from '../../operations/secret/delete-secret.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { ClientSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { targetDescriptions } from '../type/target-input.ts';

const DeactivateOAuthClientSecretInput = secretInput(
  'DeactivateOAuthClientSecretInput',
  'Which secret to deactivate.',
);
const DeleteOAuthClientSecretInput = secretInput('DeleteOAuthClientSecretInput', 'Which secret to delete.');

function secretInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({
      clientId: t.string({ required: true, description: targetDescriptions.clientId }),
      secretId: t.string({ required: true, description: targetDescriptions.secretId }),
      expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    }),
  });
}

const DeactivateOAuthClientSecretPayload = builder
  .objectRef<ChangedSecret>('DeactivateOAuthClientSecretPayload')
  .implement({
    description: 'A secret that verifies no more.',
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The client as it is stored now.' }),
      secret: t.expose('secret', { type: ClientSecretType, description: 'The secret as it is now.' }),
    }),
  });

const DeleteOAuthClientSecretPayload = builder.objectRef<Client>('DeleteOAuthClientSecretPayload').implement({
  description: 'A secret was deleted.',
  fields: (t) => ({
    client: t.field({
      type: OAuthClient,
      description: 'The client as it is stored now.',
      resolve: (client) => client,
    }),
  }),
});

builder.mutationField('deactivateOAuthClientSecret', (t) =>
  t.field({
    type: DeactivateOAuthClientSecretPayload,
    nullable: true,
    description: `Ends a secret at once and for good. The last active secret of a client that authenticates with one cannot be deactivated. ${needs(deactivateSecret)}`,
    ...guardedBy(deactivateSecret),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'DeactivateOAuthClientSecretResult',
        description: 'The inactive secret, or why it is not.',
      },
    },
    args: {
      input: t.arg({
        type: DeactivateOAuthClientSecretInput,
        required: true,
        description: 'Which secret to deactivate.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => deactivateSecret(services, caller, input),
  }),
);

builder.mutationField('deleteOAuthClientSecret', (t) =>
  t.field({
    type: DeleteOAuthClientSecretPayload,
    nullable: true,
    description: `Removes a secret. The last secret of a client cannot be removed, nor the last active one of a client that authenticates with a secret. ${needs(deleteSecret)}`,
    ...guardedBy(deleteSecret),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'DeleteOAuthClientSecretResult',
        description: 'The client without the secret, or why not.',
      },
    },
    args: {
      input: t.arg({
        type: DeleteOAuthClientSecretInput,
        required: true,
        description: 'Which secret to delete.',
      }),
    },
    resolve: (_, { input }, { services, caller }) => deleteSecret(services, caller, input),
  }),
);
