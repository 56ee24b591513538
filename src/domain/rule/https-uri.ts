import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { checkFragment, checkUri } from './uri.ts';

/** A URI of the client to which the authorization server sends browsers, with parameters in its query. */
export function checkHttpsUri(uri: string, path: IssuePath): Issue[] {
  const { issues, parts } = checkUri(uri, path);
  if (parts === undefined) return issues;
  issues.push(...checkFragment(parts, path));
  if (parts.scheme !== undefined && parts.scheme !== 'https') issues.push(issue('URI_NOT_HTTPS', ...path));
  return issues;
}
