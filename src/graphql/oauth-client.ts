import { findClientByClientId, findClientById } from '../operations/find-client.ts';
import type { Client } from '../registration/client-metadata.ts';
import { builder } from './builder.ts';
import { ClientAuthMethodType, ClientStatusType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

export const OAuthClient = builder.objectRef<Client>('OAuthClient');

builder.node(OAuthClient, {
  description: 'A registered OAuth 2.0 or OpenID Connect client. It holds no secret.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { registry, caller }) => findClientById(registry, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'clientId' in value,
  fields: (t) => ({
    ulid: t.expose('id', { type: 'ULID', description: "The client's own id, the `id` of the REST API." }),
    clientId: t.exposeString('clientId', {
      description: 'The `client_id` that the client presents (RFC 6749 §2.2).',
    }),
    tenantId: t.exposeString('tenantId', { description: 'The tenant that the client belongs to.' }),
    name: t.exposeString('name', { description: 'The name shown to people: `client_name` (RFC 7591 §2).' }),
    redirectUris: t.expose('redirectUris', {
      type: ['URI'],
      description: 'Where authorization answers may be sent; compared as exact strings (RFC 9700 §2.1).',
    }),
    clientAuthMethods: t.expose('clientAuthMethods', {
      type: [ClientAuthMethodType],
      description: 'How the client may authenticate at the token endpoint.',
    }),
    fapiProfile: t.expose('fapiProfile', {
      type: FapiProfileType,
      nullable: true,
      description: 'The FAPI profile that the client keeps, if any.',
    }),
    grantTypes: t.expose('grantTypes', {
      type: [GrantTypeType],
      description: 'The grants that the client may use.',
    }),
    isConfidential: t.exposeBoolean('isConfidential', {
      description: 'Whether the client can keep a credential (RFC 6749 §2.1).',
    }),
    jwks: t.expose('jwks', {
      type: 'JWKSet',
      nullable: true,
      description: "The client's public keys, if registered here.",
    }),
    jwksUri: t.expose('jwksUri', {
      type: 'URI',
      nullable: true,
      description: "Where the client's public keys are.",
    }),
    logoUrl: t.expose('logoUrl', {
      type: 'URI',
      nullable: true,
      description: 'A picture for the consent screen.',
    }),
    privacyPolicy: t.expose('privacyPolicy', {
      type: 'URI',
      nullable: true,
      description: "The client's privacy policy: `policy_uri` (RFC 7591 §2).",
    }),
    scopes: t.exposeStringList('scopes', {
      description: 'The scopes that the client may ask for (RFC 6749 §3.3).',
    }),
    termsUrl: t.expose('termsUrl', {
      type: 'URI',
      nullable: true,
      description: "The client's terms of service: `tos_uri` (RFC 7591 §2).",
    }),
    website: t.expose('website', {
      type: 'URI',
      nullable: true,
      description: "The client's home page: `client_uri` (RFC 7591 §2).",
    }),
    corsOrigins: t.expose('corsOrigins', {
      type: ['URI'],
      description:
        'The web origins that the client runs on, taken from `redirectUris` and `website`: https, or http on loopback.',
    }),
    status: t.expose('status', {
      type: ClientStatusType,
      description: 'Where the client stands in its life.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the client was registered.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the client was last changed.' }),
  }),
});

builder.queryField('oauthClient', (t) =>
  t.field({
    type: OAuthClient,
    nullable: true,
    description:
      "One client of the caller's tenant, or null. Needs the right to read: an administrator, the role `security_admin`, or the scope `oauth.clients:read`.",
    authScopes: { reader: true },
    args: {
      clientId: t.arg.string({ required: true, description: 'The `client_id` of the client.' }),
    },
    resolve: (_, { clientId }, { registry, caller }) => findClientByClientId(registry, caller, clientId),
  }),
);
