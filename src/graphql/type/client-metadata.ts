import type {
  ClientMetadata as Metadata,
  TlsClientAuthSubject,
} from '../../domain/client/client-metadata.ts';
import { tlsClientAuthMembers, valuesOf } from '../../domain/client/vocabulary.ts';
import { builder } from '../builder.ts';
import { ClientAuthMethodType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

const TlsClientAuthSubjectType = builder
  .objectRef<TlsClientAuthSubject>('OAuthTlsClientAuthSubject')
  .implement({
    description:
      'The subject of the certificate of a `TLS_CLIENT_AUTH` client; one field is set (RFC 8705 §2.1.2).',
    fields: (t) =>
      Object.fromEntries(
        valuesOf(tlsClientAuthMembers).map((member) => [
          member,
          t.string({
            nullable: true,
            description: tlsClientAuthMembers[member].description,
            resolve: (subject) => (subject.member === member ? subject.value : null),
          }),
        ]),
      ),
  });

/** What a client says of itself, whether it is registered or only being checked. */
export const ClientMetadata = builder
  .interfaceRef<Metadata & { readonly corsOrigins: readonly string[] }>('OAuthClientMetadata')
  .implement({
    description: 'The metadata of a client, with every default in its place (RFC 7591 §2).',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'The name shown to people: `client_name` (RFC 7591 §2).' }),
      redirectUris: t.expose('redirectUris', {
        complexity: 75,
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
        complexity: 50,
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
        complexity: 10,
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
        complexity: 10,
        type: ['URI'],
        description:
          'The web origins that the client runs on, taken from `redirectUris` and `website`: https, or http on loopback.',
      }),
      tlsClientAuth: t.expose('tlsClientAuth', {
        type: TlsClientAuthSubjectType,
        nullable: true,
        description: 'The certificate subject that `TLS_CLIENT_AUTH` expects.',
      }),
    }),
  });
