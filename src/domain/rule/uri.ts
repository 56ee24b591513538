import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { faultsOfAuthority } from '../uri/host.ts';
import { hasOnlyUriCharacters, splitUri, type UriParts } from '../uri/uri.ts';

/** Characters of a URI, at most. */
export const maxUriLength = 2048;

export interface CheckedUri {
  readonly issues: Issue[];
  /** The parts of an absolute URI of allowed length. */
  readonly parts: UriParts | undefined;
}

/**
 * The rules for every URI of a registration. They check the raw text, because WHATWG parsing repairs what must be
 * refused: `https:/host`, spaces, backslashes, octal addresses.
 */
export function checkUri(text: string, path: IssuePath): CheckedUri {
  if (text.length > maxUriLength) return { issues: [issue('URI_TOO_LONG', ...path)], parts: undefined };
  const issues: Issue[] = [];
  const parts = splitUri(text);
  if (!hasOnlyUriCharacters(text)) issues.push(issue('URI_CHARACTER', ...path));
  if (parts.scheme === undefined) issues.push(issue('URI_NOT_ABSOLUTE', ...path));
  if (isWeb(parts.scheme)) {
    issues.push(...faultsOfAuthority(parts.authority ?? '').map((code) => issue(code, ...path)));
  }
  // A URI that passed the other checks must be valid for browsers too; an example is a host with invalid Punycode.
  if (issues.length === 0 && !URL.canParse(text)) issues.push(issue('URI_UNREADABLE', ...path));
  return { issues, parts };
}

/** For a URI to which parameters are appended, or which is compared with another (RFC 6749 §3.1.2). */
export function checkFragment({ fragment }: UriParts, path: IssuePath): Issue[] {
  return fragment === undefined ? [] : [issue('URI_FRAGMENT', ...path)];
}

export function isWeb(scheme: string | undefined): boolean {
  return scheme === 'https' || scheme === 'http';
}
