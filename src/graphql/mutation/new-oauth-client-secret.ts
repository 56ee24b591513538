import { RegistrationError } from '../../domain/error/registration-error.ts';
import type { AddedSecret } from '../../operations/secret/add-new-secret.ts';
import { addSecret } from '../../operations/secret/add-secret.ts';
import { rotateSecret } from '../../operations/secret/rotate-secret.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { ClientSecretType, IssuedSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { targetDescriptions } from '../type/target-input.ts';

const description = 'What to write down about it, at most 255 characters.';
const expiresAt = 'When it is to stop verifying (RFC 3339), in the future. Default: never.';

const AddOAuthClientSecretInput = builder.inputType('AddOAuthClientSecretInput', {
  description: 'Which client gets another secret.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    description: t.string({ description }),
    expiresAt: t.string({ description: expiresAt }),
  }),
});

const RotateOAuthClientSecretInput = builder.inputType('RotateOAuthClientSecretInput', {
  description: 'Which client gets a new secret in place of the others.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    description: t.string({ description }),
    expiresAt: t.string({ description: expiresAt }),
    graceSeconds: t.int({
      description:
        'How long the other secrets go on verifying: 0 to 2,592,000, which is 30 days. Default: 14,400, which is 4 hours. One that ends sooner keeps its end.',
    }),
  }),
});

const AddOAuthClientSecretPayload = secretPayload('AddOAuthClientSecretPayload', 'A secret that was added.');
const RotateOAuthClientSecretPayload = secretPayload(
  'RotateOAuthClientSecretPayload',
  'A secret that took the place of the others.',
);

function secretPayload(name: string, text: string) {
  return builder.objectRef<AddedSecret>(name).implement({
    description: text,
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The client as it is stored now.' }),
      secret: t.expose('secret', {
        type: ClientSecretType,
        description: 'What may be shown of the new secret.',
      }),
      issuedSecret: t.expose('issuedSecret', {
        type: IssuedSecretType,
        description: 'The new secret itself.',
      }),
    }),
  });
}

builder.mutationField('addOAuthClientSecret', (t) =>
  t.field({
    type: AddOAuthClientSecretPayload,
    nullable: true,
    description: `Adds a secret beside the one in use; at most two are active at once. ${needs(addSecret)}`,
    ...guardedBy(addSecret),
    errors: {
      types: [RegistrationError],
      union: { name: 'AddOAuthClientSecretResult', description: 'The new secret, or why there is none.' },
    },
    args: {
      input: t.arg({
        type: AddOAuthClientSecretInput,
        required: true,
        description: 'Which client, and what secret.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      addSecret(services, caller, input, unreadable),
  }),
);

builder.mutationField('rotateOAuthClientSecret', (t) =>
  t.field({
    type: RotateOAuthClientSecretPayload,
    nullable: true,
    description: `Replaces every secret of a client by a new one; the old ones stay valid for a grace period. ${needs(rotateSecret)}`,
    ...guardedBy(rotateSecret),
    errors: {
      types: [RegistrationError],
      union: { name: 'RotateOAuthClientSecretResult', description: 'The new secret, or why there is none.' },
    },
    args: {
      input: t.arg({
        type: RotateOAuthClientSecretInput,
        required: true,
        description: 'Which client, and what secret.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      rotateSecret(services, caller, input, unreadable),
  }),
);
