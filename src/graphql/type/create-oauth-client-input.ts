import { tlsClientAuthMembers } from '../../domain/client/vocabulary.ts';
import { builder } from '../builder.ts';
import { ClientAuthMethodType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

export const TlsClientAuthInput = builder.inputType('OAuthTlsClientAuthInput', {
  description:
    'The subject of the certificate of a `TLS_CLIENT_AUTH` client: exactly one field (RFC 8705 §2.1.2).',
  isOneOf: true,
  fields: (t) => ({
    subjectDn: t.string({ description: tlsClientAuthMembers.subjectDn.description }),
    sanDns: t.string({ description: tlsClientAuthMembers.sanDns.description }),
    sanUri: t.string({ description: tlsClientAuthMembers.sanUri.description }),
    sanIp: t.string({ description: tlsClientAuthMembers.sanIp.description }),
    sanEmail: t.string({ description: tlsClientAuthMembers.sanEmail.description }),
  }),
});

export const CreateOAuthClientInput = builder.inputType('CreateOAuthClientInput', {
  description:
    'The metadata of a client to register (RFC 7591 §2). For an optional field null means the same as absent.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Shown to people; 1 to 255 characters after trimming.' }),
    redirectUris: t.stringList({
      description:
        'At most 100 absolute URIs without fragment, of at most 2,048 characters each. Required with the grant `AUTHORIZATION_CODE`, which is the default. Default: none.',
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
    tlsClientAuth: t.field({
      type: TlsClientAuthInput,
      description: 'The certificate subject that `TLS_CLIENT_AUTH` expects; required with that method.',
    }),
  }),
});
