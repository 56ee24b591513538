import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { splitUri } from '../uri/uri.ts';
import { checkUri, isWeb } from './uri.ts';

/** A page or picture that a consent screen links to; anything but http and https could run in the user's session. */
export function checkDisplayUrl(url: string, path: IssuePath): Issue[] {
  const { issues, parts } = checkUri(url, path);
  if (parts?.scheme !== undefined && !isWeb(parts.scheme)) issues.push(issue('URL_NOT_WEB', ...path));
  return issues;
}

export function adviseHttp(url: string, path: IssuePath): Issue[] {
  return splitUri(url).scheme === 'http' ? [issue('ADVISE_DISPLAY_URL_HTTP', ...path)] : [];
}
