import { RegistrationError } from '../../domain/error/registration-error.ts';
import { cloneClient } from '../../operations/client/clone-client.ts';
import type { CreatedClient } from '../../operations/step/new-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { idempotencyKeyDescription, replayedDescription } from '../type/idempotency.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';

const CloneOAuthClientInput = builder.inputType('CloneOAuthClientInput', {
  description: 'Input for cloneOAuthClient.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: 'The `client_id` of the client to clone.' }),
    name: t.string({
      description:
        'The name of the clone: 1 to 255 characters after trimming. Default: the name of the client with " (clone)" appended.',
    }),
    newClientId: t.string({
      description:
        'The `client_id` of the clone: 1 to 255 visible ASCII characters, not a URL. Default: a new `app-` and ULID.',
    }),
  }),
});

const CloneOAuthClientPayload = builder.objectRef<CreatedClient>('CloneOAuthClientPayload').implement({
  description: 'The clone, committed before this response is sent.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The clone.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description: 'The secret of the clone. Null for a client without a secret, and if `replayed` is true.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'Risky but allowed settings of the clone. They do not block it.',
    }),
    replayed: t.exposeBoolean('replayed', { description: replayedDescription }),
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
      idempotencyKey: t.arg.string({ description: idempotencyKeyDescription }),
    },
    resolve: (_, { input, idempotencyKey }, { services, caller, unreadable }) =>
      cloneClient(services, caller, { ...input, idempotencyKey }, unreadable),
  }),
);
