import { type Issue, issue } from '../error/issue.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';

const maxLength = 255;

/** `scope-token` of RFC 6749 §3.3. */
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

export function checkScopes({ given }: Candidate): Issue[] {
  const { scopes } = given;
  if (!scopes) return [];
  const wrongLength = checkLength(scopes, 'scopes');
  if (wrongLength) return [wrongLength];
  return scopes.flatMap((scope, index) => {
    if (scope.length > maxLength) return [issue('SCOPE_TOO_LONG', 'scopes', index)];
    return scopeToken.test(scope) ? [] : [issue('SCOPE_CHARACTER', 'scopes', index)];
  });
}
