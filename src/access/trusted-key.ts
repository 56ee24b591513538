import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import type { Config } from '../config.ts';
import type { DevelopmentIssuer } from './development-issuer.ts';

/** The public keys that tokens are verified with. */
export interface TrustedKeys {
  readonly find: JWTVerifyGetKey;
  /** Fetches the set again when it was fetched more than ten minutes ago; fails when it cannot be fetched. */
  readonly refresh: () => Promise<void>;
  /** Another value after each fetch. */
  readonly version: () => unknown;
}

export function trustedKeys(source: Config['keySource'], issuer: DevelopmentIssuer | undefined): TrustedKeys {
  if (source.kind === 'url') return remoteKeys(source.url);
  if (source.kind === 'file') return localKeys(createLocalJWKSet(source.jwks));
  if (issuer === undefined) throw new Error('The development issuer has to be open to verify its tokens.');
  return localKeys(createLocalJWKSet({ keys: [issuer.publicJwk] }));
}

function localKeys(find: JWTVerifyGetKey): TrustedKeys {
  return { find, refresh: async () => {}, version: () => find };
}

function remoteKeys(url: URL): TrustedKeys {
  const fetched: { jwks?: object; uat?: number } = {};
  const set = createRemoteJWKSet(url, { [jwksCache]: fetched as JWKSCacheInput });
  return {
    find: set,
    refresh: async () => {
      if (!set.fresh) await set.reload();
    },
    version: () => fetched.jwks,
  };
}
