import { hash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { TrustedKeys } from './trusted-key.ts';

/** Remembered tokens; beyond this, the least recently used one is forgotten. */
const maxTokens = 1000;
/** Bytes that they may retain together. A token can have 16 KiB, and 1,000 of those would retain 200 MB. */
const maxBytes = 8 * 1024 * 1024;
/**
 * Bytes that the claims of a token retain for each of its characters, at most: `[[],[],…]` retains 13 for each character of
 * JSON.
 */
const bytesPerCharacter = 12;
/** Further bytes of an entry. */
const bytesPerToken = 300;

interface VerifiedToken {
  readonly claims: JWTPayload;
  /** The key set that verified it. */
  readonly keys: unknown;
}

/**
 * Remembers verified tokens, because verifying a signature costs more than the rest of a request. A token is verified again
 * after it expired and after the key set was fetched again, so a removed key no longer verifies. Tokens are stored as digests
 * only. Refused tokens are not remembered.
 *
 * @param isCurrent whether the token is still valid, by its time claims.
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
    // A set that was fetched in the meantime may no longer contain the key.
    const size = token.length * bytesPerCharacter + bytesPerToken;
    if (before === keys.version()) verified.set(digest, { claims, keys: before }, { size });
    return claims;
  };
}
