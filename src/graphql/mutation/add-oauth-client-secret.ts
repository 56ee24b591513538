import { RegistrationError } from '../../domain/error/registration-error.ts';
import { addSecret } from '../../operations/secret/add-secret.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { newSecretDescriptions, secretPayload } from '../type/new-secret.ts';
import { targetDescriptions } from '../type/target-input.ts';

const AddOAuthClientSecretInput = builder.inputType('AddOAuthClientSecretInput', {
  description: 'Input for addOAuthClientSecret.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    description: t.string({ description: newSecretDescriptions.description }),
    expiresAt: t.string({ description: newSecretDescriptions.expiresAt }),
  }),
});

const AddOAuthClientSecretPayload = secretPayload('AddOAuthClientSecretPayload', 'The added secret.');

builder.mutationField('addOAuthClientSecret', (t) =>
  t.field({
    type: AddOAuthClientSecretPayload,
    nullable: true,
    description: `Adds a secret to a client. A client has at most two active secrets. ${needs(addSecret)}`,
    ...performs(addSecret),
    errors: {
      types: [RegistrationError],
      union: { name: 'AddOAuthClientSecretResult', description: 'The new secret, or why none was created.' },
    },
    args: {
      input: t.arg({
        type: AddOAuthClientSecretInput,
        required: true,
        description: 'The client, and properties of the new secret.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      addSecret(services, caller, input, unreadable),
  }),
);
