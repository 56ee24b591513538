import { type Issue, issue } from '../issue.ts';
import type { Candidate } from './candidate.ts';
import { checkUri } from './uri.ts';

const maxLength = 65_536;
const maxKeys = 20;

/** Private members: EC and OKP `d`; RSA `d` and its factors (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2); AKP `priv`. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'];

export function checkJwksAndJwksUri({ metadata: { jwks, jwksUri } }: Candidate): Issue[] {
  return jwks !== null && jwksUri !== null ? [issue('JWKS_AND_JWKS_URI', 'jwksUri')] : [];
}

export function checkJwksUri({ metadata: { jwksUri } }: Candidate): Issue[] {
  if (jwksUri === null) return [];
  const { issues, parts } = checkUri(jwksUri, ['jwksUri']);
  if (parts && parts.scheme !== 'https') issues.push(issue('JWKS_URI_SCHEME', 'jwksUri'));
  return issues;
}

/** A JWK Set of public keys (RFC 7517 §5). It judges the parsed members: `"\u0064"` in the text is `d` all the same. */
export function checkJwks({ metadata: { jwks } }: Candidate): Issue[] {
  if (jwks === null) return [];
  if (jwks.length > maxLength) return [issue('JWKS_TOO_LONG', 'jwks')];
  const keys = readKeys(jwks);
  if (!Array.isArray(keys)) return [keys];
  if (keys.length === 0) return [issue('JWKS_EMPTY', 'jwks')];
  if (keys.length > maxKeys) return [issue('JWKS_TOO_MANY', 'jwks')];
  return keys.flatMap(checkKey);
}

function readKeys(text: string): unknown[] | Issue {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return issue('JWKS_NOT_JSON', 'jwks');
  }
  if (!text.isWellFormed()) return issue('JWKS_NOT_JSON', 'jwks');
  const keys = isObject(set) && Object.hasOwn(set, 'keys') ? set.keys : undefined;
  return Array.isArray(keys) ? keys : issue('JWKS_SHAPE', 'jwks');
}

function checkKey(key: unknown, index: number): Issue[] {
  const path = ['jwks', 'keys', index] as const;
  if (!isObject(key) || typeof key.kty !== 'string' || key.kty === '') return [issue('JWK_KTY', ...path)];
  if (key.kty === 'oct') return [issue('JWK_SYMMETRIC', ...path)];
  return privateMembers.some((member) => Object.hasOwn(key, member)) ? [issue('JWK_PRIVATE', ...path)] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
