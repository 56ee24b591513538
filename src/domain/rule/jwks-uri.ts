import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { checkFragment, checkUri } from './uri.ts';

/** Only https: anyone who can change the keys in transit could authenticate as the client. */
export function checkJwksUri(uri: string, path: IssuePath): Issue[] {
  const { issues, parts } = checkUri(uri, path);
  if (parts === undefined) return issues;
  issues.push(...checkFragment(parts, path));
  if (parts.scheme !== undefined && parts.scheme !== 'https') issues.push(issue('JWKS_URI_SCHEME', ...path));
  return issues;
}
