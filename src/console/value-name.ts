import type { OAuthClientAuthMethod, OAuthFapiProfile, OAuthGrantType } from './document.ts';

/** The names that the standards give to enum values; they are the same in every language. */
export const profileNames: Readonly<Record<OAuthFapiProfile, string>> = {
  FAPI2_SECURITY: 'FAPI 2.0 Security',
  FAPI2_MESSAGE_SIGNING: 'FAPI 2.0 Message Signing',
  FAPI1_ADVANCED: 'FAPI 1.0 Advanced',
  FAPI1_BASELINE: 'FAPI 1.0 Baseline',
  FAPI1: 'FAPI 1.0',
};

export const grantNames: Readonly<Record<OAuthGrantType, string>> = {
  AUTHORIZATION_CODE: 'authorization_code',
  REFRESH_TOKEN: 'refresh_token',
  CLIENT_CREDENTIALS: 'client_credentials',
  DEVICE_CODE: 'device_code',
  CIBA: 'ciba',
  JWT_BEARER: 'jwt-bearer',
  TOKEN_EXCHANGE: 'token-exchange',
};

export const methodNames: Readonly<Record<OAuthClientAuthMethod, string>> = {
  CLIENT_SECRET_BASIC: 'client_secret_basic',
  CLIENT_SECRET_POST: 'client_secret_post',
  CLIENT_SECRET_JWT: 'client_secret_jwt',
  PRIVATE_KEY_JWT: 'private_key_jwt',
  TLS_CLIENT_AUTH: 'tls_client_auth',
  SELF_SIGNED_TLS_CLIENT_AUTH: 'self_signed_tls_client_auth',
  NONE: 'none',
};
