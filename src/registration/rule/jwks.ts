import { faultOfCertificates } from '../certificate.ts';
import { type Issue, issue } from '../issue.ts';
import { isObject } from '../json.ts';
import { faultsOfJwk, isKnownKind, type Jwk } from '../jwk.ts';
import type { Candidate } from './candidate.ts';
import { checkFragment, checkUri } from './uri.ts';

export function checkJwksAndJwksUri({ metadata: { jwks, jwksUri } }: Candidate): Issue[] {
  return jwks !== null && jwksUri !== null ? [issue('JWKS_AND_JWKS_URI', 'jwksUri')] : [];
}

export function checkJwksUri({ metadata: { jwksUri } }: Candidate): Issue[] {
  if (jwksUri === null) return [];
  const { issues, parts } = checkUri(jwksUri, ['jwksUri']);
  if (parts === undefined) return issues;
  issues.push(...checkFragment(parts, ['jwksUri']));
  if (parts.scheme !== undefined && parts.scheme !== 'https')
    issues.push(issue('JWKS_URI_SCHEME', 'jwksUri'));
  return issues;
}

/** Every key of the set, also of a client that does not use it: a private key is lost once it is stored. */
export function checkJwks({ jwkSet }: Candidate): Issue[] {
  if (jwkSet === undefined) return [];
  if (jwkSet.keys === undefined) return [issue(jwkSet.fault, 'jwks')];
  return [...jwkSet.keys.flatMap(checkKey), ...checkKids(jwkSet.keys)];
}

function checkKey(key: unknown, index: number): Issue[] {
  const path = ['jwks', 'keys', index];
  if (!isObject(key)) return [issue('JWK_KTY', ...path)];
  const issues = faultsOfJwk(key).map(({ code, member }) =>
    issue(code, ...path, ...(member ? [member] : [])),
  );
  if (issues.length > 0) return issues;
  const fault = isKnownKind(key) ? faultOfCertificates(key) : undefined;
  return fault === undefined ? [] : [issue(fault, ...path, 'x5c')];
}

/** Keys of different types may share a `kid` as equivalent alternatives (RFC 7517 §4.5). */
function checkKids(keys: readonly unknown[]): Issue[] {
  return repeated(keys, ({ kid, kty }) =>
    typeof kid === 'string' ? JSON.stringify([kid, kty]) : undefined,
  ).map((index) => issue('JWK_KID_REPEATED', 'jwks', 'keys', index, 'kid'));
}

/** The indexes of the keys whose name a key before them has. */
export function repeated(keys: readonly unknown[], nameOf: (key: Jwk) => string | undefined): number[] {
  const seen = new Set<string>();
  return [...keys.entries()].flatMap(([index, key]) => {
    const name = isObject(key) ? nameOf(key) : undefined;
    if (name === undefined) return [];
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated ? [index] : [];
  });
}
