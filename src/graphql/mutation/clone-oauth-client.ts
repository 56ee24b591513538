import { RegistrationError } from '../../domain/error/registration-error.ts';
import { cloneClient } from '../../operations/client/clone-client.ts';
import type { CreatedClient } from '../../operations/step/new-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';

const CloneOAuthClientInput = builder.inputType('CloneOAuthClientInput', {
  description: 'Input for cloneOAuthClient.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: 'The `client_id` of the client to clone.' }),
  }),
});

const CloneOAuthClientPayload = builder
  .objectRef<Omit<CreatedClient, 'replayed'>>('CloneOAuthClientPayload')
  .implement({
    description: 'The clone, committed before this response is sent.',
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The clone.' }),
      issuedSecret: t.expose('issuedSecret', {
        type: IssuedSecretType,
        nullable: true,
        description: 'The secret of the clone; null for a client without a secret.',
      }),
      advisories: t.expose('advisories', {
        type: [FieldIssue],
        description: 'Risky but allowed settings of the clone. They do not block it.',
      }),
    }),
  });

builder.mutationField('cloneOAuthClient', (t) =>
  t.field({
    type: CloneOAuthClientPayload,
    nullable: true,
    description: `Registers a copy of a client: the same metadata, " (clone)" appended to the name, and new credentials. The clone is active. ${needs(cloneClient)}`,
    ...performs(cloneClient),
    errors: {
      types: [RegistrationError],
      union: { name: 'CloneOAuthClientResult', description: 'The clone, or why it was not registered.' },
    },
    args: {
      input: t.arg({ type: CloneOAuthClientInput, required: true, description: 'The client to clone.' }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      cloneClient(services, caller, input, unreadable),
  }),
);
