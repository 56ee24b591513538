import type { OAuthClientQuery, OAuthClientSecretsQuery } from '../document.ts';

export type OAuthClient = NonNullable<OAuthClientQuery['oauthClient']>;

/** What may be shown of a secret. */
export type StoredSecret = NonNullable<
  NonNullable<OAuthClientSecretsQuery['oauthClient']>['secrets']
>[number];
