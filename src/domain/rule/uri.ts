import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { faultsOfAuthority } from '../uri/host.ts';
import { hasOnlyUriCharacters, splitUri, type UriParts } from '../uri/uri.ts';

/** Characters of a URI, at most. */
export const maxUriLength = 2048;

export interface CheckedUri {
  readonly issues: Issue[];
  /** The parts of a URI that has a shape to look at: absolute and not too long. */
  readonly parts: UriParts | undefined;
}

/**
 * What holds for every URI of a registration. It looks at the raw text, because WHATWG parsing repairs what has to be
 * refused: `https:/host`, blanks, backslashes, octal addresses.
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
  // What is left has to be readable to the browsers that will follow it, for one in the Punycode of its host.
  if (issues.length === 0 && !URL.canParse(text)) issues.push(issue('URI_UNREADABLE', ...path));
  return { issues, parts };
}

/** For a URI that something is appended to or compared with (RFC 6749 §3.1.2). */
export function checkFragment({ fragment }: UriParts, path: IssuePath): Issue[] {
  return fragment === undefined ? [] : [issue('URI_FRAGMENT', ...path)];
}

export function isWeb(scheme: string | undefined): boolean {
  return scheme === 'https' || scheme === 'http';
}
