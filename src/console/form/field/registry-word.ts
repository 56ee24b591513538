import type { OAuthClientAuthMethod, OAuthGrantType } from '../../document.ts';

/** The registered `grant_type`. */
export const grantValues: Readonly<Record<OAuthGrantType, string>> = {
  AUTHORIZATION_CODE: 'authorization_code',
  REFRESH_TOKEN: 'refresh_token',
  CLIENT_CREDENTIALS: 'client_credentials',
  DEVICE_CODE: 'urn:ietf:params:oauth:grant-type:device_code',
  CIBA: 'urn:openid:params:grant-type:ciba',
  TOKEN_EXCHANGE: 'urn:ietf:params:oauth:grant-type:token-exchange',
  JWT_BEARER: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
};

/** The clause of each method; strongest first. */
export const methodClauses: Readonly<Record<OAuthClientAuthMethod, string>> = {
  PRIVATE_KEY_JWT: 'RFC 7523',
  TLS_CLIENT_AUTH: 'RFC 8705 §2.1',
  SELF_SIGNED_TLS_CLIENT_AUTH: 'RFC 8705 §2.2',
  CLIENT_SECRET_BASIC: 'RFC 6749 §2.3.1',
  CLIENT_SECRET_POST: 'RFC 6749 §2.3.1',
  CLIENT_SECRET_JWT: 'OpenID Connect Core §9',
  NONE: 'RFC 7591 §2',
};

/** The clause of each grant. */
export const grantClauses: Readonly<Record<OAuthGrantType, string>> = {
  AUTHORIZATION_CODE: 'RFC 6749 §4.1',
  REFRESH_TOKEN: 'RFC 6749 §6',
  CLIENT_CREDENTIALS: 'RFC 6749 §4.4',
  DEVICE_CODE: 'RFC 8628',
  CIBA: 'OpenID CIBA Core',
  TOKEN_EXCHANGE: 'RFC 8693',
  JWT_BEARER: 'RFC 7523 §2.1',
};

export function valuesIn<T extends string>(table: Readonly<Record<T, unknown>>): T[] {
  return Object.keys(table) as T[];
}
