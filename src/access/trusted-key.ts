import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import type { Config } from '../config.ts';
import { createOutgoingFetch, type OutgoingLimits } from '../outgoing/outgoing-fetch.ts';
import type { DevelopmentIssuer } from './development-issuer.ts';

/** The public keys that tokens are verified with. */
export interface TrustedKeys {
  readonly find: JWTVerifyGetKey;
  /** Fetches the set again when it was fetched more than ten minutes ago; fails when it cannot be fetched. */
  readonly refresh: () => Promise<void>;
  /** Another value after each fetch. */
  readonly version: () => unknown;
}

/** A key set holds a few keys, with certificates at most some ten. */
const keySetLimits: OutgoingLimits = { milliseconds: 5000, bytes: 1_048_576 };

/** @param limits of a request for the key set of a URL; tests set others. */
export function trustedKeys(
  source: Config['keySource'],
  issuer: DevelopmentIssuer | undefined,
  limits = keySetLimits,
): TrustedKeys {
  if (source.kind === 'url') return remoteKeys(source.url, limits);
  if (source.kind === 'file') return localKeys(createLocalJWKSet(source.jwks));
  if (issuer === undefined) throw new Error('The development issuer has to be open to verify its tokens.');
  return localKeys(createLocalJWKSet({ keys: [issuer.publicJwk] }));
}

function localKeys(find: JWTVerifyGetKey): TrustedKeys {
  return { find, refresh: async () => {}, version: () => find };
}

function remoteKeys(url: URL, limits: OutgoingLimits): TrustedKeys {
  const fetched: { jwks?: object; uat?: number } = {};
  const set = createRemoteJWKSet(url, {
    [jwksCache]: fetched as JWKSCacheInput,
    // The operator's own URL may be of the internal network.
    [customFetch]: createOutgoingFetch({ addresses: 'any', limits }),
  });
  return {
    find: set,
    refresh: async () => {
      if (!set.fresh) await set.reload();
    },
    version: () => fetched.jwks,
  };
}
