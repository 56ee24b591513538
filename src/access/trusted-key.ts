import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import type { Config } from '../config.ts';
import { createOutgoingFetch, type OutgoingFetch, type OutgoingLimits } from '../outgoing/outgoing-fetch.ts';
import type { DevelopmentIssuer } from './development-issuer.ts';
import { KeySetUnavailable } from './key-set-unavailable.ts';

/** The public keys that tokens are verified with. */
export interface TrustedKeys {
  /** @throws {KeySetUnavailable} */
  readonly find: JWTVerifyGetKey;
  /**
   * Fetches the set again if the last fetch was more than ten minutes ago.
   *
   * @throws {KeySetUnavailable}
   */
  readonly refresh: () => Promise<void>;
  /** Changes with each fetch. */
  readonly version: () => unknown;
}

/** A key set contains a few keys, or about ten with certificates. */
const keySetLimits: KeySetLimits = { milliseconds: 5000, bytes: 1_048_576, retryMilliseconds: 1000 };

interface KeySetLimits extends OutgoingLimits {
  /** Milliseconds for which a failure is returned to every request before the set is fetched again. */
  readonly retryMilliseconds: number;
}

/** @param limits of a request for the key set of a URL; tests use smaller ones. */
export function trustedKeys(
  source: Config['keySource'],
  issuer: DevelopmentIssuer | undefined,
  limits = keySetLimits,
): TrustedKeys {
  if (source.kind === 'url') return remoteKeys(source.url, limits);
  if (source.kind === 'file') return localKeys(createLocalJWKSet(source.jwks));
  if (issuer === undefined) throw new Error('Open the development issuer before its tokens are verified.');
  return localKeys(createLocalJWKSet({ keys: [issuer.publicJwk] }));
}

function localKeys(find: JWTVerifyGetKey): TrustedKeys {
  return { find, refresh: async () => {}, version: () => find };
}

function remoteKeys(url: URL, limits: KeySetLimits): TrustedKeys {
  const fetched: { jwks?: object; uat?: number } = {};
  const set = createRemoteJWKSet(url, {
    [jwksCache]: fetched as JWKSCacheInput,
    // The operator's own URL may be in the internal network.
    [customFetch]: rememberFailure(
      fetchKeySet(createOutgoingFetch({ addresses: 'any', limits })),
      limits.retryMilliseconds,
    ),
  });
  return {
    find: set,
    refresh: async () => {
      if (!set.fresh) await set.reload();
    },
    version: () => fetched.jwks,
  };
}

/** Checks the response here, because jose reports an unusable one in the same way as an unusable token. */
function fetchKeySet(fetch: OutgoingFetch): OutgoingFetch {
  return async (url, init) => {
    try {
      const response = await fetch(url, init);
      if (response.status !== 200)
        throw new Error(`The key set has HTTP status ${response.status} instead of 200.`);
      const set = await response.json().catch(() => undefined);
      createLocalJWKSet(set);
      return Response.json(set);
    } catch (error) {
      throw new KeySetUnavailable(error as Error);
    }
  };
}

/**
 * Repeats a failure for a while instead of a request that would probably fail as well: otherwise every call with a token, valid or
 * not, sends one to the issuer. jose lets all calls wait for one request in flight.
 */
function rememberFailure(fetch: OutgoingFetch, milliseconds: number): OutgoingFetch {
  let failure: { readonly error: unknown; readonly at: number } | undefined;
  return async (url, init) => {
    // The second condition ends the wait after the clock was set back.
    if (failure && Math.abs(Date.now() - failure.at) < milliseconds) throw failure.error;
    try {
      const response = await fetch(url, init);
      failure = undefined;
      return response;
    } catch (error) {
      failure = { error, at: Date.now() };
      throw error;
    }
  };
}
