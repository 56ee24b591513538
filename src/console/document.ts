import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A time in UTC with milliseconds (RFC 3339). Example: 2026-01-31T23:59:59.000Z. */
  DateTime: { input: string; output: string; }
  /** Any JSON value (RFC 8259). */
  JSON: { input: unknown; output: unknown; }
  /** A JWK Set of public keys as JSON text, as it was registered (RFC 7517 §5). */
  JWKSet: { input: string; output: string; }
  /** A ULID: 26 characters that sort by creation time. */
  ULID: { input: string; output: string; }
  /** An absolute URI as it was registered, byte for byte (RFC 3986). */
  URI: { input: string; output: string; }
};

/** Input for activateOAuthClient. */
export type ActivateOAuthClientInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Input for addOAuthClientSecret. */
export type AddOAuthClientSecretInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** A note about the secret, at most 255 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** When the secret expires (RFC 3339), in the future. Default: never. */
  expiresAt?: InputMaybe<Scalars['String']['input']>;
};

/** Input for cloneOAuthClient. */
export type CloneOAuthClientInput = {
  /** The `client_id` of the client to clone. */
  clientId: Scalars['String']['input'];
  /** The name of the clone: 1 to 255 characters after trimming. Default: the name of the client with " (clone)" appended. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The `client_id` of the clone: 1 to 255 visible ASCII characters, not a URL. Default: a new `app-` and ULID. */
  newClientId?: InputMaybe<Scalars['String']['input']>;
};

/** The metadata of a client to register (RFC 7591 §2). Null for an optional field means the same as absent. */
export type CreateOAuthClientInput = {
  /** Seconds for which access tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  accessTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** The authentication methods at the token endpoint. Default: `CLIENT_SECRET_BASIC` for a confidential client, `PRIVATE_KEY_JWT` with a FAPI profile, `NONE` for a public client. */
  clientAuthMethods?: InputMaybe<Array<OAuthClientAuthMethod>>;
  /** The `client_id` of the client: 1 to 255 visible ASCII characters, not a URL. It must be unique on this server and is never used again. Default: a new `app-` and ULID. */
  clientId?: InputMaybe<Scalars['String']['input']>;
  /** E-mail addresses of the people responsible for the client: at most 20, each with at most 254 characters. Default: none. */
  contacts?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Authentication context classes that requests ask for by default, most preferred first: at most 20, each with 1 to 255 printable ASCII characters without spaces. Default: none. */
  defaultAcrValues?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Seconds after an authentication at which the user must authenticate again: 0 to 2,147,483,647. Default: no limit. */
  defaultMaxAge?: InputMaybe<Scalars['Int']['input']>;
  /** A description of the client for administrators. 1 to 1,000 characters after trimming. Default: none. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The FAPI profile of the client. Default: none. */
  fapiProfile?: InputMaybe<OAuthFapiProfile>;
  /** The grant types that the client may use. Default: only `AUTHORIZATION_CODE`. */
  grantTypes?: InputMaybe<Array<OAuthGrantType>>;
  /** Seconds for which ID tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  idTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** The https URL at which other parties can start a login at the client. Default: none. */
  initiateLoginUri?: InputMaybe<Scalars['String']['input']>;
  /** Whether the client is confidential. Default: true, or false if the only authentication method is `NONE`. */
  isConfidential?: InputMaybe<Scalars['Boolean']['input']>;
  /** A JWK Set of public keys as JSON text, with at most 64 KiB and 20 keys. Cannot be combined with `jwksUri`. */
  jwks?: InputMaybe<Scalars['String']['input']>;
  /** An https URL of the client's JWK Set. Cannot be combined with `jwks`. */
  jwksUri?: InputMaybe<Scalars['String']['input']>;
  /** The http or https URL of an image for the consent screen. */
  logoUrl?: InputMaybe<Scalars['String']['input']>;
  /** The name shown on the consent screen. 1 to 255 characters after trimming. */
  name: Scalars['String']['input'];
  /** URIs to which browsers may be redirected after a logout: at most 100, with the same rules as redirect URIs. Default: none. */
  postLogoutRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The http or https URL of the privacy policy. */
  privacyPolicy?: InputMaybe<Scalars['String']['input']>;
  /** URIs that may receive authorization responses: at most 100 absolute URIs without a fragment, each with at most 2,048 characters. Required with the grant `AUTHORIZATION_CODE`. Default: none. */
  redirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Seconds for which refresh tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  refreshTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** https URIs of request objects that the client may use: at most 100, each with at most 512 characters. A fragment is the digest of the object. Default: none. */
  requestUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether ID tokens must contain the time of the authentication, `auth_time`. Default: false. */
  requireAuthTime?: InputMaybe<Scalars['Boolean']['input']>;
  /** The scopes that the client may request: at most 100, each with at most 255 characters. Default: only `openid`. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The id of the client software, the same for all its installations and versions. 1 to 255 printable characters. Default: none. */
  softwareId?: InputMaybe<Scalars['String']['input']>;
  /** The version of the client software that `softwareId` identifies. 1 to 255 printable characters. Default: none. */
  softwareVersion?: InputMaybe<Scalars['String']['input']>;
  /** The http or https URL of the terms of service. */
  termsUrl?: InputMaybe<Scalars['String']['input']>;
  /** The certificate subject. Required with `TLS_CLIENT_AUTH`. */
  tlsClientAuth?: InputMaybe<OAuthTlsClientAuthInput>;
  /** The http or https URL of the home page. */
  website?: InputMaybe<Scalars['String']['input']>;
};

/** Input for deactivateOAuthClientSecret. */
export type DeactivateOAuthClientSecretInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The `secretId` of one of its secrets. */
  secretId: Scalars['String']['input'];
};

/** Input for deleteOAuthClient. */
export type DeleteOAuthClientInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Input for deleteOAuthClientSecret. */
export type DeleteOAuthClientSecretInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The `secretId` of one of its secrets. */
  secretId: Scalars['String']['input'];
};

/** The type of an actor. */
export type OAuthActorType =
  /** A job of the gateway, such as the purge of deleted clients or an import. */
  | 'SYSTEM'
  /** The subject of a bearer token. */
  | 'USER';

/** The action that an audit event records. Values may be added, so clients must accept unknown ones. */
export type OAuthAuditAction =
  /** A suspended client was activated. */
  | 'OAUTH_CLIENT_ACTIVATE'
  /** A client was registered as the clone of another. */
  | 'OAUTH_CLIENT_CLONE'
  /** A client was registered. */
  | 'OAUTH_CLIENT_CREATE'
  /** A client was deleted. */
  | 'OAUTH_CLIENT_DELETE'
  /** An import of the operator registered or changed a client. */
  | 'OAUTH_CLIENT_IMPORT'
  /** A deleted client was erased, except for its `client_id`. */
  | 'OAUTH_CLIENT_PURGE'
  /** A deleted client was restored. */
  | 'OAUTH_CLIENT_RESTORE'
  /** A secret was added to a client. */
  | 'OAUTH_CLIENT_SECRET_ADD'
  /** A secret was deactivated. */
  | 'OAUTH_CLIENT_SECRET_DEACTIVATE'
  /** A secret was deleted. */
  | 'OAUTH_CLIENT_SECRET_DELETE'
  /** The secrets of a client were replaced by a new one. */
  | 'OAUTH_CLIENT_SECRET_ROTATE'
  /** A client was suspended. */
  | 'OAUTH_CLIENT_SUSPEND'
  /** Metadata of a client was changed. */
  | 'OAUTH_CLIENT_UPDATE'
  /** Access to another tenant was refused; recorded in the caller's own tenant. */
  | 'TENANT_CHOOSE';

/** Conditions on audit events; all of them must hold. */
export type OAuthAuditEventFilter = {
  /** Only events of this action. */
  action?: InputMaybe<OAuthAuditAction>;
  /** Only events of this actor. */
  actorId?: InputMaybe<Scalars['String']['input']>;
  /** Only events of this client, which may have been deleted. */
  clientId?: InputMaybe<Scalars['String']['input']>;
  /** Only events in this time range. */
  occurredAt?: InputMaybe<OAuthDateTimeRange>;
  /** Only events with this outcome. */
  outcome?: InputMaybe<OAuthAuditOutcome>;
};

