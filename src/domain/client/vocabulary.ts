/**
 * The allowed values of client metadata, as the IANA registries and the specifications spell them. GraphQL has each value in
 * SCREAMING_CASE, REST as written here.
 */
export interface VocabularyValue {
  /** Name of the enum value in GraphQL. */
  readonly enumName: string;
  readonly description: string;
  /** Why the value is deprecated, and what replaces it. Absent for other values. */
  readonly deprecationReason?: string;
}

/** The credential of an authentication method. */
export type Credential = 'secret' | 'key' | 'certificate' | 'nothing';

/** `token_endpoint_auth_method`: RFC 7591 §2, OpenID Connect Core §9, RFC 8705 §2. */
export const clientAuthMethods = {
  client_secret_basic: {
    enumName: 'CLIENT_SECRET_BASIC',
    credential: 'secret',
    description: 'The client secret in an HTTP Basic header (RFC 6749 §2.3.1).',
  },
  client_secret_post: {
    enumName: 'CLIENT_SECRET_POST',
    credential: 'secret',
    description: 'The client secret in the form body (RFC 6749 §2.3.1).',
  },
  client_secret_jwt: {
    enumName: 'CLIENT_SECRET_JWT',
    credential: 'secret',
    description: 'A JWT signed with an HMAC of the client secret (OpenID Connect Core §9).',
  },
  private_key_jwt: {
    enumName: 'PRIVATE_KEY_JWT',
    credential: 'key',
    description: "A JWT signed with the client's private key (OpenID Connect Core §9, RFC 7523).",
  },
  tls_client_auth: {
    enumName: 'TLS_CLIENT_AUTH',
    credential: 'certificate',
    description: 'A TLS certificate issued by a trusted authority (RFC 8705 §2.1).',
  },
  self_signed_tls_client_auth: {
    enumName: 'SELF_SIGNED_TLS_CLIENT_AUTH',
    credential: 'key',
    description: "A self-signed TLS certificate in the client's JWK Set (RFC 8705 §2.2).",
  },
  none: {
    enumName: 'NONE',
    credential: 'nothing',
    description: 'No authentication: a public client (RFC 7591 §2).',
  },
} as const satisfies Record<string, VocabularyValue & { credential: Credential }>;

/** `grant_type`: RFC 7591 §2 and the extension grants of RFC 7523, 8628, 8693 and OpenID CIBA. */
export const grantTypes = {
  authorization_code: {
    enumName: 'AUTHORIZATION_CODE',
    description: 'The authorization code grant (RFC 6749 §4.1).',
  },
  refresh_token: { enumName: 'REFRESH_TOKEN', description: 'The refresh token grant (RFC 6749 §6).' },
  client_credentials: {
    enumName: 'CLIENT_CREDENTIALS',
    description: 'The client credentials grant, for confidential clients only (RFC 6749 §4.4).',
  },
  'urn:ietf:params:oauth:grant-type:device_code': {
    enumName: 'DEVICE_CODE',
    description: 'The device authorization grant, `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628).',
  },
  'urn:ietf:params:oauth:grant-type:token-exchange': {
    enumName: 'TOKEN_EXCHANGE',
    description: 'Token exchange, `urn:ietf:params:oauth:grant-type:token-exchange` (RFC 8693).',
  },
  'urn:ietf:params:oauth:grant-type:jwt-bearer': {
    enumName: 'JWT_BEARER',
    description:
      'A JWT as authorization grant, `urn:ietf:params:oauth:grant-type:jwt-bearer` (RFC 7523 §2.1).',
  },
  'urn:openid:params:grant-type:ciba': {
    enumName: 'CIBA',
    description:
      'Client-initiated backchannel authentication, `urn:openid:params:grant-type:ciba` (OpenID CIBA Core).',
  },
} as const satisfies Record<string, VocabularyValue>;

/** Grants that redirect the user (RFC 7591 §2, RFC 6749 §3.1.2.2). */
export const redirectingGrants: ReadonlySet<GrantType> = new Set<GrantType>(['authorization_code']);

