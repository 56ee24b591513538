import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { checkLength } from './list.ts';

/** Characters of a scope, at most. */
export const maxScopeLength = 255;

/** `scope-token` of RFC 6749 §3.3. */
export const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

export function checkScopes(scopes: readonly string[], path: IssuePath): Issue[] {
  const wrongLength = checkLength(scopes, path);
  if (wrongLength) return [wrongLength];
  return scopes.flatMap((scope, index) => {
    if (scope.length > maxScopeLength) return [issue('SCOPE_TOO_LONG', ...path, index)];
    return scopeToken.test(scope) ? [] : [issue('SCOPE_CHARACTER', ...path, index)];
  });
}
