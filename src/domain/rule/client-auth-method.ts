import type { ClientMetadata } from '../client/client-metadata.ts';
import { profiles } from '../client/profile.ts';
import type { ClientAuthMethod } from '../client/vocabulary.ts';
import { type Issue, issue } from '../error/issue.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';
import { isObject } from '../json.ts';
import { canVerify } from '../key/jwk-set.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';

/** The methods must agree with each other, with the type of the client, and with its credentials. */
export function checkClientAuthMethods({ given, metadata }: Candidate): Issue[] {
  if (!given.clientAuthMethods) return [];
  const wrongLength = checkLength(given.clientAuthMethods, ['clientAuthMethods']);
  if (wrongLength) return [wrongLength];
  return given.clientAuthMethods.flatMap((method, index) =>
    faultsOfMethod(method, metadata).map((code) => issue(code, 'clientAuthMethods', index)),
  );
}

function faultsOfMethod(method: ClientAuthMethod, metadata: ClientMetadata): IssueCode[] {
  const isAlone = metadata.clientAuthMethods.length === 1;
  if (method !== 'none') return metadata.isConfidential ? [] : ['AUTH_METHOD_NEEDS_CONFIDENTIAL'];
  const faults: IssueCode[] = [];
  if (metadata.isConfidential) faults.push('AUTH_METHOD_NONE_CONFIDENTIAL');
  if (!isAlone) faults.push('AUTH_METHOD_NONE_NOT_ALONE');
  return faults;
}

/** The requirements of the methods on the keys. The issues are reported at `jwks`, the field to fill in. */
export function checkKeyMaterial({ metadata, jwkSet }: Candidate): Issue[] {
  const { clientAuthMethods: methods, jwksUri } = metadata;
  const signs = methods.includes('private_key_jwt');
  const certifies = methods.includes('self_signed_tls_client_auth');
  if (!signs && !certifies) return [];
  if (jwkSet === undefined) return jwksUri === null ? [issue('AUTH_METHOD_KEY_MISSING', 'jwks')] : [];
  const keys = jwkSet.keys?.filter(isObject) ?? [];
  if (keys.length === 0) return [];
  const algorithms = metadata.fapiProfile === null ? null : profiles[metadata.fapiProfile].algorithms.value;
  const issues: Issue[] = [];
  if (signs && !keys.some((key) => canVerify(key, algorithms)))
    issues.push(issue('AUTH_METHOD_KEY_UNUSABLE', 'jwks'));
  if (certifies && !keys.some(({ x5c }) => x5c !== undefined))
    issues.push(issue('AUTH_METHOD_CERTIFICATE_MISSING', 'jwks'));
  return issues;
}
