import { RegistrationError } from '../../domain/error/registration-error.ts';
import { rotateSecret } from '../../operations/secret/rotate-secret.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { newSecretDescriptions, secretPayload } from '../type/new-secret.ts';
import { targetDescriptions } from '../type/target-input.ts';

const RotateOAuthClientSecretInput = builder.inputType('RotateOAuthClientSecretInput', {
  description: 'Input for rotateOAuthClientSecret.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    description: t.string({ description: newSecretDescriptions.description }),
    expiresAt: t.string({ description: newSecretDescriptions.expiresAt }),
    graceSeconds: t.int({
      description:
        'Seconds for which the other secrets stay valid: 0 to 2,592,000 (30 days). Default: 14,400 (4 hours). A secret that expires earlier keeps its expiry.',
    }),
  }),
});

const RotateOAuthClientSecretPayload = secretPayload(
  'RotateOAuthClientSecretPayload',
  'The secret that replaces the others.',
);

builder.mutationField('rotateOAuthClientSecret', (t) =>
  t.field({
    type: RotateOAuthClientSecretPayload,
    nullable: true,
    description: `Replaces all secrets of a client by a new one. The old secrets stay valid for a grace period. ${needs(rotateSecret)}`,
    ...performs(rotateSecret),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'RotateOAuthClientSecretResult',
        description: 'The new secret, or why none was created.',
      },
    },
    args: {
      input: t.arg({
        type: RotateOAuthClientSecretInput,
        required: true,
        description: 'The client, and properties of the new secret.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      rotateSecret(services, caller, input, unreadable),
  }),
);
