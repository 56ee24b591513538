import { registrationArgument } from '../../domain/client/registration-schema.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { createClient } from '../../operations/client/create-client.ts';
import type { CreatedClient } from '../../operations/client/new-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { CreateOAuthClientInput } from '../type/create-oauth-client-input.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';

const CreateOAuthClientPayload = builder.objectRef<CreatedClient>('CreateOAuthClientPayload').implement({
  description: 'A client that was registered. When this answer arrives, it is stored.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The client as it is stored.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description:
        'The secret of the client; null for a client that is public or authenticates with a key, and for a call that was replayed.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'What is legal but risky about the registration. It does not stop it.',
    }),
    replayed: t.exposeBoolean('replayed', {
      description:
        'Whether an earlier call with the same `idempotencyKey` registered the client; its secret is not shown again.',
    }),
  }),
});

builder.mutationField('createOAuthClient', (t) =>
  t.field({
    type: CreateOAuthClientPayload,
    nullable: true,
    description: `Registers a client in the caller's tenant. ${needs(createClient)}`,
    ...guardedBy(createClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'CreateOAuthClientResult',
        description: 'The client that was registered, or every reason why it was not.',
      },
    },
    args: {
      input: t.arg({
        type: CreateOAuthClientInput,
        required: true,
        description: 'The metadata of the client.',
        validate: { schema: registrationArgument },
      }),
      idempotencyKey: t.arg.string({
        description:
          'Makes the call safe to repeat: within 24 hours the same key of the same caller with the same input gives the client that the first call registered. 1 to 255 printable ASCII characters.',
      }),
    },
    resolve: (_, args, { services, caller, unreadable }) => createClient(services, caller, args, unreadable),
  }),
);
