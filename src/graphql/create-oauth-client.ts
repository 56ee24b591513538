import { type CreatedClient, createClient } from '../operations/create-client.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { registrationSchema } from '../registration/registration-schema.ts';
import { builder } from './builder.ts';
import { CreateOAuthClientInput } from './create-oauth-client-input.ts';
import { OAuthClient } from './oauth-client.ts';
import { refusalOf } from './refusal.ts';
import { FieldIssue } from './registration-error.ts';

const IssuedSecretType = builder
  .objectRef<NonNullable<CreatedClient['issuedSecret']>>('IssuedSecret')
  .implement({
    description:
      'A client secret that was just made. It has no id, so that a normalised client cache keeps nothing of it.',
    fields: (t) => ({
      plaintext: t.exposeString('plaintext', {
        description: 'The secret itself. It is shown in this answer and never again.',
      }),
      lastFour: t.exposeString('lastFour', {
        description: 'Its last four characters, by which people tell secrets apart.',
      }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it stops working; null when it does not.',
      }),
    }),
  });

const CreateOAuthClientPayload = builder.objectRef<CreatedClient>('CreateOAuthClientPayload').implement({
  description: 'A client that was registered. When this answer arrives, it is stored.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The client as it is stored.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description: 'The secret of the client; null for a client that is public or authenticates with a key.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'What is legal but risky about the registration. It does not stop it.',
    }),
  }),
});

builder.mutationField('createOAuthClient', (t) =>
  t.field({
    type: CreateOAuthClientPayload,
    description:
      "Registers a client in the caller's tenant. Needs an administrator: the role `admin` or `super_admin`, or the scope `oauth.clients:write`.",
    authScopes: { administrator: true },
    errors: {
      types: [RegistrationRefusal],
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
        validate: { schema: registrationSchema },
      }),
    },
    resolve: (_, { input }, context) => {
      const refusal = refusalOf(context, input, []);
      if (refusal) throw refusal;
      return createClient(context.registry, context.caller, input);
    },
  }),
);
