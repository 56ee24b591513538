/** One sentence and one clause for every problem a registration can have. The codes are stable; clients may match on them. */
export interface IssueDefinition {
  /** What is wrong and what would be right, in one sentence that holds no part of the input. */
  readonly message: string;
  /** The clause behind the rule. */
  readonly reference: string;
}

export const issueCatalogue = {
  BODY_NOT_JSON: {
    message: 'The body is not valid JSON in UTF-8.',
    reference: 'RFC 8259 §2, §8.1',
  },
  BODY_NOT_OBJECT: {
    message: 'The body must be one JSON object that holds the client metadata.',
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
  UNKNOWN_WORD: {
    message: 'This word is not one that the field knows; words are compared exactly, letter case included.',
    reference: 'RFC 7591 §2',
  },
  EMPTY_LIST: {
    message: 'The list is empty; give at least one item, or leave the field out to get its default.',
    reference: 'RFC 7591 §2',
  },
  TOO_MANY_ITEMS: {
    message: 'A list holds at most 100 items.',
    reference: 'RFC 7591 §5',
  },

  NAME_BLANK: {
    message: 'The name needs at least one visible character.',
    reference: 'RFC 7591 §2 (client_name)',
  },
  NAME_TOO_LONG: {
    message: 'The name is longer than 255 characters.',
    reference: 'RFC 7591 §2 (client_name)',
  },
  NAME_CHARACTER: {
    message:
      'The name holds a character that cannot be shown safely: a control character, a line or paragraph separator, a bidirectional override or isolate, or half of a surrogate pair.',
    reference: 'RFC 7591 §2 (client_name), Unicode TR36 §2.5',
  },

  REDIRECT_URI_REQUIRED: {
    message: 'A client needs at least one redirect URI.',
    reference: 'RFC 7591 §2 (redirect_uris)',
  },
  REDIRECT_URI_SCHEME: {
    message: 'This scheme makes a browser run or read something instead of redirecting; use https.',
    reference: 'RFC 9700 §4.1.1',
  },
  REDIRECT_URI_HTTP: {
    message: 'Plain http is accepted on loopback only (127.0.0.0/8, [::1], localhost); use https.',
    reference: 'RFC 9700 §2.6, RFC 8252 §7.3',
  },

  URI_TOO_LONG: {
    message: 'The URI is longer than 2,048 characters.',
    reference: 'RFC 9110 §4.1',
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
  URI_UNREADABLE: {
    message: 'The URI has a host or a port that cannot be read.',
    reference: 'RFC 3986 §3.2.2, §3.2.3',
  },
  URL_NOT_WEB: {
    message: 'The address of a page or a logo has to be an http or https URL.',
    reference: 'RFC 7591 §2, §5',
  },

  AUTH_METHOD_NEEDS_CONFIDENTIAL: {
    message:
      'A public client cannot keep a credential: use "none" alone, or register the client as confidential.',
    reference: 'RFC 6749 §2.1, RFC 8252 §8.5',
  },
  AUTH_METHOD_NONE_CONFIDENTIAL: {
    message:
      'A confidential client authenticates: choose a method other than "none", or register the client as public.',
    reference: 'RFC 6749 §2.1',
  },
  AUTH_METHOD_NONE_NOT_ALONE: {
    message: '"none" beside another method would make the other one optional; choose one of the two.',
    reference: 'RFC 6749 §2.1',
  },
  AUTH_METHOD_KEY_MISSING: {
    message:
      'The chosen authentication method needs a key: give a JWK Set in jwks, or its address in jwks_uri.',
    reference: 'OpenID Connect Core §9, RFC 8705 §2.2.2',
  },
  AUTH_METHOD_SECRET_DIGEST_ONLY: {
    message:
      'client_secret_jwt needs a server that can read the secret back, and this one keeps only its digest; use private_key_jwt.',
    reference: 'OpenID Connect Core §9',
  },
  AUTH_METHOD_SUBJECT_MISSING: {
    message:
      'tls_client_auth needs the subject of the certificate, for which this API has no field; use self_signed_tls_client_auth or private_key_jwt.',
    reference: 'RFC 8705 §2.1.2',
  },

  GRANT_TYPE_NEEDS_CONFIDENTIAL: {
    message: 'The client credentials grant is for confidential clients only.',
    reference: 'RFC 6749 §4.4',
  },
  GRANT_TYPE_REFRESH_ALONE: {
    message: 'refresh_token alone can never start: add the grant that issues the first refresh token.',
    reference: 'RFC 6749 §1.5, §6',
  },

  JWKS_AND_JWKS_URI: {
    message: 'Give the keys in jwks or their address in jwks_uri, not both.',
    reference: 'RFC 7591 §2 (jwks)',
  },
  JWKS_TOO_LONG: {
    message: 'The JWK Set is longer than 64 KiB.',
    reference: 'RFC 7517 §5',
  },
  JWKS_NOT_JSON: {
    message: 'jwks is not valid JSON; it has to be the text of a JWK Set, {"keys":[…]}.',
    reference: 'RFC 7517 §5',
  },
  JWKS_SHAPE: {
    message: 'A JWK Set is a JSON object with a member "keys" that is an array of objects.',
    reference: 'RFC 7517 §5, §5.1',
  },
  JWKS_EMPTY: {
    message: 'The JWK Set holds no key.',
    reference: 'RFC 7517 §5.1',
  },
  JWKS_TOO_MANY: {
    message: 'A JWK Set holds at most 20 keys.',
    reference: 'RFC 7517 §5.1',
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
    reference: 'RFC 6749 §3.3',
  },

  ADVISE_REDIRECT_URI_LOOPBACK: {
    message:
      'A confidential client runs on a server, and this redirect URI points to the machine of the person who signs in; keep it to development.',
    reference: 'RFC 8252 §7.3, §8.3',
  },
  ADVISE_DISPLAY_URL_HTTP: {
    message: 'Plain http lets anyone on the way change what the consent screen shows; use https.',
    reference: 'RFC 7591 §5',
  },
} as const satisfies Record<string, IssueDefinition>;

export type IssueCode = keyof typeof issueCatalogue;
