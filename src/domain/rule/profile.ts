import { type Profile, profiles } from '../client/profile.ts';
import type { ClientAuthMethod } from '../client/vocabulary.ts';
import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';
import { isObject } from '../json.ts';
import { isAmong, isEncryption, isSymmetricAlgorithm } from '../key/jose-algorithm.ts';
import { minRsaBits, rsaBitsOf } from '../key/jwk.ts';
import { canVerify, repeatedKids } from '../key/jwk-set.ts';
import { splitUri } from '../uri/uri.ts';
import type { Candidate, Rule } from './candidate.ts';
import { isOnLoopback } from './redirect-uri.ts';

/** Rules from the table of profiles. Each cites the clause of its line. */
export const profileRules: readonly Rule[] = [
  checkConfidential,
  checkAuthMethods,
  checkRedirectUris,
  checkGrantTypes,
  checkKeys,
  checkAlgorithms,
  checkRsaBits,
  checkKids,
].map((rule) => (candidate) => {
  const { fapiProfile } = candidate.metadata;
  return fapiProfile === null ? [] : rule(profiles[fapiProfile], candidate);
});

function cite(reference: string, code: IssueCode, path: IssuePath): Issue {
  return { ...issue(code, ...path), reference };
}

function checkConfidential({ confidentialOnly }: Profile, { metadata }: Candidate): Issue[] {
  if (!confidentialOnly.value || metadata.isConfidential) return [];
  return [cite(confidentialOnly.reference, 'PROFILE_CONFIDENTIAL', ['isConfidential'])];
}

function checkAuthMethods(profile: Profile, candidate: Candidate): Issue[] {
  const { authMethods, weakMethod } = profile;
  const weak = weakMethods(profile, candidate);
  if (weakMethod === 'refused')
    return weak.map((path) => cite(authMethods.reference, 'PROFILE_AUTH_METHOD', path));
  const hasStrong = candidate.metadata.clientAuthMethods.some((method) =>
    isAllowed(method, profile, candidate),
  );
  return hasStrong ? [] : [cite(authMethods.reference, 'PROFILE_AUTH_METHOD_STRONG', ['clientAuthMethods'])];
}

/** Under `fapi1`: advises against methods weaker than the baseline in addition to one of its methods. */
export function adviseWeakAuthMethods(candidate: Candidate): Issue[] {
  const { fapiProfile } = candidate.metadata;
  if (fapiProfile === null || profiles[fapiProfile].weakMethod === 'refused') return [];
  const profile = profiles[fapiProfile];
  const { reference } = profile.authMethods;
  return weakMethods(profile, candidate).map((path) => cite(reference, 'ADVISE_PROFILE_AUTH_METHOD', path));
}

function weakMethods(profile: Profile, candidate: Candidate): IssuePath[] {
  const methods = candidate.given.clientAuthMethods ?? [];
  return methods.flatMap((method, index) =>
    isAllowed(method, profile, candidate) ? [] : [['clientAuthMethods', index]],
  );
}

function isAllowed(
  method: ClientAuthMethod,
  { authMethods, confidentialOnly }: Profile,
  { metadata }: Candidate,
): boolean {
  const isPublic = method === 'none' && !metadata.isConfidential;
  return isPublic ? !confidentialOnly.value : authMethods.value.includes(method);
}

function checkRedirectUris({ redirectRule }: Profile, { given }: Candidate): Issue[] {
  return (given.redirectUris ?? []).flatMap((uri, index) => {
    const parts = splitUri(uri);
    const isLoopback =
      redirectRule.value === 'HTTPS_OR_LOOPBACK' && parts.scheme === 'http' && isOnLoopback(parts);
    if (parts.scheme === undefined || parts.scheme === 'https' || isLoopback) return [];
    return [cite(redirectRule.reference, 'PROFILE_REDIRECT_URI', ['redirectUris', index])];
  });
}

function checkGrantTypes({ grantTypes }: Profile, { given }: Candidate): Issue[] {
  return (given.grantTypes ?? []).flatMap((grant, index) =>
    grantTypes.value.includes(grant)
      ? []
      : [cite(grantTypes.reference, 'PROFILE_GRANT_TYPE', ['grantTypes', index])],
  );
}

function checkKeys({ keysRequired, algorithms }: Profile, { metadata, jwkSet }: Candidate): Issue[] {
  if (!keysRequired.value) return [];
  if (jwkSet === undefined) {
    return metadata.jwksUri === null ? [cite(keysRequired.reference, 'PROFILE_KEYS_REQUIRED', ['jwks'])] : [];
  }
  const keys = jwkSet.keys?.filter(isObject) ?? [];
  if (keys.length === 0 || keys.some((key) => canVerify(key, algorithms.value))) return [];
  return [cite(keysRequired.reference, 'PROFILE_KEYS_REQUIRED', ['jwks'])];
}

/** A key with an algorithm must have an allowed one. Encryption and secrets have other rules. */
function checkAlgorithms({ algorithms }: Profile, { jwkSet }: Candidate): Issue[] {
  const allowed = algorithms.value;
  if (allowed === null) return [];
  return (jwkSet?.keys ?? []).flatMap((key, index) => {
    if (!isObject(key) || typeof key.alg !== 'string') return [];
    const isElsewhere = key.use === 'enc' || isEncryption(key.alg) || isSymmetricAlgorithm(key.alg);
    const isRefused = !isElsewhere && !isAmong(allowed, key.alg, key);
    return isRefused ? [cite(algorithms.reference, 'PROFILE_ALGORITHM', ['jwks', 'keys', index, 'alg'])] : [];
  });
}

function checkKids({ distinctKids }: Profile, { jwkSet }: Candidate): Issue[] {
  const keys = jwkSet?.keys;
  if (!distinctKids.value || keys === undefined) return [];
  return repeatedKids(keys, 'of any type').map((index) =>
    cite(distinctKids.reference, 'PROFILE_KID_REPEATED', ['jwks', 'keys', index, 'kid']),
  );
}

function checkRsaBits({ minimumRsaBits }: Profile, { jwkSet }: Candidate): Issue[] {
  return (jwkSet?.keys ?? []).flatMap((key, index) => {
    const bits = isObject(key) ? rsaBitsOf(key) : undefined;
    const isShort = bits !== undefined && bits >= minRsaBits && bits < minimumRsaBits.value;
    return isShort ? [cite(minimumRsaBits.reference, 'PROFILE_RSA_SHORT', ['jwks', 'keys', index, 'n'])] : [];
  });
}
