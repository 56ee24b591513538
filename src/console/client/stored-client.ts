import type { OAuthClientQuery, OAuthClientSecretsQuery } from '../document.ts';

export type OAuthClient = NonNullable<OAuthClientQuery['oauthClient']>;

/** A secret without its value. */
export type StoredSecret = NonNullable<
  NonNullable<OAuthClientSecretsQuery['oauthClient']>['secrets']
>[number];
