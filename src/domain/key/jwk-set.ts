import type { IssueCode } from '../error/issue-catalogue.ts';
import { countMembers, isObject, outlineOf } from '../json.ts';
import { isAmong, isSignature, knownAlgorithms, suits } from './jose-algorithm.ts';
import { holdsPrivateMember, holdsSecretKey, type Jwk } from './jwk.ts';

/** The keys of a JWK Set, or the fault of its text. */
export type JwkSet =
  | { readonly keys: readonly unknown[]; readonly fault?: undefined }
  | { readonly keys?: undefined; readonly fault: IssueCode };

/** Octets of a `jwks` in UTF-8. */
export const maxOctets = 65_536;
export const maxKeys = 20;

/** Private keys in PEM (RFC 7468 §10, §11). */
const pemPrivateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Parses a JWK Set (RFC 7517 §5). Members are checked after parsing: `"\u0064"` in the text is `d`. */
export function parseJwkSet(text: string): JwkSet {
  if (Buffer.byteLength(text) > maxOctets) return { fault: 'JWKS_TOO_LONG' };
  if (!text.isWellFormed()) return { fault: 'JWKS_NOT_JSON' };
  const { isTooDeep, members } = outlineOf(text);
  if (isTooDeep) return { fault: 'JWKS_TOO_DEEP' };
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return { fault: pemPrivateKey.test(text) ? 'JWK_PRIVATE' : 'JWKS_NOT_JSON' };
  }
  // Parsers keep one of two members of the same name. A private key could hide in the other and would be stored.
  if (countMembers(set) !== members) return { fault: 'JWKS_MEMBER_REPEATED' };
  return readKeys(set);
}

function readKeys(set: unknown): JwkSet {
  if (!isObject(set) || !Object.hasOwn(set, 'keys') || !Array.isArray(set.keys)) {
    // A key without its list is checked as well, because a private one is equally exposed.
    return { fault: holdsSecretKey(set) ? 'JWK_PRIVATE' : 'JWKS_SHAPE' };
  }
  const { keys, ...others } = set;
  if (holdsPrivateMember(others) || holdsSecretKey(others)) return { fault: 'JWK_PRIVATE' };
  if (keys.length === 0) return { fault: 'JWKS_EMPTY' };
  return keys.length > maxKeys ? { fault: 'JWKS_TOO_MANY' } : { keys };
}

/** Whether a valid key can verify signatures, by an algorithm of the profile if it lists them (RFC 7517 §4.2, §4.3). */
export function canVerify(key: Jwk, allowed: readonly string[] | null): boolean {
  if (key.use !== undefined && key.use !== 'sig') return false;
  if (Array.isArray(key.key_ops) && !key.key_ops.includes('verify')) return false;
  const candidates = typeof key.alg === 'string' ? [key.alg] : [...knownAlgorithms];
  return candidates.some((alg) => isSignature(alg) && suits(alg, key) && isAmong(allowed, alg, key));
}

/** The indexes of keys with the `kid` of an earlier key: of the same type, or of any type. */
export function repeatedKids(keys: readonly unknown[], among: 'of one type' | 'of any type'): number[] {
  const seen = new Set<string>();
  return [...keys.entries()].flatMap(([index, key]) => {
    if (!isObject(key) || typeof key.kid !== 'string') return [];
    const name = JSON.stringify([key.kid, among === 'of one type' ? key.kty : null]);
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [index] : [];
  });
}
