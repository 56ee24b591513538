import { type CreatedClient, createClient } from '../operations/create-client.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { registrationSchema } from '../registration/registration-schema.ts';
import { builder } from './builder.ts';
import { OAuthClient } from './oauth-client.ts';
import { FieldIssue } from './registration-error.ts';
import { ClientAuthMethodType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

const CreateOAuthClientInput = builder.inputType('CreateOAuthClientInput', {
  description:
    'The metadata of a client to register (RFC 7591 §2). For an optional field null means the same as absent.',
  validate: { schema: registrationSchema },
  fields: (t) => ({
    name: t.string({ required: true, description: 'Shown to people; 1 to 255 characters after trimming.' }),
    redirectUris: t.stringList({
      required: true,
      description: '1 to 100 absolute URIs without fragment, of at most 2,048 characters each.',
    }),
    clientAuthMethods: t.field({
      type: [ClientAuthMethodType],
      description:
        'Default: `CLIENT_SECRET_BASIC` for a confidential client, `PRIVATE_KEY_JWT` with a FAPI profile, `NONE` for a public client.',
    }),
    fapiProfile: t.field({ type: FapiProfileType, description: 'Default: no profile.' }),
    grantTypes: t.field({ type: [GrantTypeType], description: 'Default: `AUTHORIZATION_CODE` alone.' }),
    isConfidential: t.boolean({
      description: 'Default: true, or false when the only authentication method is `NONE`.',
    }),
    jwks: t.string({
      description:
        'A JWK Set of public keys as JSON text, at most 64 KiB and 20 keys; not together with `jwksUri`.',
    }),
    jwksUri: t.string({ description: "An https URL of the client's JWK Set; not together with `jwks`." }),
    logoUrl: t.string({ description: 'An http or https URL of a picture.' }),
    privacyPolicy: t.string({ description: 'An http or https URL of the privacy policy.' }),
    scopes: t.stringList({
      description: 'At most 100, of at most 255 characters each. Default: `openid` alone.',
    }),
    termsUrl: t.string({ description: 'An http or https URL of the terms of service.' }),
    website: t.string({ description: 'An http or https URL of the home page.' }),
  }),
});

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
      }),
    },
    resolve: (_, { input }, { registry, caller, unreadable }) => {
      if (unreadable.length > 0) throw new RegistrationRefusal('INVALID_CLIENT_METADATA', unreadable);
      return createClient(registry, caller, input);
    },
  }),
);
