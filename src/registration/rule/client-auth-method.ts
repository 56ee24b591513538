import type { ClientMetadata } from '../client-metadata.ts';
import { type Issue, issue } from '../issue.ts';
import type { IssueCode } from '../issue-catalogue.ts';
import { type ClientAuthMethod, clientAuthMethods } from '../vocabulary.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';

/** The methods have to agree with each other, with the kind of client, and with what the client can present. */
export function checkClientAuthMethods({ given, metadata }: Candidate): Issue[] {
  if (!given.clientAuthMethods) return checkKeyMaterial(metadata);
  const wrongLength = checkLength(given.clientAuthMethods, 'clientAuthMethods');
  if (wrongLength) return [wrongLength];
  const issues = given.clientAuthMethods.flatMap((method, index) =>
    checkMethod(method, metadata).map((code) => issue(code, 'clientAuthMethods', index)),
  );
  return [...issues, ...checkKeyMaterial(metadata)];
}

function checkMethod(method: ClientAuthMethod, metadata: ClientMetadata): IssueCode[] {
  const codes: IssueCode[] = [];
  if (method === 'none') {
    if (metadata.isConfidential) codes.push('AUTH_METHOD_NONE_CONFIDENTIAL');
    if (metadata.clientAuthMethods.length > 1) codes.push('AUTH_METHOD_NONE_NOT_ALONE');
  } else if (!metadata.isConfidential) codes.push('AUTH_METHOD_NEEDS_CONFIDENTIAL');
  if (method === 'client_secret_jwt') codes.push('AUTH_METHOD_SECRET_DIGEST_ONLY');
  if (method === 'tls_client_auth') codes.push('AUTH_METHOD_SUBJECT_MISSING');
  return codes;
}

/** The issue stands at `jwks`, the field that a person has to fill in. */
function checkKeyMaterial({ clientAuthMethods: methods, jwks, jwksUri }: ClientMetadata): Issue[] {
  const needsKey = methods.some((method) => clientAuthMethods[method].credential === 'key');
  return needsKey && jwks === null && jwksUri === null ? [issue('AUTH_METHOD_KEY_MISSING', 'jwks')] : [];
}
