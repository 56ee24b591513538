import { profiles } from '../client/profile.ts';
import { type Issue, issue } from '../error/issue.ts';
import { isObject } from '../json.ts';
import { faultOfCertificates } from '../key/certificate.ts';
import { faultsOfJwk, isKnownKind } from '../key/jwk.ts';
import { repeatedKids } from '../key/jwk-set.ts';
import type { Candidate } from './candidate.ts';

export function checkJwksAndJwksUri({ metadata: { jwks, jwksUri } }: Candidate): Issue[] {
  return jwks !== null && jwksUri !== null ? [issue('JWKS_AND_JWKS_URI', 'jwksUri')] : [];
}

/** Certificates in a whole set: parsing one costs a hundred times what any other check does. */
const maxCertificates = 20;

/** Checks every key of the set, also if the client does not use it: a private key is compromised once it is stored. */
export function checkJwks({ jwkSet }: Candidate): Issue[] {
  if (jwkSet === undefined) return [];
  if (jwkSet.keys === undefined) return [issue(jwkSet.fault, 'jwks')];
  const { keys } = jwkSet;
  return countCertificates(keys) > maxCertificates
    ? [issue('JWKS_TOO_MANY_CERTIFICATES', 'jwks')]
    : keys.flatMap(checkKey);
}

function countCertificates(keys: readonly unknown[]): number {
  const counts = keys.map((key) => (isObject(key) && Array.isArray(key.x5c) ? key.x5c.length : 0));
  return counts.reduce((sum, count) => sum + count, 0);
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

/**
 * Advises against a `kid` that an earlier key of the same type has. RFC 7517 §4.5 asks to avoid this, but open banking
 * directories publish such sets. Keys of different types may share one as equivalent alternatives. Under a profile that
 * requires distinct `kid`s it is an issue.
 */
export function adviseRepeatedKids({ metadata: { fapiProfile }, jwkSet }: Candidate): Issue[] {
  if (jwkSet?.keys === undefined) return [];
  if (fapiProfile !== null && profiles[fapiProfile].distinctKids.value) return [];
  return repeatedKids(jwkSet.keys, 'of one type').map((index) =>
    issue('ADVISE_JWK_KID_REPEATED', 'jwks', 'keys', index, 'kid'),
  );
}
