import { RegistrationError } from '../../domain/error/registration-error.ts';
import { cloneClient } from '../../operations/client/clone-client.ts';
import type { CreatedClient } from '../../operations/client/new-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';

const CloneOAuthClientInput = builder.inputType('CloneOAuthClientInput', {
  description: 'Which client to clone.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: 'The `client_id` of the client to clone.' }),
  }),
});

const CloneOAuthClientPayload = builder
  .objectRef<Omit<CreatedClient, 'replayed'>>('CloneOAuthClientPayload')
  .implement({
    description: 'A clone that was registered. When this answer arrives, it is stored.',
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The clone.' }),
      issuedSecret: t.expose('issuedSecret', {
        type: IssuedSecretType,
        nullable: true,
        description: 'The secret of the clone; null for a client that shows none.',
      }),
      advisories: t.expose('advisories', {
        type: [FieldIssue],
        description: 'What is legal but risky about it. It does not stop it.',
      }),
    }),
  });

builder.mutationField('cloneOAuthClient', (t) =>
  t.field({
    type: CloneOAuthClientPayload,
    nullable: true,
    description: `Registers a copy of a client: the same metadata, " (clone)" appended to the name, and new credentials. The clone is active. ${needs(cloneClient)}`,
    ...guardedBy(cloneClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'CloneOAuthClientResult', description: 'The clone, or why there is none.' },
    },
    args: {
      input: t.arg({ type: CloneOAuthClientInput, required: true, description: 'Which client to clone.' }),
    },
    resolve: (_, { input }, { services, caller }) => cloneClient(services, caller, input),
  }),
);