/** Registered grants that no profile allows, each with its issue (RFC 9700 §2.1.2, §2.4). */
export const refusedGrantTypes = {
  implicit: 'GRANT_TYPE_IMPLICIT',
  password: 'GRANT_TYPE_PASSWORD',
} as const;

/** `fapi_profile`: the profiles of the OpenID FAPI working group, and `fapi1` for compatibility with the AuthMS API. */
export const fapiProfiles = {
  fapi1: {
    enumName: 'FAPI1',
    description: 'FAPI 1.0 without a named part, for compatibility with the AuthMS API.',
    deprecationReason: 'It names no part of FAPI 1.0. Use FAPI1_BASELINE or FAPI1_ADVANCED.',
  },
  fapi1_baseline: {
    enumName: 'FAPI1_BASELINE',
    description: 'FAPI 1.0 Part 1: Baseline Security Profile.',
  },
  fapi1_advanced: {
    enumName: 'FAPI1_ADVANCED',
    description: 'FAPI 1.0 Part 2: Advanced Security Profile.',
  },
  fapi2_security: { enumName: 'FAPI2_SECURITY', description: 'FAPI 2.0 Security Profile.' },
  fapi2_message_signing: { enumName: 'FAPI2_MESSAGE_SIGNING', description: 'FAPI 2.0 Message Signing.' },
} as const satisfies Record<string, VocabularyValue>;

/** The subject of the certificate that a `tls_client_auth` client presents: RFC 8705 §2.1.2. Exactly one is registered. */
export const tlsClientAuthMembers = {
  subjectDn: {
    restName: 'tls_client_auth_subject_dn',
    description: 'The expected subject distinguished name (RFC 4514), as in `CN=client,O=Example`.',
  },
  sanDns: {
    restName: 'tls_client_auth_san_dns',
    description: 'The expected dNSName subject alternative name, as in `client.example.com`.',
  },
  sanUri: {
    restName: 'tls_client_auth_san_uri',
    description: 'The expected uniformResourceIdentifier subject alternative name, an absolute URI.',
  },
  sanIp: {
    restName: 'tls_client_auth_san_ip',
    description: 'The expected iPAddress subject alternative name, IPv4 in dotted decimals or IPv6.',
  },
  sanEmail: {
    restName: 'tls_client_auth_san_email',
    description: 'The expected rfc822Name subject alternative name, an e-mail address.',
  },
} as const satisfies Record<string, { readonly restName: string; readonly description: string }>;

/** Characters of a certificate subject, at most. */
export const maxSubjectLength = 2048;

export type TlsClientAuthMember = keyof typeof tlsClientAuthMembers;

/** Lifecycle status of a client. */
export const clientStatuses = {
  active: { enumName: 'ACTIVE', description: 'The client can authenticate.' },
  suspended: {
    enumName: 'SUSPENDED',
    description: 'The client cannot authenticate until it is activated again. Its data is kept.',
  },
} as const satisfies Record<string, VocabularyValue>;

/** Lifecycle status of a secret. A secret whose `expiresAt` has passed is not valid, whatever its status. */
export const secretStatuses = {
  active: { enumName: 'ACTIVE', description: 'The secret is valid until its `expiresAt`, if it has one.' },
  retired: {
    enumName: 'RETIRED',
    description: 'A rotation replaced the secret. It is valid until its grace period ends at `expiresAt`.',
  },
  inactive: {
    enumName: 'INACTIVE',
    description: 'The secret was deactivated, or replaced without a grace period. It is not valid.',
  },
} as const satisfies Record<string, VocabularyValue>;

export type ClientAuthMethod = keyof typeof clientAuthMethods;
export type GrantType = keyof typeof grantTypes;
export type FapiProfile = keyof typeof fapiProfiles;
export type ClientStatus = keyof typeof clientStatuses;
export type SecretStatus = keyof typeof secretStatuses;

/** The values of a vocabulary, in the order of its table. */
export function valuesOf<T extends string>(vocabulary: Readonly<Record<T, object>>): [T, ...T[]] {
  return Object.keys(vocabulary) as [T, ...T[]];
}
