import { type ChangedSecret, deactivateSecret } from '../operations/deactivate-secret.ts';
import { deleteSecret } from '../operations/delete-secret.ts';
import type { Client } from '../registration/client-metadata.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { builder } from './builder.ts';
import { ClientSecretType } from './client-secret.ts';
import { guardedBy, needs } from './guard.ts';
import { OAuthClient } from './oauth-client.ts';
import { targetDescriptions } from './target-input.ts';

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
      types: [RegistrationRefusal],
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
    resolve: (_, { input }, { registry, caller }) => deactivateSecret(registry, caller, input),
  }),
);

builder.mutationField('deleteOAuthClientSecret', (t) =>
  t.field({
    type: DeleteOAuthClientSecretPayload,
    nullable: true,
    description: `Removes a secret. The last secret of a client cannot be removed, nor the last active one of a client that authenticates with a secret. ${needs(deleteSecret)}`,
    ...guardedBy(deleteSecret),
    errors: {
      types: [RegistrationRefusal],
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
    resolve: (_, { input }, { registry, caller }) => deleteSecret(registry, caller, input),
  }),
);