/** The outcome of a write. */
export type OAuthAuditOutcome =
  /** The change was written in the same commit as this event. */
  | 'DONE'
  /** The attempt was refused. Only this event was written. */
  | 'REFUSED';

/** How a client authenticates at the token endpoint: `token_endpoint_auth_method` (RFC 7591 §2). */
export type OAuthClientAuthMethod =
  /** The client secret in an HTTP Basic header (RFC 6749 §2.3.1). */
  | 'CLIENT_SECRET_BASIC'
  /** A JWT signed with an HMAC of the client secret (OpenID Connect Core §9). */
  | 'CLIENT_SECRET_JWT'
  /** The client secret in the form body (RFC 6749 §2.3.1). */
  | 'CLIENT_SECRET_POST'
  /** No authentication: a public client (RFC 7591 §2). */
  | 'NONE'
  /** A JWT signed with the client's private key (OpenID Connect Core §9, RFC 7523). */
  | 'PRIVATE_KEY_JWT'
  /** A self-signed TLS certificate in the client's JWK Set (RFC 8705 §2.2). */
  | 'SELF_SIGNED_TLS_CLIENT_AUTH'
  /** A TLS certificate issued by a trusted authority (RFC 8705 §2.1). */
  | 'TLS_CLIENT_AUTH';

/** Conditions on clients; all of them must hold. `name`, `query`, `redirectUri`, `fapiProfile` and the status `SUSPENDED` use an index. The other conditions are checked client by client until the page is full. */
export type OAuthClientFilter = {
  /** Only clients with this authentication method. */
  clientAuthMethod?: InputMaybe<OAuthClientAuthMethod>;
  /** Only clients registered in this time range. */
  createdAt?: InputMaybe<OAuthDateTimeRange>;
  /** Only clients that were used at least once (true), or never (false). */
  everUsed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only clients registered under this profile. */
  fapiProfile?: InputMaybe<OAuthFapiProfile>;
  /** Only clients with this grant type. */
  grantType?: InputMaybe<OAuthGrantType>;
  /** Only clients last used in this time range, by day. Clients that were never used are excluded. */
  lastUsedAt?: InputMaybe<OAuthDateTimeRange>;
  /** Part of the name, 1 to 255 characters, ignoring case. Only the first 255 characters of a name (Unicode compatibility form) are searched. Texts of one or two letters do not use the index. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Part of the name, the exact client_id, or the host of a redirect URI without its port, 1 to 255 characters. Matches any of the three. Only the client_id is case-sensitive. */
  query?: InputMaybe<Scalars['String']['input']>;
  /** Only clients with this redirect URI, compared as an exact string. */
  redirectUri?: InputMaybe<Scalars['String']['input']>;
  /** Only clients with this status. */
  status?: InputMaybe<OAuthClientStatus>;
};

/** The order of clients. */
export type OAuthClientOrder = {
  /** Sort direction. */
  direction: OAuthOrderDirection;
  /** The field to sort by. */
  field: OAuthClientOrderField;
};

/** A field to sort clients by. */
export type OAuthClientOrderField =
  /** The time of registration. */
  | 'CREATED_AT'
  /** The name, ignoring letter case. */
  | 'NAME';

/** Lifecycle status of a client secret. A secret whose `expiresAt` has passed is not valid, whatever its status. */
export type OAuthClientSecretStatus =
  /** The secret is valid until its `expiresAt`, if it has one. */
  | 'ACTIVE'
  /** The secret was deactivated, or replaced without a grace period. It is not valid. */
  | 'INACTIVE'
  /** A rotation replaced the secret. It is valid until its grace period ends at `expiresAt`. */
  | 'RETIRED';

/** Lifecycle status of a client. */
export type OAuthClientStatus =
  /** The client can authenticate. */
  | 'ACTIVE'
  /** The client cannot authenticate until it is activated again. Its data is kept. */
  | 'SUSPENDED';

