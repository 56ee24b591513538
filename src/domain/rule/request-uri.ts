import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { checkMost } from './list.ts';
import { checkUri } from './uri.ts';

/** ASCII characters of a request URI, at most (OpenID Connect Core §6.2). */
export const maxRequestUriLength = 512;

/** URIs of request objects. A fragment is the digest of the object (OpenID Connect Dynamic Client Registration §2). */
export function checkRequestUris(uris: readonly string[], path: IssuePath): Issue[] {
  const tooMany = checkMost(uris, path);
  return tooMany ? [tooMany] : uris.flatMap((uri, index) => checkRequestUri(uri, [...path, index]));
}

function checkRequestUri(uri: string, path: IssuePath): Issue[] {
  if (uri.length > maxRequestUriLength) return [issue('REQUEST_URI_TOO_LONG', ...path)];
  const { issues, parts } = checkUri(uri, path);
  const isOther = parts?.scheme !== undefined && parts.scheme !== 'https';
  return isOther ? [...issues, issue('URI_NOT_HTTPS', ...path)] : issues;
}
