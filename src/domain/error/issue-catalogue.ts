import type { RegistrationField } from '../client/registration-field.ts';

/** One sentence and one clause for every problem a registration can have. The codes are stable; clients may match on them. */
export interface IssueDefinition {
  /** What is wrong and what would be right, in one sentence that holds no part of the input. */
  readonly message: string;
  /** The clause behind the rule. */
  readonly reference: string;
  /** Other fields that the rule looks at: where one of them cannot be read, the issue would be a guess. */
  readonly dependsOn?: readonly RegistrationField[];
}

export const issueCatalogue = {
  INPUT_NOT_JSON: {
    message: 'The input is not valid JSON in UTF-8.',
    reference: 'RFC 8259 §2, §8.1',
  },
  INPUT_NOT_OBJECT: {
    message: 'The input must be one JSON object.',
    reference: 'RFC 7591 §3.1',
  },
  REQUIRED: {
    message: 'This field is required.',
    reference: 'RFC 7591 §2',
  },
  WRONG_TYPE: {
    message:
      'The value has the wrong JSON type; types are strict, so "true" is no boolean and a string is no list.',
    reference: 'RFC 7591 §2',
  },
  NOT_CLEARED: {
    message: 'This field cannot be cleared; leave it out to keep what it is.',
    reference: 'RFC 7591 §2',
  },
  UNKNOWN_FIELD: {
    message: 'The input has a field that this operation does not know; letter case and underscores count.',
    reference: 'a rule of this server',
  },
  UNSUPPORTED_METADATA: {
    message: 'This server does not support setting this member; leave it out.',
    reference: 'RFC 7591 §2, §3.2.2',
  },
  ALIAS_CONFLICT: {
    message: 'Two names of this field have different values; send one of them.',
    reference: 'RFC 7591 §2',
  },
  UNKNOWN_WORD: {
    message: 'Unknown value (values are case-sensitive).',
    reference: 'RFC 7591 §2',
  },
  EMPTY_LIST: {
    message: 'The list is empty; give at least one item, or null for its default.',
    reference: 'RFC 7591 §2',
  },
  TOO_MANY_ITEMS: {
    message: 'A list holds at most 100 items.',
    reference: 'a limit of this server',
  },

  NAME_BLANK: {
    message: 'The name needs at least one visible character.',
    reference: 'RFC 7591 §2 (client_name)',
  },
  NAME_TOO_LONG: {
    message: 'The name is longer than 255 characters.',
    reference: 'a limit of this server',
  },
  NAME_CHARACTER: {
    message:
      'The name holds a character that cannot be shown safely: a control character, a line or paragraph separator, a bidirectional override or isolate, or half of a surrogate pair.',
    reference: 'RFC 7591 §2 (client_name), Unicode TR36 §2.5',
  },

  NAME_INVISIBLE: {
    message:
      'The name has an invisible character, such as a zero-width space or a direction mark; remove it. U+200C and U+200D are accepted only where a script or an emoji needs them.',
    reference: 'UTS 39 §3.1.1, UAX 31 §2.3.1',
  },

  REDIRECT_URI_REQUIRED: {
    message: 'A client with the authorization code grant needs at least one redirect URI.',
    reference: 'RFC 7591 §2 (redirect_uris), RFC 6749 §3.1.2.2',
    dependsOn: ['grantTypes'],
  },
  REDIRECT_URI_SCHEME: {
    message:
      'This scheme makes a browser or a phone run, read or open something instead of redirecting. Use https.',
    reference: 'RFC 7591 §5',
  },
  REDIRECT_URI_HTTP: {
    message: 'Plain http is accepted on loopback only (127.0.0.0/8, [::1], localhost); use https.',
    reference: 'RFC 9700 §2.6, RFC 8252 §7.3',
  },

  REDIRECT_URI_PRIVATE_SCHEME: {
    message:
      'A private-use scheme needs a dot, as in com.example.app:/callback. The operator may allow other schemes in ALLOWED_PRIVATE_USE_SCHEMES.',
    reference: 'RFC 8252 §8.4',
  },
  REDIRECT_URI_PRIVATE_SCHEME_EMPTY: {
    message: 'The URI has nothing after its scheme. Example: com.example.app:/callback.',
    reference: 'RFC 8252 §7.1, RFC 3986 §3',
  },
  REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL: {
    message:
      'A private-use scheme belongs to a native app, which is a public client; use https, or register the client as public.',
    reference: 'RFC 8252 §7.1, §8.4',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  REDIRECT_URI_WILDCARD: {
    message:
      'A redirect URI is compared as an exact string; register every URI instead of a pattern with "*".',
    reference: 'RFC 9700 §2.1',
  },
  REDIRECT_URI_DOT_SEGMENT: {
    message:
      'The path has a "." or ".." segment, plain or encoded, which leads elsewhere than it says; write the path it means.',
    reference: 'RFC 9700 §2.1, RFC 3986 §5.2.4',
  },
  REDIRECT_URI_ENCODED_CONTROL: {
    message:
      'The URI has an encoded control character, such as NUL, CR or LF, which can split a header; remove it.',
    reference: 'RFC 9700 §2.1, RFC 9112 §11.1',
  },
  REDIRECT_URI_RESPONSE_PARAMETER: {
    message:
      'The query has a parameter "code" or "state", which the authorization answer adds itself; use another name.',
    reference: 'RFC 6749 §4.1.2',
  },

  URI_TOO_LONG: {
    message: 'The URI is longer than 2,048 characters.',
    reference: 'a limit of this server',
  },
  URI_CHARACTER: {
    message:
      'The URI holds a character that RFC 3986 does not allow; percent-encode blanks and non-ASCII characters, and write international host names in their ASCII form.',
    reference: 'RFC 3986 §2',
  },
  URI_NOT_ABSOLUTE: {
    message:
      'The URI is not absolute; it has to start with a scheme, as in https://app.example.com/callback.',
    reference: 'RFC 6749 §3.1.2, RFC 3986 §4.3',
  },
  URI_FRAGMENT: {
    message: 'The URI has a fragment; remove the "#" and all that follows it.',
    reference: 'RFC 6749 §3.1.2',
  },
  URI_HOST: {
    message: 'An http or https URI needs "//" and a host after its scheme.',
    reference: 'RFC 9110 §4.2.1, §4.2.2',
  },
  URI_USERINFO: {
    message: 'The URI has a user name or password before its host; remove everything up to the "@".',
    reference: 'RFC 9110 §4.2.4',
  },
  URI_PORT: {
    message: 'The port has to be a number from 1 to 65535.',
    reference: 'RFC 3986 §3.2.3',
  },
  URI_HOST_NAME: {
    message:
      'The host has to be an ASCII name without percent-encoding, empty label or final dot; write an international name in its xn-- form, which has to stand for one.',
    reference: 'RFC 3986 §3.2.2, RFC 1123 §2.1',
  },
  URI_HOST_IPV4: {
    message: 'The host is a number that browsers read as an IPv4 address; write it as four decimal numbers.',
    reference: 'RFC 3986 §3.2.2',
  },
  URI_HOST_IPV6: {
    message: 'The host in brackets is no IPv6 address without zone.',
    reference: 'RFC 3986 §3.2.2, RFC 6874 §1',
  },
  URI_UNREADABLE: {
    message: 'A browser cannot read the URI.',
    reference: 'RFC 3986 §3.2.2',
  },
  URL_NOT_WEB: {
    message: 'The address of a page or a logo has to be an http or https URL.',
    reference: 'RFC 7591 §2, §5',
  },

  AUTH_METHOD_NEEDS_CONFIDENTIAL: {
    message:
      'A public client cannot keep a credential: use "none" alone, or register the client as confidential.',
    reference: 'RFC 6749 §2.1, RFC 8252 §8.5',
    dependsOn: ['isConfidential'],
  },
  AUTH_METHOD_NONE_CONFIDENTIAL: {
    message:
      'A confidential client authenticates: choose another method than "none", or register the client as public.',
    reference: 'RFC 6749 §2.1',
    dependsOn: ['isConfidential'],
  },
  AUTH_METHOD_NONE_NOT_ALONE: {
    message: '"none" beside another method would make the other one optional; choose one of the two.',
    reference: 'RFC 6749 §2.1',
  },
  AUTH_METHOD_KEY_MISSING: {
    message: 'The chosen authentication method needs a key: give a JWK Set, or the address of one.',
    reference: 'OpenID Connect Core §9, RFC 8705 §2.2.2',
    dependsOn: ['clientAuthMethods', 'isConfidential', 'jwksUri'],
  },
  AUTH_METHOD_SECRET_DIGEST_ONLY: {
    message:
      'client_secret_jwt needs a server that can read the secret back, and this one keeps only its digest; use private_key_jwt, or ask the operator to set SECRET_ENCRYPTION_KEYS.',
    reference: 'OpenID Connect Core §9',
  },

  AUTH_METHOD_KEY_UNUSABLE: {
    message:
      'No key of the JWK Set can verify a signature of this client: it takes an RSA, EC or OKP key for signing, with an algorithm that the profile allows.',
    reference: 'OpenID Connect Core §9, RFC 7523 §3',
    dependsOn: ['clientAuthMethods', 'fapiProfile'],
  },
  AUTH_METHOD_CERTIFICATE_MISSING: {
    message: 'self_signed_tls_client_auth needs a key with its certificate in x5c, or a jwks_uri.',
    reference: 'RFC 8705 §2.2.2',
    dependsOn: ['clientAuthMethods'],
  },

  TLS_CLIENT_AUTH_MISSING: {
    message:
      'tls_client_auth needs the subject of the certificate: exactly one of subject DN, or DNS, URI, IP or e-mail subject alternative name.',
    reference: 'RFC 8705 §2.1.2',
    dependsOn: ['clientAuthMethods'],
  },
  TLS_CLIENT_AUTH_ONE: {
    message: 'Give exactly one certificate subject.',
    reference: 'RFC 8705 §2.1.2',
  },
  TLS_CLIENT_AUTH_SUBJECT_DN: {
    message:
      'Invalid distinguished name. Example: CN=client,O=Example. Values must not be empty, "#" must be followed by pairs of hexadecimal digits, and a backslash by a special character or two hexadecimal digits.',
    reference: 'RFC 8705 §2.1.2, RFC 4514 §2.4, §3',
  },
  TLS_CLIENT_AUTH_SAN_DNS: {
    message: 'The subject is no DNS name, as in client.example.com.',
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },
  TLS_CLIENT_AUTH_SAN_URI: {
    message: 'The subject is no absolute URI, as in https://client.example.com/.',
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },
  TLS_CLIENT_AUTH_SAN_IP: {
    message: 'The subject is no IP address: four decimal numbers, or IPv6 without brackets and zone.',
    reference: 'RFC 8705 §2.1.2',
  },
  TLS_CLIENT_AUTH_SAN_EMAIL: {
    message: 'The subject is no e-mail address, as in client@example.com.',
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },

  GRANT_TYPE_NEEDS_CONFIDENTIAL: {
    message: 'The client credentials grant is for confidential clients only.',
    reference: 'RFC 6749 §4.4',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  GRANT_TYPE_IMPLICIT: {
    message:
      'The implicit grant is refused on purpose, under every profile: access tokens in URLs leak and can be replayed. Use authorization_code with PKCE.',
    reference: 'RFC 9700 §2.1.2',
  },
  GRANT_TYPE_PASSWORD: {
    message:
      'The resource owner password credentials grant is refused on purpose, under every profile: it shows the password of the user to the client. Use authorization_code with PKCE, or client_credentials for a machine.',
    reference: 'RFC 9700 §2.4',
  },
  GRANT_TYPE_REFRESH_ALONE: {
    message: 'refresh_token alone can never start: add the grant that issues the first refresh token.',
    reference: 'RFC 6749 §1.5, §6',
  },

  JWKS_AND_JWKS_URI: {
    message: 'Give the keys in `jwks` or their address in `jwksUri`, not both.',
    reference: 'RFC 7591 §2 (jwks)',
    dependsOn: ['jwks'],
  },
  JWKS_TOO_LONG: {
    message: 'The JWK Set is longer than 64 KiB.',
    reference: 'a limit of this server',
  },
  JWKS_NOT_JSON: {
    message: 'jwks is not valid JSON; it has to be the text of a JWK Set, {"keys":[…]}.',
    reference: 'RFC 7517 §5',
  },
  JWKS_TOO_DEEP: {
    message: 'The JWK Set is nested deeper than 16 levels; it needs four.',
    reference: 'a limit of this server',
  },
  JWKS_MEMBER_REPEATED: {
    message: 'A member stands twice in the same object of the JWK Set; every name has to be unique.',
    reference: 'RFC 7517 §4, §5',
  },
  JWKS_SHAPE: {
    message:
      'A JWK Set is a JSON object with a member "keys" that is an array of objects; wrap a single key as {"keys":[…]}.',
    reference: 'RFC 7517 §5, §5.1',
  },
  JWKS_EMPTY: {
    message: 'The JWK Set holds no key.',
    reference: 'RFC 7517 §5.1',
  },
  JWKS_TOO_MANY: {
    message: 'A JWK Set holds at most 20 keys.',
    reference: 'a limit of this server',
  },
  JWKS_TOO_MANY_CERTIFICATES: {
    message: 'A JWK Set holds at most 20 certificates; leave out those of the authorities above.',
    reference: 'a limit of this server',
  },
  JWK_KTY: {
    message: 'Every key is an object with a non-empty string "kty".',
    reference: 'RFC 7517 §4.1',
  },
  JWK_PRIVATE: {
    message:
      'The key holds private members. Take it out of use, make a new one, and register only its public part.',
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks)',
  },
  JWK_SYMMETRIC: {
    message: 'A symmetric key ("oct") is a secret and has no public part; register an RSA, EC or OKP key.',
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks)',
  },
  JWK_LABEL: {
    message: 'kid, use and alg are strings, and key_ops is a list of distinct ones.',
    reference: 'RFC 7517 §4.2, §4.3, §4.4, §4.5',
  },
  JWK_ALG_SYMMETRIC: {
    message:
      'The algorithm is symmetric or none, and a public key with it would be a shared secret; name an asymmetric one.',
    reference: 'RFC 8725 §3.1',
  },
  JWK_ALG_MISMATCH: {
    message: 'The algorithm does not work with a key of this type, curve and use.',
    reference: 'RFC 7518 §3.1, RFC 8725 §3.1',
  },
  JWK_RSA_MEMBER: {
    message: 'An RSA key has n and e, each in base64url without padding.',
    reference: 'RFC 7518 §6.3.1',
  },
  JWK_RSA_SHORT: {
    message: 'The RSA modulus is shorter than 2,048 bits; zeros in front do not count.',
    reference: 'RFC 7518 §3.3',
  },
  JWK_RSA_LONG: {
    message: 'The RSA modulus is longer than 8,192 bits, which costs the verifier too much.',
    reference: 'a limit of this server',
  },
  JWK_RSA_EVEN: {
    message: 'The RSA modulus is even, so it is no product of two primes.',
    reference: 'NIST SP 800-56B §6.4',
  },
  JWK_RSA_EXPONENT: {
    message: 'The RSA exponent has to be odd, at least 3 and at most 256 bits long.',
    reference: 'NIST SP 800-56B §6.2, FIPS 186-5 §5.1',
  },
  JWK_CRV: {
    message: 'An EC or OKP key has a string "crv".',
    reference: 'RFC 7518 §6.2.1.1, RFC 8037 §2',
  },
  JWK_CURVE_WEAK: {
    message: 'The curve is smaller than P-256.',
    reference: 'RFC 7518 §6.2.1.1',
  },
  JWK_COORDINATE: {
    message:
      'A coordinate is base64url without padding and as long as the curve asks, zeros in front included.',
    reference: 'RFC 7518 §6.2.1.2, RFC 8037 §2',
  },
  JWK_OFF_CURVE: {
    message: 'The point is not on its curve.',
    reference: 'RFC 8725 §3.4',
  },
  JWK_X5C: {
    message: 'x5c is a list of at most 10 certificates, each the base64 text of its DER form.',
    reference: 'RFC 7517 §4.7',
  },
  JWK_X5C_OTHER_KEY: {
    message: 'The first certificate in x5c does not hold this key.',
    reference: 'RFC 7517 §4.7',
  },
  JWKS_URI_HOST: {
    message:
      'jwks_uri has to name a public host: no loopback, private, link-local or otherwise special address, no localhost and no name without a dot. The operator may allow a host in JWKS_URI_ALLOWED_HOSTS.',
    reference: 'RFC 8725 §3.10, RFC 6890 §2',
  },
  JWKS_URI_SCHEME: {
    message: 'jwks_uri has to be an https URL.',
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks_uri)',
  },

  SCOPE_CHARACTER: {
    message: 'A scope is one or more printable ASCII characters without blank, double quote and backslash.',
    reference: 'RFC 6749 §3.3',
  },
  SCOPE_TOO_LONG: {
    message: 'A scope is longer than 255 characters.',
    reference: 'a limit of this server',
  },

  PROFILE_CONFIDENTIAL: {
    message: 'The profile is for confidential clients only.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'clientAuthMethods'],
  },
  PROFILE_AUTH_METHOD: {
    message:
      'The profile does not allow this authentication method; `registrationProfiles` names those it allows.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'isConfidential'],
  },
  PROFILE_AUTH_METHOD_STRONG: {
    message:
      'The profile asks for at least one of private_key_jwt, client_secret_jwt, tls_client_auth and self_signed_tls_client_auth.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_REDIRECT_URI: {
    message: 'The profile does not allow this redirect URI: use https.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_GRANT_TYPE: {
    message: 'The profile does not allow this grant; `registrationProfiles` lists the grants it allows.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_KEYS_REQUIRED: {
    message:
      'The profile asks for signed requests: give a key for signing in jwks, with an algorithm that the profile allows, or a jwks_uri.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'jwksUri'],
  },
  PROFILE_ALGORITHM: {
    message:
      'The profile does not allow this signature algorithm; `registrationProfiles` names those it allows.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_RSA_SHORT: {
    message: 'The profile asks for a longer RSA key; `registrationProfiles` says how long.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_KID_REPEATED: {
    message: 'The profile requires a different kid for each key, also across key types.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },

  REDIRECT_URIS_TWICE: {
    message: 'A whole list and changes of the stored one exclude each other; give one of the two.',
    reference: 'a rule of this server',
  },
  REDIRECT_URI_NOT_REGISTERED: {
    message:
      'This redirect URI is not registered, so it cannot be removed; URIs are compared as exact strings.',
    reference: 'RFC 9700 §2.1',
  },
  CLIENT_NOT_FOUND: {
    message: 'There is no such client in this tenant.',
    reference: 'RFC 9110 §15.5.5',
  },
  SECRET_NOT_FOUND: {
    message: 'The client has no such secret.',
    reference: 'a rule of this server',
  },
  VERSION_CONFLICT: {
    message: 'The client is not at this version; read it again and repeat the change.',
    reference: 'RFC 9110 §13.1.1',
  },
  SECRET_NOT_USED: {
    message: 'The client does not authenticate with a secret; give it a method that uses one first.',
    reference: 'RFC 6749 §2.1',
  },
  SECRET_LIMIT: {
    message: 'The client has two active secrets already; deactivate or delete one, or rotate.',
    reference: 'a limit of this server',
  },
  SECRET_LAST_ACTIVE: {
    message:
      'The client authenticates with a secret and has no other active one that lasts as long; add another first.',
    reference: 'a rule of this server',
  },
  SECRET_TOO_MANY: {
    message:
      'The client has 20 secrets that still verify; wait until one ends, deactivate one, or rotate with a grace period of 0.',
    reference: 'a limit of this server',
  },
  SECRET_LAST: {
    message: 'The last secret of a client cannot be deleted; add another first.',
    reference: 'a rule of this server',
  },
  SECRET_DESCRIPTION: {
    message: 'A description has at most 255 characters, and none that a name could not have.',
    reference: 'a limit of this server',
  },
  EXPIRES_AT_FORM: {
    message: 'The time is not one of RFC 3339, as in 2026-01-31T23:59:59Z.',
    reference: 'RFC 3339 §5.6',
  },
  EXPIRES_AT_PAST: {
    message: 'The time has passed already; give one in the future.',
    reference: 'a rule of this server',
  },
  EXPIRES_AT_GRACE: {
    message:
      'The new secret would end no later than the ones it replaces; give a later time or a shorter grace period.',
    reference: 'a rule of this server',
  },
  GRACE_SECONDS: {
    message: 'The grace period is a number of seconds from 0 to 2592000, which is 30 days.',
    reference: 'a limit of this server',
  },
  IDEMPOTENCY_KEY_FORM: {
    message: 'An idempotency key has 1 to 255 printable ASCII characters.',
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.1',
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This key was used within 24 hours for another registration; use a new key.',
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.7',
  },
  IDEMPOTENCY_KEY_SPENT: {
    message: 'The client that this key registered has been deleted; use a new key.',
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.7',
  },
  PAGE_SIZE: {
    message: 'A page has 1 to 100 items.',
    reference: 'a limit of this server',
  },
  PAGE_DIRECTION: {
    message: 'A page is read forward with first and after, or backward with last and before, and not both.',
    reference: 'GraphQL Cursor Connections §4',
  },
  PAGE_SKIP: {
    message:
      'Pages count from 1, and at most 1000000 items can be passed over, from the start of the list only.',
    reference: 'a limit of this server',
  },
  CURSOR: {
    message: 'This is no cursor of this list in this order.',
    reference: 'GraphQL Cursor Connections §3.2',
  },
  FILTER: {
    message: 'A text to search for must have 1 to 2,048 characters (a name: 1 to 255) and no NUL.',
    reference: 'a limit of this server',
  },

  ADVISE_REDIRECT_URI_LOOPBACK: {
    message:
      'A confidential client runs on a server, and this redirect URI points to the machine of the person who signs in; keep it to development.',
    reference: 'RFC 8252 §7.3, §8.3',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  ADVISE_REDIRECT_URI_LOCALHOST: {
    message: '"localhost" may lead to another interface than the loopback one; 127.0.0.1 or [::1] cannot.',
    reference: 'RFC 8252 §8.3',
  },
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT: {
    message:
      'Another app on the same device may claim a scheme without a dot. Use https, or the reversed domain name of the app: com.example.app:/callback.',
    reference: 'RFC 8252 §8.4',
  },
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH: {
    message:
      'A private-use scheme is followed by one slash, as in com.example.app:/callback. Some servers refuse other forms.',
    reference: 'RFC 8252 §7.1',
  },
  ADVISE_REDIRECT_URIS_UNUSED: {
    message: 'The redirect URIs are stored and not used: no grant of the client redirects.',
    reference: 'RFC 7591 §2 (redirect_uris)',
    dependsOn: ['grantTypes'],
  },
  ADVISE_PROFILE_AUTH_METHOD: {
    message:
      'This authentication method is weaker than the FAPI baseline; the client is only as strong as its weakest method.',
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  ADVISE_TLS_CLIENT_AUTH_UNUSED: {
    message:
      'The certificate subject is kept and not used: the client does not have the method tls_client_auth.',
    reference: 'RFC 8705 §2.1.2',
    dependsOn: ['clientAuthMethods'],
  },
  ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN: {
    message:
      'This distinguished name has spaces around separators or quoted values. An authorization server that compares text does not match it; write it as in CN=client,O=Example.',
    reference: 'RFC 4514 §2, §3',
  },
  ADVISE_JWK_KID_REPEATED: {
    message: 'An earlier key of the same type has the same kid. Give each key its own.',
    reference: 'RFC 7517 §4.5',
  },
  ADVISE_DISPLAY_URL_HTTP: {
    message: 'Plain http lets anyone on the way change what the consent screen shows; use https.',
    reference: 'RFC 7591 §5',
  },
} as const satisfies Record<string, IssueDefinition>;

export type IssueCode = keyof typeof issueCatalogue;

/** Codes in audit events of earlier versions, with their current names. */
const renamedIssues: Readonly<Record<string, IssueCode>> = {
  BODY_NOT_JSON: 'INPUT_NOT_JSON',
  BODY_NOT_OBJECT: 'INPUT_NOT_OBJECT',
};

/** The current name of a code of a stored event; empty for a code that was removed. */
export function currentIssueCode(stored: string): IssueCode[] {
  const code = renamedIssues[stored] ?? stored;
  return Object.hasOwn(issueCatalogue, code) ? [code as IssueCode] : [];
}
