import { RegistrationError } from '../../domain/error/registration-error.ts';
import { createClient } from '../../operations/client/create-client.ts';
import type { CreatedClient } from '../../operations/step/new-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { CreateOAuthClientInput } from '../type/create-oauth-client-input.ts';
import { idempotencyKeyDescription, replayedDescription } from '../type/idempotency.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';

const CreateOAuthClientPayload = builder.objectRef<CreatedClient>('CreateOAuthClientPayload').implement({
  description: 'The new client, committed before this response is sent.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The new client.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description: 'The secret of the client. Null for a client without a secret, and if `replayed` is true.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'Risky but allowed settings. They do not block the registration.',
    }),
    replayed: t.exposeBoolean('replayed', { description: replayedDescription }),
  }),
});

builder.mutationField('createOAuthClient', (t) =>
  t.field({
    type: CreateOAuthClientPayload,
    nullable: true,
    description: `Registers a client in the caller's tenant. ${needs(createClient)}`,
    ...performs(createClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'CreateOAuthClientResult',
        description: 'The new client, or every reason why it was not registered.',
      },
    },
    args: {
      input: t.arg({
        type: CreateOAuthClientInput,
        required: true,
        description: 'The metadata of the client.',
      }),
      idempotencyKey: t.arg.string({ description: idempotencyKeyDescription }),
    },
    resolve: (_, args, { services, caller, unreadable }) => createClient(services, caller, args, unreadable),
  }),
);
