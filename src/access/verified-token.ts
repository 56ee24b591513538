import { hash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { TrustedKeys } from './trusted-key.ts';

/** Tokens that are remembered; past them the one that was not used for longest is forgotten. */
const maxTokens = 1000;
/** Bytes that they may retain together. A token has up to 16 KiB, and 1,000 of those would retain 200 MB. */
const maxBytes = 8 * 1024 * 1024;
/** Bytes that the claims of a token retain for each of its characters, at most: `[[],[],…]` has 13 a character of JSON. */
const bytesPerCharacter = 12;
/** Bytes that an entry takes besides. */
const bytesPerToken = 300;

interface VerifiedToken {
  readonly claims: JWTPayload;
  /** The key set that verified it. */
  readonly keys: unknown;
}

/**
 * Remembers tokens that were verified, because a signature costs more than everything else that a call does. A token is
 * verified again once it has expired, and when the key set was fetched since: a key that was taken out of it verifies no more.
 * Tokens are kept as digests only. One that was refused is not remembered.
 *
 * @param isCurrent whether the token may still be used, by its claims of time.
 */
export function rememberVerified(
  verify: (token: string) => Promise<JWTPayload>,
  keys: Pick<TrustedKeys, 'refresh' | 'version'>,
  isCurrent: (claims: JWTPayload) => boolean,
): (token: string) => Promise<JWTPayload> {
  const verified = new LRUCache<string, VerifiedToken>({ max: maxTokens, maxSize: maxBytes });
  return async (token) => {
    const digest = hash('sha256', token, 'base64');
    const known = verified.get(digest);
    if (known && isCurrent(known.claims)) {
      await keys.refresh();
      if (known.keys === keys.version()) return known.claims;
    }
    const before = keys.version();
    const claims = await verify(token);
    // A set that was fetched in the meantime need not hold the key any more.
    const size = token.length * bytesPerCharacter + bytesPerToken;
    if (before === keys.version()) verified.set(digest, { claims, keys: before }, { size });
    return claims;
  };
}