/** A time range; either bound may be omitted. */
export type OAuthDateTimeRange = {
  /** Exclusive upper bound. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Inclusive lower bound. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Why a mutation refused its input. Values may be added, so clients must accept unknown ones. */
export type OAuthErrorCode =
  /** The input is valid, but the state of the client does not allow the operation. The response gives the reason. Nothing was written. */
  | 'CONFLICT'
  /** A page, cursor, filter or other argument is invalid. The response lists every problem. */
  | 'INVALID_ARGUMENT'
  /** The input breaks at least one rule. The response lists every problem. Nothing was written. */
  | 'INVALID_CLIENT_METADATA'
  /** No such client or secret exists in this tenant. */
  | 'NOT_FOUND';

/** A security profile of the OpenID FAPI working group. */
export type OAuthFapiProfile =
  /** FAPI 1.0 without a named part, for compatibility with the AuthMS API. */
  | 'FAPI1'
  /** FAPI 1.0 Part 2: Advanced Security Profile. */
  | 'FAPI1_ADVANCED'
  /** FAPI 1.0 Part 1: Baseline Security Profile. */
  | 'FAPI1_BASELINE'
  /** FAPI 2.0 Message Signing. */
  | 'FAPI2_MESSAGE_SIGNING'
  /** FAPI 2.0 Security Profile. */
  | 'FAPI2_SECURITY';

/** A grant that a client may use: `grant_type` (RFC 7591 §2). */
export type OAuthGrantType =
  /** The authorization code grant (RFC 6749 §4.1). */
  | 'AUTHORIZATION_CODE'
  /** Client-initiated backchannel authentication, `urn:openid:params:grant-type:ciba` (OpenID CIBA Core). */
  | 'CIBA'
  /** The client credentials grant, for confidential clients only (RFC 6749 §4.4). */
  | 'CLIENT_CREDENTIALS'
  /** The device authorization grant, `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628). */
  | 'DEVICE_CODE'
  /** A JWT as authorization grant, `urn:ietf:params:oauth:grant-type:jwt-bearer` (RFC 7523 §2.1). */
  | 'JWT_BEARER'
  /** The refresh token grant (RFC 6749 §6). */
  | 'REFRESH_TOKEN'
  /** Token exchange, `urn:ietf:params:oauth:grant-type:token-exchange` (RFC 8693). */
  | 'TOKEN_EXCHANGE';

/** A problem of an input. Codes are stable, so clients may compare them. Values may be added, so clients must accept unknown ones. */
export type OAuthIssueCode =
  /** A client can have at most 20 default authentication context classes. (a limit of this server) */
  | 'ACR_VALUES_TOO_MANY'
  /** Must consist of printable ASCII characters other than space. (OpenID Connect Core §3.1.2.1 (acr_values)) */
  | 'ACR_VALUE_CHARACTER'
  /** With plain http, anyone on the network path can change what the consent screen shows. Use https. (RFC 7591 §5) */
  | 'ADVISE_DISPLAY_URL_HTTP'
  /** An earlier key of the same type has the same kid. Use a different kid for each key. (RFC 7517 §4.5) */
  | 'ADVISE_JWK_KID_REPEATED'
  /** This authentication method is weaker than the FAPI baseline. A client is only as strong as its weakest method. (the clause of the profile) */
  | 'ADVISE_PROFILE_AUTH_METHOD'
  /** The redirect URIs are stored but not used, because no grant type of the client redirects. (RFC 7591 §2 (redirect_uris)) */
  | 'ADVISE_REDIRECT_URIS_UNUSED'
  /** "localhost" can resolve to an interface other than loopback. Use 127.0.0.1 or [::1]. (RFC 8252 §8.3) */
  | 'ADVISE_REDIRECT_URI_LOCALHOST'
  /** This redirect URI points to the device of the user, but a confidential client runs on a server. Use it only for development. (RFC 8252 §7.3, §8.3) */
  | 'ADVISE_REDIRECT_URI_LOOPBACK'
  /** Another app on the same device can claim a scheme without a dot. Use https, or the reversed domain name of the app: com.example.app:/callback. (RFC 8252 §8.4) */
  | 'ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT'
  /** A private-use scheme should be followed by one slash, because some servers refuse other forms. Example: com.example.app:/callback. (RFC 8252 §7.1) */
  | 'ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH'
  /** This distinguished name has spaces around separators or quoted values. Authorization servers that compare text do not match it. Use the form CN=client,O=Example. (RFC 4514 §2, §3) */
  | 'ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN'
  /** The certificate subject is stored but not used, because tls_client_auth is not among the authentication methods. (RFC 8705 §2.1.2) */
  | 'ADVISE_TLS_CLIENT_AUTH_UNUSED'
  /** Two names of this field were sent with different values; send only one. (RFC 7591 §2) */
  | 'ALIAS_CONFLICT'
  /** self_signed_tls_client_auth requires a key with a certificate in x5c, or a `jwksUri`. (RFC 8705 §2.2.2) */
  | 'AUTH_METHOD_CERTIFICATE_MISSING'
  /** The selected authentication method requires a public key. Send `jwks` or `jwksUri`. (OpenID Connect Core §9, RFC 8705 §2.2.2) */
  | 'AUTH_METHOD_KEY_MISSING'
  /** No key in the JWK Set can verify a signature of this client. Add an RSA, EC or OKP signing key whose algorithm the FAPI profile, if any, allows. (OpenID Connect Core §9, RFC 7523 §3) */
  | 'AUTH_METHOD_KEY_UNUSABLE'
  /** A public client cannot keep a credential. Use only "none", or make the client confidential. (RFC 6749 §2.1, RFC 8252 §8.5) */
  | 'AUTH_METHOD_NEEDS_CONFIDENTIAL'
  /** A confidential client must authenticate. Use a method other than "none", or make the client public. (RFC 6749 §2.1) */
  | 'AUTH_METHOD_NONE_CONFIDENTIAL'
  /** "none" cannot be combined with other methods, because it would make them optional. (RFC 6749 §2.1) */
  | 'AUTH_METHOD_NONE_NOT_ALONE'
  /** client_secret_jwt requires recoverable secrets, and this server stores only digests. Use private_key_jwt, or ask the operator to set SECRET_ENCRYPTION_KEYS. (OpenID Connect Core §9) */
  | 'AUTH_METHOD_SECRET_DIGEST_ONLY'
  /** A client_id must have 1 to 255 visible ASCII characters. It cannot be ".", ".." or a property of every JavaScript object, such as "constructor". Omit it to get a new one. (RFC 6749 §2.2) */
  | 'CLIENT_ID_FORM'
  /** A client has or had this client_id. Choose another one. (RFC 6749 §2.2) */
  | 'CLIENT_ID_TAKEN'
  /** A client_id cannot begin with "http:" or "https:", because a URL identifies a client by its metadata document. (draft-ietf-oauth-client-id-metadata-document §3) */
  | 'CLIENT_ID_URL'
  /** No such client in this tenant. (RFC 9110 §15.5.5) */
  | 'CLIENT_NOT_FOUND'
  /** A client can have at most 20 contacts. (a limit of this server) */
  | 'CONTACTS_TOO_MANY'
  /** Must be an e-mail address in ASCII, with at most 64 characters before the "@". Example: admin@example.com. (RFC 7591 §2 (contacts), RFC 5321 §4.1.2, §4.5.3.1.1) */
  | 'CONTACT_EMAIL'
  /** The e-mail address must have at most 254 characters. (RFC 5321 §4.5.3.1.3) */
  | 'CONTACT_TOO_LONG'
  /** Invalid cursor for this list and order. (GraphQL Cursor Connections §3.2) */
  | 'CURSOR'
  /** The description must contain a visible character. (a rule of this server) */
  | 'DESCRIPTION_BLANK'
  /** The description contains a character that cannot be displayed safely: a control character such as a line break, a line or paragraph separator, a bidirectional override or isolate, or an unpaired surrogate. (UTS 39 §3.1.1, Unicode TR36 §2.5) */
  | 'DESCRIPTION_CHARACTER'
  /** The description contains an invisible character, such as a zero-width space or a direction mark; remove it. U+200C and U+200D are allowed only where a script or an emoji needs them. (UTS 39 §3.1.1, UAX 31 §2.3.1) */
  | 'DESCRIPTION_INVISIBLE'
  /** The description must have at most 1,000 characters. (a limit of this server) */
  | 'DESCRIPTION_TOO_LONG'
  /** The list is empty. Send at least one item, or null for the default. (RFC 7591 §2) */
  | 'EMPTY_LIST'
  /** Must be a time in RFC 3339 format. Example: 2026-01-31T23:59:59Z. (RFC 3339 §5.6) */
  | 'EXPIRES_AT_FORM'
  /** The new secret would expire no later than the secrets it replaces. Use a later time or a shorter grace period. (a rule of this server) */
  | 'EXPIRES_AT_GRACE'
  /** Must be in the future. (a rule of this server) */
  | 'EXPIRES_AT_PAST'
  /** The search text must have 1 to 2,048 characters (for a name: 1 to 255) and no NUL. (a limit of this server) */
  | 'FILTER'
  /** The grace period must be from 0 to 2592000 seconds (30 days). (a limit of this server) */
  | 'GRACE_SECONDS'
  /** The implicit grant is not supported, because access tokens in URLs leak and can be replayed. Use authorization_code with PKCE. (RFC 9700 §2.1.2) */
  | 'GRANT_TYPE_IMPLICIT'
  /** The client_credentials grant requires a confidential client. (RFC 6749 §4.4) */
  | 'GRANT_TYPE_NEEDS_CONFIDENTIAL'
  /** The password grant is not supported, because it exposes the password of the user to the client. Use authorization_code with PKCE, or client_credentials between machines. (RFC 9700 §2.4) */
  | 'GRANT_TYPE_PASSWORD'
  /** refresh_token requires another grant, which issues the first refresh token. (RFC 6749 §1.5, §6) */
  | 'GRANT_TYPE_REFRESH_ALONE'
  /** An idempotency key must have 1 to 255 printable ASCII characters. (draft-ietf-httpapi-idempotency-key-header §2.1) */
  | 'IDEMPOTENCY_KEY_FORM'
  /** This key was used for another registration in the last 24 hours. Use a new key. (draft-ietf-httpapi-idempotency-key-header §2.7) */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The client registered with this key has been deleted. Use a new key. (draft-ietf-httpapi-idempotency-key-header §2.7) */
  | 'IDEMPOTENCY_KEY_SPENT'
  /** The input is not valid JSON in UTF-8. (RFC 8259 §2, §8.1) */
  | 'INPUT_NOT_JSON'
  /** The input must be a JSON object. (RFC 7591 §3.1) */
  | 'INPUT_NOT_OBJECT'
  /** Send either `jwks` or `jwksUri`, not both. (RFC 7591 §2 (jwks)) */
  | 'JWKS_AND_JWKS_URI'
  /** The JWK Set contains no keys. (RFC 7517 §5.1) */
  | 'JWKS_EMPTY'
  /** An object of the JWK Set has the same member twice; member names must be unique. (RFC 7517 §4, §5) */
  | 'JWKS_MEMBER_REPEATED'
  /** `jwks` is not valid JSON. Send a JWK Set as JSON text: {"keys":[…]}. (RFC 7517 §5) */
  | 'JWKS_NOT_JSON'
  /** A JWK Set must be a JSON object with a "keys" array of objects. Wrap a single key as {"keys":[…]}. (RFC 7517 §5, §5.1) */
  | 'JWKS_SHAPE'
  /** The JWK Set is nested deeper than 16 levels. (a limit of this server) */
  | 'JWKS_TOO_DEEP'
  /** The JWK Set must be at most 64 KiB. (a limit of this server) */
  | 'JWKS_TOO_LONG'
  /** A JWK Set can have at most 20 keys. (a limit of this server) */
  | 'JWKS_TOO_MANY'
  /** A JWK Set can have at most 20 certificates; omit those of the issuing CAs. (a limit of this server) */
  | 'JWKS_TOO_MANY_CERTIFICATES'
  /** `jwksUri` must use a public host: not a loopback, private, link-local or other special-purpose address, not localhost, and not a name without a dot. The operator can allow a host in JWKS_URI_ALLOWED_HOSTS. (RFC 8725 §3.10, RFC 6890 §2) */
  | 'JWKS_URI_HOST'
  /** `jwksUri` must be an https URL. (OpenID Connect Dynamic Client Registration §2 (jwks_uri)) */
  | 'JWKS_URI_SCHEME'
  /** The algorithm cannot be used with a key of this type, curve and use. (RFC 7518 §3.1, RFC 8725 §3.1) */
  | 'JWK_ALG_MISMATCH'
  /** Use an asymmetric algorithm. (RFC 8725 §3.1) */
  | 'JWK_ALG_SYMMETRIC'
  /** A coordinate must be base64url without padding, with the length of the curve including leading zeros. (RFC 7518 §6.2.1.2, RFC 8037 §2) */
  | 'JWK_COORDINATE'
  /** An EC or OKP key must have a string "crv". (RFC 7518 §6.2.1.1, RFC 8037 §2) */
  | 'JWK_CRV'
  /** The curve is weaker than P-256. (RFC 7518 §6.2.1.1) */
  | 'JWK_CURVE_WEAK'
  /** Each key must be an object with a non-empty string "kty". (RFC 7517 §4.1) */
  | 'JWK_KTY'
  /** kid, use and alg must be strings; key_ops must be a list of distinct strings. (RFC 7517 §4.2, §4.3, §4.4, §4.5) */
  | 'JWK_LABEL'
  /** The point is not on the curve. (RFC 8725 §3.4) */
  | 'JWK_OFF_CURVE'
  /** The key contains private members. Revoke it, generate a new key pair, and register only the public key. (OpenID Connect Dynamic Client Registration §2 (jwks)) */
  | 'JWK_PRIVATE'
  /** The RSA modulus is even, so it cannot be the product of two primes. (NIST SP 800-56B §6.4) */
  | 'JWK_RSA_EVEN'
  /** The RSA exponent must be odd, at least 3, and at most 256 bits long. (NIST SP 800-56B §6.2, FIPS 186-5 §5.1) */
  | 'JWK_RSA_EXPONENT'
  /** The RSA modulus must have at most 8,192 bits; longer keys are too expensive to verify. (a limit of this server) */
  | 'JWK_RSA_LONG'
  /** An RSA key must have n and e, in base64url without padding. (RFC 7518 §6.3.1) */
  | 'JWK_RSA_MEMBER'
  /** The RSA modulus must have at least 2,048 bits, not counting leading zeros. (RFC 7518 §3.3) */
  | 'JWK_RSA_SHORT'
  /** Symmetric keys ("oct") have no public part. Register an RSA, EC or OKP public key. (OpenID Connect Dynamic Client Registration §2 (jwks)) */
  | 'JWK_SYMMETRIC'
  /** x5c must be a list of at most 10 certificates, each in DER encoded as base64. (RFC 7517 §4.7) */
  | 'JWK_X5C'
  /** The first certificate in x5c must contain this key. (RFC 7517 §4.7) */
  | 'JWK_X5C_OTHER_KEY'
  /** Must be a number of seconds from 0 to 2,147,483,647. (OpenID Connect Dynamic Client Registration §2 (default_max_age)) */
  | 'MAX_AGE_RANGE'
  /** The name must contain a visible character. (RFC 7591 §2 (client_name)) */
  | 'NAME_BLANK'
  /** The name contains a character that cannot be displayed safely: a control character, a line or paragraph separator, a bidirectional override or isolate, or an unpaired surrogate. (RFC 7591 §2 (client_name), Unicode TR36 §2.5) */
  | 'NAME_CHARACTER'
  /** The name contains an invisible character, such as a zero-width space or a direction mark; remove it. U+200C and U+200D are allowed only where a script or an emoji needs them. (UTS 39 §3.1.1, UAX 31 §2.3.1) */
  | 'NAME_INVISIBLE'
  /** The name must have at most 255 characters. (a limit of this server) */
  | 'NAME_TOO_LONG'
  /** Cannot be null; omit it to keep the current value. (RFC 7591 §2) */
  | 'NOT_CLEARED'
  /** Use either `first` and `after`, or `last` and `before`. (GraphQL Cursor Connections §4) */
  | 'PAGE_DIRECTION'
  /** A page must have 1 to 100 items. (a limit of this server) */
  | 'PAGE_SIZE'
  /** Pages are numbered from 1. At most 1000000 items can be skipped, and only from the start of the list. (a limit of this server) */
  | 'PAGE_SKIP'
  /** The FAPI profile does not allow this signature algorithm. `registrationProfiles` lists the allowed ones. (the clause of the profile) */
  | 'PROFILE_ALGORITHM'
  /** The FAPI profile does not allow this authentication method. `registrationProfiles` lists the allowed ones. (the clause of the profile) */
  | 'PROFILE_AUTH_METHOD'
  /** The FAPI profile requires private_key_jwt, client_secret_jwt, tls_client_auth or self_signed_tls_client_auth. (the clause of the profile) */
  | 'PROFILE_AUTH_METHOD_STRONG'
  /** The FAPI profile requires a confidential client. (the clause of the profile) */
  | 'PROFILE_CONFIDENTIAL'
  /** The FAPI profile does not allow this grant type. `registrationProfiles` lists the allowed ones. (the clause of the profile) */
  | 'PROFILE_GRANT_TYPE'
  /** The FAPI profile requires signed requests. Send `jwks` with a signing key whose algorithm the profile allows, or `jwksUri`. (the clause of the profile) */
  | 'PROFILE_KEYS_REQUIRED'
  /** The FAPI profile requires a different kid for each key, also across key types. (the clause of the profile) */
  | 'PROFILE_KID_REPEATED'
  /** The FAPI profile does not allow this redirect URI. Use https. (the clause of the profile) */
  | 'PROFILE_REDIRECT_URI'
  /** The FAPI profile requires a longer RSA key. `registrationProfiles` gives the minimum length. (the clause of the profile) */
  | 'PROFILE_RSA_SHORT'
  /** Use either `redirectUris`, or `addRedirectUris` and `removeRedirectUris`. (a rule of this server) */
  | 'REDIRECT_URIS_TWICE'
  /** The path contains a "." or ".." segment, plain or percent-encoded. Use the resolved path. (RFC 9700 §2.1, RFC 3986 §5.2.4) */
  | 'REDIRECT_URI_DOT_SEGMENT'
  /** The URI contains a percent-encoded control character, such as NUL, CR or LF, which can split HTTP headers; remove it. (RFC 9700 §2.1, RFC 9112 §11.1) */
  | 'REDIRECT_URI_ENCODED_CONTROL'
  /** Must use https. Plain http is allowed only on loopback (127.0.0.0/8, [::1], localhost). (RFC 9700 §2.6, RFC 8252 §7.3) */
  | 'REDIRECT_URI_HTTP'
  /** This redirect URI is not registered. URIs are compared as exact strings. (RFC 9700 §2.1) */
  | 'REDIRECT_URI_NOT_REGISTERED'
  /** A private-use scheme must contain a dot. Example: com.example.app:/callback. The operator can allow other schemes in ALLOWED_PRIVATE_USE_SCHEMES. (RFC 8252 §8.4) */
  | 'REDIRECT_URI_PRIVATE_SCHEME'
  /** Private-use schemes are for native apps, which are public clients. Use https, or register a public client. (RFC 8252 §7.1, §8.4) */
  | 'REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL'
  /** The URI has nothing after its scheme. Example: com.example.app:/callback. (RFC 8252 §7.1, RFC 3986 §3) */
  | 'REDIRECT_URI_PRIVATE_SCHEME_EMPTY'
  /** The authorization_code grant requires at least one redirect URI. (RFC 7591 §2 (redirect_uris), RFC 6749 §3.1.2.2) */
  | 'REDIRECT_URI_REQUIRED'
  /** The query contains "code" or "state", which the authorization response adds; use another parameter name. (RFC 6749 §4.1.2) */
  | 'REDIRECT_URI_RESPONSE_PARAMETER'
  /** Browsers and phones execute or open this scheme instead of redirecting. Use https. (RFC 7591 §5) */
  | 'REDIRECT_URI_SCHEME'
  /** Redirect URIs are compared as exact strings. Register each URI; patterns with "*" are not supported. (RFC 9700 §2.1) */
  | 'REDIRECT_URI_WILDCARD'
  /** A request URI must have at most 512 characters. (OpenID Connect Core §6.2) */
  | 'REQUEST_URI_TOO_LONG'
  /** This field is required. (RFC 7591 §2) */
  | 'REQUIRED'
  /** The current rules or the policy of this server would refuse this client. Correct it with its next change. (a rule of this server) */
  | 'RULES_CHANGED'
  /** A scope must consist of printable ASCII characters other than space, double quote and backslash. (RFC 6749 §3.3) */
  | 'SCOPE_CHARACTER'
  /** A scope must have at most 255 characters. (a limit of this server) */
  | 'SCOPE_TOO_LONG'
  /** A description must have at most 255 characters. Control, bidirectional and invisible characters are not allowed. (a limit of this server) */
  | 'SECRET_DESCRIPTION'
  /** The last secret of a client cannot be deleted. Add another secret first. (a rule of this server) */
  | 'SECRET_LAST'
  /** This active secret expires last, and the client authenticates with a secret. Add another secret first. (a rule of this server) */
  | 'SECRET_LAST_ACTIVE'
  /** The client already has two active secrets. Deactivate or delete one, or rotate. (a limit of this server) */
  | 'SECRET_LIMIT'
  /** The client has no such secret. (a rule of this server) */
  | 'SECRET_NOT_FOUND'
  /** The client does not authenticate with a secret. First add an authentication method that uses one. (RFC 6749 §2.1) */
  | 'SECRET_NOT_USED'
  /** The client has 20 valid secrets. Wait until one expires, deactivate one, or rotate with a grace period of 0. (a limit of this server) */
  | 'SECRET_TOO_MANY'
  /** Must consist of printable characters, without invisible characters and without spaces at the start or end. (RFC 7591 §2 (software_id, software_version)) */
  | 'TEXT_NOT_PRINTABLE'
  /** Must have at most 255 characters. (a limit of this server) */
  | 'TEXT_TOO_LONG'
  /** tls_client_auth requires exactly one certificate subject: a subject DN, or a DNS, URI, IP or e-mail subject alternative name. (RFC 8705 §2.1.2) */
  | 'TLS_CLIENT_AUTH_MISSING'
  /** Send exactly one certificate subject. (RFC 8705 §2.1.2) */
  | 'TLS_CLIENT_AUTH_ONE'
  /** Must be a DNS name. Example: client.example.com. (RFC 8705 §2.1.2, RFC 5280 §4.2.1.6) */
  | 'TLS_CLIENT_AUTH_SAN_DNS'
  /** Must be an e-mail address. Example: client@example.com. (RFC 8705 §2.1.2, RFC 5280 §4.2.1.6) */
  | 'TLS_CLIENT_AUTH_SAN_EMAIL'
  /** Must be an IP address: four decimal numbers, or IPv6 without brackets and zone. (RFC 8705 §2.1.2) */
  | 'TLS_CLIENT_AUTH_SAN_IP'
  /** Must be an absolute URI. Example: https://client.example.com/. (RFC 8705 §2.1.2, RFC 5280 §4.2.1.6) */
  | 'TLS_CLIENT_AUTH_SAN_URI'
  /** Invalid distinguished name. Example: CN=client,O=Example. Values must not be empty, "#" must be followed by pairs of hexadecimal digits, and a backslash by a special character or two hexadecimal digits. (RFC 8705 §2.1.2, RFC 4514 §2.4, §3) */
  | 'TLS_CLIENT_AUTH_SUBJECT_DN'
  /** Must be a number of seconds from 1 to 31,536,000 (365 days). (a limit of this server) */
  | 'TOKEN_LIFETIME_RANGE'
  /** A list can have at most 100 items. (a limit of this server) */
  | 'TOO_MANY_ITEMS'
  /** Unknown field (names are case-sensitive). (a rule of this server) */
  | 'UNKNOWN_FIELD'
  /** Unknown value (values are case-sensitive). (RFC 7591 §2) */
  | 'UNKNOWN_VALUE'
  /** This metadata field is not supported; remove it. (RFC 7591 §2, §3.2.2) */
  | 'UNSUPPORTED_METADATA'
  /** The URI contains a character that RFC 3986 does not allow. Percent-encode spaces and non-ASCII characters; write international host names in ASCII (xn--). (RFC 3986 §2) */
  | 'URI_CHARACTER'
  /** The URI contains a fragment; remove "#" and everything after it. (RFC 6749 §3.1.2) */
  | 'URI_FRAGMENT'
  /** An http or https URI must have "//" and a host after its scheme. (RFC 9110 §4.2.1, §4.2.2) */
  | 'URI_HOST'
  /** Browsers read this host as an IPv4 address; write it as four decimal numbers. (RFC 3986 §3.2.2) */
  | 'URI_HOST_IPV4'
  /** The bracketed host must be an IPv6 address without a zone. (RFC 3986 §3.2.2, RFC 6874 §1) */
  | 'URI_HOST_IPV6'
  /** The host must be an ASCII name without percent-encoding, empty labels or a trailing dot. Write an international name in its valid xn-- form. (RFC 3986 §3.2.2, RFC 1123 §2.1) */
  | 'URI_HOST_NAME'
  /** Must be an absolute URI, starting with a scheme. Example: https://app.example.com/callback. (RFC 6749 §3.1.2, RFC 3986 §4.3) */
  | 'URI_NOT_ABSOLUTE'
  /** Must be an https URL. (OpenID Connect Dynamic Client Registration §2) */
  | 'URI_NOT_HTTPS'
  /** The port must be a number from 1 to 65535. (RFC 3986 §3.2.3) */
  | 'URI_PORT'
  /** The URI must have at most 2,048 characters. (a limit of this server) */
  | 'URI_TOO_LONG'
  /** Browsers cannot parse this URI. (RFC 3986 §3.2.2) */
  | 'URI_UNREADABLE'
  /** The URI contains a user name or password; remove everything before the host, up to and including "@". (RFC 9110 §4.2.4) */
  | 'URI_USERINFO'
  /** Must be an http or https URL. (RFC 7591 §2, §5) */
  | 'URL_NOT_WEB'
  /** The client has changed since this version. Read it again, then repeat the change. (RFC 9110 §13.1.1) */
  | 'VERSION_CONFLICT'
  /** Wrong JSON type; values are not coerced. (RFC 7591 §2) */
  | 'WRONG_TYPE';

/** Sort direction. */
export type OAuthOrderDirection =
  /** Smallest or oldest first. */
  | 'ASC'
  /** Largest or newest first. */
  | 'DESC';

/** The redirect URIs that a profile allows. */
export type OAuthRedirectRule =
  /** https only. Loopback and private-use schemes are refused. */
  | 'HTTPS'
  /** https, or http on loopback for native apps. */
  | 'HTTPS_OR_LOOPBACK';

/** A right of a caller. The description of each root field names the right that it needs. */
export type OAuthRight =
  /** Delete and restore clients. Needs the right to delete: an administrator, or the scope `oauth.clients:delete`. */
  | 'DELETE'
  /** Read clients, secrets without their values, and audit events. Needs the right to read: an administrator, the role `security_admin`, or the scope `oauth.clients:read`, `:rotate` or `:delete`. */
  | 'READ'
  /** Add, rotate, deactivate and delete secrets. Needs the right to manage secrets: an administrator, or the scope `oauth.clients:rotate`. */
  | 'ROTATE'
  /** Register and change clients. Needs an administrator: the role `admin` or `super_admin`, or the scope `oauth.clients:write`. */
  | 'WRITE';

/** A duty of the authorization server at run time for clients of a profile. */
export type OAuthRuntimeDuty =
  /** An authorization code is valid for at most 60 seconds. */
  | 'CODE_LIFETIME_60_SECONDS'
  /** Redirect URIs are compared as exact strings. */
  | 'EXACT_REDIRECT_URI'
  /** Proof Key for Code Exchange with S256 (RFC 7636). */
  | 'PKCE_S256'
  /** Authorization requests are pushed (RFC 9126). */
  | 'PUSHED_AUTHORIZATION_REQUESTS'
  /** Access tokens are bound to the client by mutual TLS (RFC 8705) or DPoP (RFC 9449). */
  | 'SENDER_CONSTRAINED_TOKENS'
  /** Authorization requests are signed request objects (RFC 9101). */
  | 'SIGNED_AUTHORIZATION_REQUESTS'
  /** Authorization responses are signed: JARM, or a hybrid ID token as detached signature. */
  | 'SIGNED_AUTHORIZATION_RESPONSES';

/** The subject of the certificate of a `TLS_CLIENT_AUTH` client: exactly one field (RFC 8705 §2.1.2). */
export type OAuthTlsClientAuthInput =
  /** The expected dNSName subject alternative name, as in `client.example.com`. */
  { sanDns: Scalars['String']['input']; sanEmail?: never; sanIp?: never; sanUri?: never; subjectDn?: never; }
  |  /** The expected rfc822Name subject alternative name, an e-mail address. */
  { sanDns?: never; sanEmail: Scalars['String']['input']; sanIp?: never; sanUri?: never; subjectDn?: never; }
  |  /** The expected iPAddress subject alternative name, IPv4 in dotted decimals or IPv6. */
  { sanDns?: never; sanEmail?: never; sanIp: Scalars['String']['input']; sanUri?: never; subjectDn?: never; }
  |  /** The expected uniformResourceIdentifier subject alternative name, an absolute URI. */
  { sanDns?: never; sanEmail?: never; sanIp?: never; sanUri: Scalars['String']['input']; subjectDn?: never; }
  |  /** The expected subject distinguished name (RFC 4514), as in `CN=client,O=Example`. */
  { sanDns?: never; sanEmail?: never; sanIp?: never; sanUri?: never; subjectDn: Scalars['String']['input']; };

/** Input for restoreOAuthClient. */
export type RestoreOAuthClientInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Input for rotateOAuthClientSecret. */
export type RotateOAuthClientSecretInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** A note about the secret, at most 255 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** When the secret expires (RFC 3339), in the future. Default: never. */
  expiresAt?: InputMaybe<Scalars['String']['input']>;
  /** Seconds for which the other secrets stay valid: 0 to 2,592,000 (30 days). Default: 14,400 (4 hours). A secret that expires earlier keeps its expiry. */
  graceSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Input for suspendOAuthClient. */
export type SuspendOAuthClientInput = {
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Input for updateOAuthClient. An absent field keeps its value, null clears it or restores its default, and a list replaces the stored list. */
export type UpdateOAuthClientInput = {
  /** Seconds for which access tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  accessTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** URIs to append to the stored list. Registered ones keep their position. Cannot be combined with `redirectUris`. */
  addRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Replaces the list. Null restores the default, which can be a method with a secret. */
  clientAuthMethods?: InputMaybe<Array<OAuthClientAuthMethod>>;
  /** The `client_id` of the client. */
  clientId: Scalars['String']['input'];
  /** Replaces the list, at most 20 e-mail addresses. Null removes all. */
  contacts?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Replaces the list, at most 20 values. Null removes all. */
  defaultAcrValues?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Seconds after an authentication at which the user must authenticate again: 0 to 2,147,483,647. Default: no limit. */
  defaultMaxAge?: InputMaybe<Scalars['Int']['input']>;
  /** A description of the client for administrators. 1 to 1,000 characters after trimming. Default: none. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The FAPI profile of the client. Null removes it. */
  fapiProfile?: InputMaybe<OAuthFapiProfile>;
  /** Replaces the list. Null means only `AUTHORIZATION_CODE`. */
  grantTypes?: InputMaybe<Array<OAuthGrantType>>;
  /** Seconds for which ID tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  idTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** The https URL at which other parties can start a login at the client. Default: none. */
  initiateLoginUri?: InputMaybe<Scalars['String']['input']>;
  /** Whether the client is confidential. Null means true, or false if the only authentication method is `NONE`. */
  isConfidential?: InputMaybe<Scalars['Boolean']['input']>;
  /** A JWK Set of public keys as JSON text. Cannot be combined with `jwksUri`. */
  jwks?: InputMaybe<Scalars['String']['input']>;
  /** An https URL of the client's JWK Set. Cannot be combined with `jwks`. */
  jwksUri?: InputMaybe<Scalars['String']['input']>;
  /** The http or https URL of an image for the consent screen. */
  logoUrl?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters after trimming; cannot be cleared. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Replaces the list, at most 100 URIs. Null removes all. */
  postLogoutRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The http or https URL of the privacy policy. */
  privacyPolicy?: InputMaybe<Scalars['String']['input']>;
  /** Replaces the list, at most 100 URIs. Null removes all; refused with the grant `AUTHORIZATION_CODE`. */
  redirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Seconds for which refresh tokens of the client are valid: 1 to 31,536,000. Default: the setting of the authorization server. */
  refreshTokenLifetime?: InputMaybe<Scalars['Int']['input']>;
  /** URIs to remove from the stored list; each must be registered. Cannot be combined with `redirectUris`. */
  removeRedirectUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Replaces the list, at most 100 https URIs. Null removes all. */
  requestUris?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether ID tokens must contain the time of the authentication, `auth_time`. Default: false. */
  requireAuthTime?: InputMaybe<Scalars['Boolean']['input']>;
  /** Replaces the list. Null means only `openid`. */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The id of the client software, the same for all its installations and versions. 1 to 255 printable characters. Default: none. */
  softwareId?: InputMaybe<Scalars['String']['input']>;
  /** The version of the client software that `softwareId` identifies. 1 to 255 printable characters. Default: none. */
  softwareVersion?: InputMaybe<Scalars['String']['input']>;
  /** Suspends or activates the client in the same commit; cannot be cleared. */
  status?: InputMaybe<OAuthClientStatus>;
  /** The http or https URL of the terms of service. */
  termsUrl?: InputMaybe<Scalars['String']['input']>;
  /** The certificate subject. Required with `TLS_CLIENT_AUTH`. */
  tlsClientAuth?: InputMaybe<OAuthTlsClientAuthInput>;
  /** The http or https URL of the home page. */
  website?: InputMaybe<Scalars['String']['input']>;
};

export type ActivateOAuthClientMutationVariables = Exact<{
  input: ActivateOAuthClientInput;
}>;


export type ActivateOAuthClientMutation = { activateOAuthClient?:
    | { __typename: 'ActivateOAuthClientPayload', client: { id: string, clientId: string, name: string, status: OAuthClientStatus, version: number, updatedAt: string } }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type AddOAuthClientSecretMutationVariables = Exact<{
  input: AddOAuthClientSecretInput;
}>;


export type AddOAuthClientSecretMutation = { addOAuthClientSecret?:
    | { __typename: 'AddOAuthClientSecretPayload', client: { id: string, clientId: string, version: number }, secret: { id: string, secretId: string, status: OAuthClientSecretStatus, description?: string | null, lastFour: string, createdAt: string, expiresAt?: string | null }, issuedSecret: { plaintext: string, lastFour: string, expiresAt?: string | null } }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type AuditEventsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
  withTotal?: Scalars['Boolean']['input'];
  filter?: InputMaybe<OAuthAuditEventFilter>;
}>;


export type AuditEventsQuery = { auditEvents?: { totalCount?: number, nodes: Array<{ id: string, ulid: string, tenantId: string, action: OAuthAuditAction, outcome: OAuthAuditOutcome, actorType: OAuthActorType, actorId: string, clientId?: string | null, requestId: string, address?: string | null, occurredAt: string, refusalCode?: string | null, issueCodes: Array<OAuthIssueCode>, occurrences: number, changes: Array<{ field: string, before?: unknown | null, after?: unknown | null }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null };

export type EventFragment = { id: string, ulid: string, tenantId: string, action: OAuthAuditAction, outcome: OAuthAuditOutcome, actorType: OAuthActorType, actorId: string, clientId?: string | null, requestId: string, address?: string | null, occurredAt: string, refusalCode?: string | null, issueCodes: Array<OAuthIssueCode>, occurrences: number, changes: Array<{ field: string, before?: unknown | null, after?: unknown | null }> };

export type CapabilitiesQueryVariables = Exact<{ [key: string]: never; }>;


export type CapabilitiesQuery = { capabilities?: { recoverableSecrets: boolean, allowedPrivateUseSchemes: Array<string>, restoreDays: number, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod> } | null };

export type CloneOAuthClientMutationVariables = Exact<{
  input: CloneOAuthClientInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
}>;


export type CloneOAuthClientMutation = { cloneOAuthClient?:
    | { __typename: 'CloneOAuthClientPayload', replayed: boolean, client: { id: string, ulid: string, clientId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, jwksUri?: string | null, status: OAuthClientStatus, version: number }, issuedSecret?: { plaintext: string, lastFour: string, expiresAt?: string | null } | null, advisories: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type CreateOAuthClientMutationVariables = Exact<{
  input: CreateOAuthClientInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
}>;


export type CreateOAuthClientMutation = { createOAuthClient?:
    | { __typename: 'CreateOAuthClientPayload', replayed: boolean, client: { id: string, ulid: string, clientId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwks?: string | null, jwksUri?: string | null, logoUrl?: string | null, privacyPolicy?: string | null, status: OAuthClientStatus, version: number, termsUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null }, issuedSecret?: { plaintext: string, lastFour: string, expiresAt?: string | null } | null, advisories: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type DeactivateOAuthClientSecretMutationVariables = Exact<{
  input: DeactivateOAuthClientSecretInput;
}>;


export type DeactivateOAuthClientSecretMutation = { deactivateOAuthClientSecret?:
    | { __typename: 'DeactivateOAuthClientSecretPayload', client: { id: string, clientId: string, version: number }, secret: { id: string, secretId: string, status: OAuthClientSecretStatus, description?: string | null, lastFour: string, createdAt: string, updatedAt: string, expiresAt?: string | null, lastUsedAt?: string | null } }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type DeleteOAuthClientSecretMutationVariables = Exact<{
  input: DeleteOAuthClientSecretInput;
}>;


export type DeleteOAuthClientSecretMutation = { deleteOAuthClientSecret?:
    | { __typename: 'DeleteOAuthClientSecretPayload', client: { id: string, clientId: string, version: number } }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type DeleteOAuthClientMutationVariables = Exact<{
  input: DeleteOAuthClientInput;
}>;


export type DeleteOAuthClientMutation = { deleteOAuthClient?:
    | { __typename: 'DeleteOAuthClientPayload', restorableUntil: string, client: { id: string, clientId: string, name: string, status: OAuthClientStatus, version: number, updatedAt: string } }
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type OAuthClientAuditEventsQueryVariables = Exact<{
  clientId: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
  withTotal?: Scalars['Boolean']['input'];
}>;


export type OAuthClientAuditEventsQuery = { oauthClient?: { id: string, auditEvents?: { totalCount?: number, nodes: Array<{ id: string, ulid: string, tenantId: string, action: OAuthAuditAction, outcome: OAuthAuditOutcome, actorType: OAuthActorType, actorId: string, clientId?: string | null, requestId: string, address?: string | null, occurredAt: string, refusalCode?: string | null, issueCodes: Array<OAuthIssueCode>, occurrences: number, changes: Array<{ field: string, before?: unknown | null, after?: unknown | null }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null } | null };

export type OAuthClientSecretsQueryVariables = Exact<{
  clientId: Scalars['String']['input'];
}>;


export type OAuthClientSecretsQuery = { oauthClient?: { id: string, secrets?: Array<{ id: string, secretId: string, status: OAuthClientSecretStatus, description?: string | null, lastFour: string, createdAt: string, updatedAt: string, expiresAt?: string | null, lastUsedAt?: string | null }> | null } | null };

export type OAuthClientQueryVariables = Exact<{
  clientId: Scalars['String']['input'];
}>;


export type OAuthClientQuery = { oauthClient?: { id: string, ulid: string, clientId: string, tenantId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwks?: string | null, jwksUri?: string | null, logoUrl?: string | null, privacyPolicy?: string | null, termsUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, status: OAuthClientStatus, secretLastFour?: string | null, version: number, createdAt: string, updatedAt: string, lastUsedAt?: string | null, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null } | null };

export type OAuthClientsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
  withTotal?: Scalars['Boolean']['input'];
  filter?: InputMaybe<OAuthClientFilter>;
  orderBy?: InputMaybe<OAuthClientOrder>;
}>;


export type OAuthClientsQuery = { oauthClients?: { totalCount?: number, nodes: Array<{ id: string, ulid: string, clientId: string, tenantId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwksUri?: string | null, logoUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, privacyPolicy?: string | null, termsUrl?: string | null, status: OAuthClientStatus, secretLastFour?: string | null, version: number, createdAt: string, updatedAt: string, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null } } | null };

export type ClientItemFragment = { id: string, ulid: string, clientId: string, tenantId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwksUri?: string | null, logoUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, privacyPolicy?: string | null, termsUrl?: string | null, status: OAuthClientStatus, secretLastFour?: string | null, version: number, createdAt: string, updatedAt: string, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null };

export type RegistrationProfilesQueryVariables = Exact<{ [key: string]: never; }>;


export type RegistrationProfilesQuery = { registrationProfiles?: Array<{ profile: OAuthFapiProfile, title: string, refusesWeakMethods: boolean, authMethods: { value: Array<OAuthClientAuthMethod>, reference: string }, defaultAuthMethod: { value: OAuthClientAuthMethod, reference: string }, confidentialOnly: { value: boolean, reference: string }, redirectRule: { value: OAuthRedirectRule, reference: string }, grantTypes: { value: Array<OAuthGrantType>, reference: string }, algorithms: { value?: Array<string> | null, reference: string }, minimumRsaBits: { value: number, reference: string }, keysRequired: { value: boolean, reference: string }, distinctKids: { value: boolean, reference: string }, runtimeDuties: Array<{ value: OAuthRuntimeDuty, reference: string }> }> | null };

export type RestoreOAuthClientMutationVariables = Exact<{
  input: RestoreOAuthClientInput;
}>;


export type RestoreOAuthClientMutation = { restoreOAuthClient?:
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'RestoreOAuthClientPayload', client: { id: string, clientId: string, name: string, status: OAuthClientStatus, version: number, updatedAt: string } }
   | null };

export type RotateOAuthClientSecretMutationVariables = Exact<{
  input: RotateOAuthClientSecretInput;
}>;


export type RotateOAuthClientSecretMutation = { rotateOAuthClientSecret?:
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'RotateOAuthClientSecretPayload', client: { id: string, clientId: string, version: number }, secret: { id: string, secretId: string, status: OAuthClientSecretStatus, description?: string | null, lastFour: string, createdAt: string, expiresAt?: string | null }, issuedSecret: { plaintext: string, lastFour: string, expiresAt?: string | null } }
   | null };

export type SuspendOAuthClientMutationVariables = Exact<{
  input: SuspendOAuthClientInput;
}>;


export type SuspendOAuthClientMutation = { suspendOAuthClient?:
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'SuspendOAuthClientPayload', client: { id: string, clientId: string, name: string, status: OAuthClientStatus, version: number, updatedAt: string } }
   | null };

export type UpdateOAuthClientMutationVariables = Exact<{
  input: UpdateOAuthClientInput;
}>;


export type UpdateOAuthClientMutation = { updateOAuthClient?:
    | { __typename: 'RegistrationError', code: OAuthErrorCode, message: string, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
    | { __typename: 'UpdateOAuthClientPayload', client: { id: string, ulid: string, clientId: string, tenantId: string, name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwksUri?: string | null, logoUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, privacyPolicy?: string | null, termsUrl?: string | null, status: OAuthClientStatus, secretLastFour?: string | null, version: number, createdAt: string, updatedAt: string, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null }, issuedSecret?: { plaintext: string, lastFour: string, expiresAt?: string | null } | null, advisories: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }> }
   | null };

export type ValidateOAuthClientUpdateQueryVariables = Exact<{
  input: UpdateOAuthClientInput;
}>;


export type ValidateOAuthClientUpdateQuery = { validateOAuthClientUpdate?: { valid: boolean, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }>, advisories: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }>, normalized?: { name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwks?: string | null, jwksUri?: string | null, logoUrl?: string | null, privacyPolicy?: string | null, termsUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null } | null } | null };

export type ValidateOAuthClientQueryVariables = Exact<{
  input: CreateOAuthClientInput;
}>;


export type ValidateOAuthClientQuery = { validateOAuthClient?: { valid: boolean, issues: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }>, advisories: Array<{ path: Array<string>, code: OAuthIssueCode, message: string, reference?: string | null }>, normalized: { name: string, redirectUris: Array<string>, scopes: Array<string>, grantTypes: Array<OAuthGrantType>, clientAuthMethods: Array<OAuthClientAuthMethod>, corsOrigins: Array<string>, fapiProfile?: OAuthFapiProfile | null, isConfidential: boolean, jwks?: string | null, jwksUri?: string | null, logoUrl?: string | null, privacyPolicy?: string | null, termsUrl?: string | null, website?: string | null, description?: string | null, accessTokenLifetime?: number | null, refreshTokenLifetime?: number | null, idTokenLifetime?: number | null, requestUris: Array<string>, defaultAcrValues: Array<string>, requireAuthTime: boolean, defaultMaxAge?: number | null, contacts: Array<string>, softwareId?: string | null, softwareVersion?: string | null, initiateLoginUri?: string | null, postLogoutRedirectUris: Array<string>, tlsClientAuth?: { subjectDn?: string | null, sanDns?: string | null, sanUri?: string | null, sanIp?: string | null, sanEmail?: string | null } | null } } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer?: { subject: string, tenantId: string, rights: Array<OAuthRight> } | null };

export const EventFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Event"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusalCode"}},{"kind":"Field","name":{"kind":"Name","value":"issueCodes"}},{"kind":"Field","name":{"kind":"Name","value":"occurrences"}}]}}]} as unknown as DocumentNode<EventFragment, unknown>;
export const ClientItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secretLastFour"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<ClientItemFragment, unknown>;
export const ActivateOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ActivateOAuthClientMutation, ActivateOAuthClientMutationVariables>;
export const AddOAuthClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddOAuthClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddOAuthClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addOAuthClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddOAuthClientSecretPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"secretId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issuedSecret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plaintext"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AddOAuthClientSecretMutation, AddOAuthClientSecretMutationVariables>;
export const AuditEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"skip"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},"defaultValue":{"kind":"BooleanValue","value":true}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuditEventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"skip"},"value":{"kind":"Variable","name":{"kind":"Name","value":"skip"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Event"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Event"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthAuditEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusalCode"}},{"kind":"Field","name":{"kind":"Name","value":"issueCodes"}},{"kind":"Field","name":{"kind":"Name","value":"occurrences"}}]}}]} as unknown as DocumentNode<AuditEventsQuery, AuditEventsQueryVariables>;
export const CapabilitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recoverableSecrets"}},{"kind":"Field","name":{"kind":"Name","value":"allowedPrivateUseSchemes"}},{"kind":"Field","name":{"kind":"Name","value":"restoreDays"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}}]}}]}}]} as unknown as DocumentNode<CapabilitiesQuery, CapabilitiesQueryVariables>;
export const CloneOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloneOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloneOAuthClientInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloneOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloneOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"issuedSecret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plaintext"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CloneOAuthClientMutation, CloneOAuthClientMutationVariables>;
export const CreateOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOAuthClientInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"issuedSecret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plaintext"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateOAuthClientMutation, CreateOAuthClientMutationVariables>;
export const DeactivateOAuthClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateOAuthClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeactivateOAuthClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deactivateOAuthClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeactivateOAuthClientSecretPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"secretId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeactivateOAuthClientSecretMutation, DeactivateOAuthClientSecretMutationVariables>;
export const DeleteOAuthClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOAuthClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOAuthClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOAuthClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOAuthClientSecretPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeleteOAuthClientSecretMutation, DeleteOAuthClientSecretMutationVariables>;
export const DeleteOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"restorableUntil"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeleteOAuthClientMutation, DeleteOAuthClientMutationVariables>;
export const OAuthClientAuditEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OAuthClientAuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"skip"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},"defaultValue":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"skip"},"value":{"kind":"Variable","name":{"kind":"Name","value":"skip"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}},{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusalCode"}},{"kind":"Field","name":{"kind":"Name","value":"issueCodes"}},{"kind":"Field","name":{"kind":"Name","value":"occurrences"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OAuthClientAuditEventsQuery, OAuthClientAuditEventsQueryVariables>;
export const OAuthClientSecretsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OAuthClientSecrets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"secrets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"secretId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]}}]} as unknown as DocumentNode<OAuthClientSecretsQuery, OAuthClientSecretsQueryVariables>;
export const OAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"clientId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"clientId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secretLastFour"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<OAuthClientQuery, OAuthClientQueryVariables>;
export const OAuthClientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OAuthClients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"skip"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},"defaultValue":{"kind":"BooleanValue","value":true}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClientOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"oauthClients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"skip"},"value":{"kind":"Variable","name":{"kind":"Name","value":"skip"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClientItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClientItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OAuthClient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secretLastFour"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<OAuthClientsQuery, OAuthClientsQueryVariables>;
export const RegistrationProfilesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RegistrationProfiles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registrationProfiles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"refusesWeakMethods"}},{"kind":"Field","name":{"kind":"Name","value":"authMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultAuthMethod"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"confidentialOnly"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"redirectRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"algorithms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minimumRsaBits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"keysRequired"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"distinctKids"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"runtimeDuties"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]} as unknown as DocumentNode<RegistrationProfilesQuery, RegistrationProfilesQueryVariables>;
export const RestoreOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RestoreOAuthClientMutation, RestoreOAuthClientMutationVariables>;
export const RotateOAuthClientSecretDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateOAuthClientSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateOAuthClientSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateOAuthClientSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RotateOAuthClientSecretPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"secretId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issuedSecret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plaintext"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RotateOAuthClientSecretMutation, RotateOAuthClientSecretMutationVariables>;
export const SuspendOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SuspendOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"suspendOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SuspendOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SuspendOAuthClientMutation, SuspendOAuthClientMutationVariables>;
export const UpdateOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOAuthClientPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"client"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ulid"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"secretLastFour"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"issuedSecret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plaintext"}},{"kind":"Field","name":{"kind":"Name","value":"lastFour"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RegistrationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpdateOAuthClientMutation, UpdateOAuthClientMutationVariables>;
export const ValidateOAuthClientUpdateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ValidateOAuthClientUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validateOAuthClientUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"valid"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"normalized"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ValidateOAuthClientUpdateQuery, ValidateOAuthClientUpdateQueryVariables>;
export const ValidateOAuthClientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ValidateOAuthClient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOAuthClientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"validateOAuthClient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"valid"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"advisories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}}]}},{"kind":"Field","name":{"kind":"Name","value":"normalized"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"grantTypes"}},{"kind":"Field","name":{"kind":"Name","value":"clientAuthMethods"}},{"kind":"Field","name":{"kind":"Name","value":"corsOrigins"}},{"kind":"Field","name":{"kind":"Name","value":"fapiProfile"}},{"kind":"Field","name":{"kind":"Name","value":"isConfidential"}},{"kind":"Field","name":{"kind":"Name","value":"jwks"}},{"kind":"Field","name":{"kind":"Name","value":"jwksUri"}},{"kind":"Field","name":{"kind":"Name","value":"logoUrl"}},{"kind":"Field","name":{"kind":"Name","value":"privacyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"termsUrl"}},{"kind":"Field","name":{"kind":"Name","value":"website"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"accessTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"refreshTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"idTokenLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"requestUris"}},{"kind":"Field","name":{"kind":"Name","value":"defaultAcrValues"}},{"kind":"Field","name":{"kind":"Name","value":"requireAuthTime"}},{"kind":"Field","name":{"kind":"Name","value":"defaultMaxAge"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"}},{"kind":"Field","name":{"kind":"Name","value":"softwareId"}},{"kind":"Field","name":{"kind":"Name","value":"softwareVersion"}},{"kind":"Field","name":{"kind":"Name","value":"initiateLoginUri"}},{"kind":"Field","name":{"kind":"Name","value":"postLogoutRedirectUris"}},{"kind":"Field","name":{"kind":"Name","value":"tlsClientAuth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subjectDn"}},{"kind":"Field","name":{"kind":"Name","value":"sanDns"}},{"kind":"Field","name":{"kind":"Name","value":"sanUri"}},{"kind":"Field","name":{"kind":"Name","value":"sanIp"}},{"kind":"Field","name":{"kind":"Name","value":"sanEmail"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ValidateOAuthClientQuery, ValidateOAuthClientQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"rights"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;