import { isLoopbackHost, splitAuthority } from '../host.ts';
import { type Issue, issue } from '../issue.ts';
import type { IssueCode } from '../issue-catalogue.ts';
import { splitUri, type UriParts } from '../uri.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';
import { checkFragment, checkUri, isWeb } from './uri.ts';

/** Schemes that make a browser run, read or send something; node-oidc-provider and Keycloak refuse them too. */
const refusedSchemes = new Set([
  'about',
  'blob',
  'data',
  'file',
  'filesystem',
  'ftp',
  'javascript',
  'mailto',
  'vbscript',
  'view-source',
  'ws',
  'wss',
]);

export function checkRedirectUris({ given: { redirectUris }, metadata }: Candidate): Issue[] {
  if (redirectUris.length === 0) return [issue('REDIRECT_URI_REQUIRED', 'redirectUris')];
  const wrongLength = checkLength(redirectUris, 'redirectUris');
  if (wrongLength) return [wrongLength];
  return redirectUris.flatMap((uri, index) => checkRedirectUri(uri, index, metadata.isConfidential));
}

function checkRedirectUri(uri: string, index: number, isConfidential: boolean): Issue[] {
  const path = ['redirectUris', index];
  const { issues, parts } = checkUri(uri, path);
  if (parts === undefined) return issues;
  const codes = [...faultsOfScheme(parts, isConfidential), ...faultsOfMatching(uri, parts)];
  return [...issues, ...checkFragment(parts, path), ...codes.map((code) => issue(code, ...path))];
}

function faultsOfScheme(parts: UriParts, isConfidential: boolean): IssueCode[] {
  const { scheme, authority, path } = parts;
  if (scheme === undefined) return [];
  if (refusedSchemes.has(scheme)) return ['REDIRECT_URI_SCHEME'];
  if (isWeb(scheme))
    return scheme === 'http' && authority && !isOnLoopback(parts) ? ['REDIRECT_URI_HTTP'] : [];
  const faults: IssueCode[] = [];
  // RFC 8252 §7.1: a name under the app's control, and one slash, for there is no naming authority behind two.
  if (!scheme.includes('.') || authority !== undefined || !path.startsWith('/')) {
    faults.push('REDIRECT_URI_PRIVATE_SCHEME');
  }
  if (isConfidential) faults.push('REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL');
  return faults;
}

/** What has another meaning to some server or proxy on the way than the exact string has (RFC 9700 §2.1, §4.1). */
function faultsOfMatching(uri: string, { path, query }: UriParts): IssueCode[] {
  const faults: IssueCode[] = [];
  if (uri.includes('*')) faults.push('REDIRECT_URI_WILDCARD');
  if (hasDotSegment(path)) faults.push('REDIRECT_URI_DOT_SEGMENT');
  if (/%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(uri)) faults.push('REDIRECT_URI_ENCODED_CONTROL');
  if (query !== undefined && namesResponseParameter(query)) faults.push('REDIRECT_URI_RESPONSE_PARAMETER');
  return faults;
}

/** Plain, percent-encoded, behind an encoded slash or backslash, or with a path parameter, as in `/..;x/`. */
function hasDotSegment(path: string): boolean {
  const segments = path
    .replace(/%2f|%5c/gi, '/')
    .replace(/%2e/gi, '.')
    .split('/');
  return segments.some((segment) => /^\.\.?(;|%3b|$)/i.test(segment));
}

/** A fixed `code` or `state` would stand beside the one that the authorization server adds. */
function namesResponseParameter(query: string): boolean {
  return [...new URLSearchParams(query).keys()].some((name) => name === 'code' || name === 'state');
}

/** Loopback is for native apps, which are public clients. With https it reaches the same machine. */
export function adviseLoopback({ given, metadata }: Candidate): Issue[] {
  if (!metadata.isConfidential) return [];
  return given.redirectUris.flatMap((uri, index) => {
    const parts = splitUri(uri);
    return isWeb(parts.scheme) && isOnLoopback(parts)
      ? [issue('ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', index)]
      : [];
  });
}

/** `localhost` may resolve to another interface than the loopback one (RFC 8252 §8.3). */
export function adviseLocalhost({ given }: Candidate): Issue[] {
  return given.redirectUris.flatMap((uri, index) => {
    const { scheme, authority } = splitUri(uri);
    const isNamed = scheme === 'http' && splitAuthority(authority ?? '').host.toLowerCase() === 'localhost';
    return isNamed ? [issue('ADVISE_REDIRECT_URI_LOCALHOST', 'redirectUris', index)] : [];
  });
}

export function isOnLoopback({ authority }: UriParts): boolean {
  return authority !== undefined && isLoopbackHost(splitAuthority(authority).host);
}
