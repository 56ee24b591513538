import { redirectingGrants } from '../client/vocabulary.ts';
import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';
import { isLoopbackHost, splitAuthority } from '../uri/host.ts';
import { splitUri, type UriParts } from '../uri/uri.ts';
import type { Candidate } from './candidate.ts';
import { checkLength, checkMost } from './list.ts';
import { checkFragment, checkUri, isWeb } from './uri.ts';

/**
 * Schemes that make a browser or a phone execute, read, send or open something instead of calling the app. They are refused
 * for every client, and operators cannot allow them.
 */
export const refusedSchemes: ReadonlySet<string> = new Set([
  ...[
    'about',
    'android-app',
    'blob',
    'chrome',
    'cid',
    'content',
    'data',
    'edge',
    'file',
    'filesystem',
    'intent',
  ],
  ...['jar', 'javascript', 'livescript', 'mhtml', 'mid', 'mocha', 'ms-its', 'ms-settings', 'opera', 'res'],
  ...['resource', 'search-ms', 'shell', 'vbscript', 'view-source', 'wyciwyg'],
  ...['ftp', 'ftps', 'gopher', 'imap', 'ldap', 'ldaps', 'news', 'nfs', 'nntp', 'pop', 'rtsp', 'sftp', 'smb'],
  ...['ssh', 'telnet', 'tftp', 'ws', 'wss'],
  ...[
    'facetime',
    'facetime-audio',
    'geo',
    'mailto',
    'maps',
    'mms',
    'mmsto',
    'sip',
    'sips',
    'sms',
    'smsto',
    'tel',
  ],
  ...['webcal', 'xmpp'],
]);

export function checkRedirectUris({ given, metadata }: Candidate): Issue[] {
  const uris = given.redirectUris ?? [];
  if (uris.length === 0) {
    const isNeeded = metadata.grantTypes.some((grant) => redirectingGrants.has(grant));
    return isNeeded ? [issue('REDIRECT_URI_REQUIRED', 'redirectUris')] : [];
  }
  const wrongLength = checkLength(uris, ['redirectUris']);
  if (wrongLength) return [wrongLength];
  return uris.flatMap((uri, index) =>
    checkRedirectUri(uri, ['redirectUris', index], metadata.isConfidential),
  );
}

/** Logout redirects browsers too, so each of its URIs has the rules of a redirect URI (RP-Initiated Logout 1.0 §3.1). */
export function checkPostLogoutRedirectUris({ given, metadata }: Candidate): Issue[] {
  const uris = given.postLogoutRedirectUris ?? [];
  const tooMany = checkMost(uris, ['postLogoutRedirectUris']);
  if (tooMany) return [tooMany];
  return uris.flatMap((uri, index) =>
    checkRedirectUri(uri, ['postLogoutRedirectUris', index], metadata.isConfidential),
  );
}

function checkRedirectUri(uri: string, path: IssuePath, isConfidential: boolean): Issue[] {
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
  if (authority === undefined && path === '') faults.push('REDIRECT_URI_PRIVATE_SCHEME_EMPTY');
  if (splitAuthority(authority ?? '').userinfo !== undefined) faults.push('URI_USERINFO');
  if (isConfidential) faults.push('REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL');
  return faults;
}

/** Whether the scheme is a private-use scheme, neither http nor https nor one that is refused for every client. */
function isPrivateUse(scheme: string | undefined): scheme is string {
  return scheme !== undefined && !isWeb(scheme) && !refusedSchemes.has(scheme);
}

/** The form that RFC 8252 §7.1 requires: labels separated by dots. */
function isReversedDomain(scheme: string): boolean {
  return scheme.includes('.') && scheme.split('.').every((label) => label !== '');
}

/**
 * Any app can claim a scheme without a dot (RFC 8252 §8.4), so the operator lists those that clients need.
 *
 * @param allowed schemes without a dot, in lower case.
 */
export function checkPrivateUseSchemes({ given }: Candidate, allowed: ReadonlySet<string>): Issue[] {
  return (['redirectUris', 'postLogoutRedirectUris'] as const).flatMap((field) =>
    (given[field] ?? []).flatMap((uri, index) => {
      const { scheme } = splitUri(uri);
      const isAllowed = !isPrivateUse(scheme) || isReversedDomain(scheme) || allowed.has(scheme);
      return isAllowed ? [] : [issue('REDIRECT_URI_PRIVATE_SCHEME', field, index)];
    }),
  );
}

/** RFC 8252 §7.1 requires a scheme with a dot followed by one slash; many apps in use have neither. */
export function advisePrivateUseScheme({ given }: Candidate): Issue[] {
  return (given.redirectUris ?? []).flatMap((uri, index) => {
    const { scheme, authority, path } = splitUri(uri);
    if (!isPrivateUse(scheme)) return [];
    const codes: IssueCode[] = [];
    if (!isReversedDomain(scheme)) codes.push('ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT');
    if (authority !== undefined || !path.startsWith('/'))
      codes.push('ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH');
    return codes.map((code) => issue(code, 'redirectUris', index));
  });
}

/** A redirect URI that no grant of the client uses. */
export function adviseUnusedRedirectUris({ given, metadata }: Candidate): Issue[] {
  const isUsed = metadata.grantTypes.some((grant) => redirectingGrants.has(grant));
  return isUsed || !given.redirectUris?.length ? [] : [issue('ADVISE_REDIRECT_URIS_UNUSED', 'redirectUris')];
}

/** URIs that some servers or proxies interpret differently from the exact string (RFC 9700 §2.1, §4.1). */
function faultsOfMatching(uri: string, { path, query }: UriParts): IssueCode[] {
  const faults: IssueCode[] = [];
  if (uri.includes('*')) faults.push('REDIRECT_URI_WILDCARD');
  if (hasDotSegment(path)) faults.push('REDIRECT_URI_DOT_SEGMENT');
  if (/%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(uri)) faults.push('REDIRECT_URI_ENCODED_CONTROL');
  if (query !== undefined && namesResponseParameter(query)) faults.push('REDIRECT_URI_RESPONSE_PARAMETER');
  return faults;
}

/** Plain, percent-encoded, after an encoded slash or backslash, or with a path parameter, as in `/..;x/`. */
function hasDotSegment(path: string): boolean {
  const segments = path
    .replace(/%2f|%5c/gi, '/')
    .replace(/%2e/gi, '.')
    .split('/');
  return segments.some((segment) => /^\.\.?(;|%3b|$)/i.test(segment));
}

/** A fixed `code` or `state` would appear in addition to that of the authorization server. */
function namesResponseParameter(query: string): boolean {
  return [...new URLSearchParams(query).keys()].some((name) => name === 'code' || name === 'state');
}

/** Loopback is for native apps, which are public clients. https does not change that. */
export function adviseLoopback({ given, metadata }: Candidate): Issue[] {
  if (!metadata.isConfidential) return [];
  return (given.redirectUris ?? []).flatMap((uri, index) => {
    const parts = splitUri(uri);
    return isWeb(parts.scheme) && isOnLoopback(parts)
      ? [issue('ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', index)]
      : [];
  });
}

/** `localhost` may resolve to an interface other than loopback (RFC 8252 §8.3). */
export function adviseLocalhost({ given }: Candidate): Issue[] {
  return (given.redirectUris ?? []).flatMap((uri, index) => {
    const { scheme, authority } = splitUri(uri);
    const isNamed = scheme === 'http' && splitAuthority(authority ?? '').host.toLowerCase() === 'localhost';
    return isNamed ? [issue('ADVISE_REDIRECT_URI_LOCALHOST', 'redirectUris', index)] : [];
  });
}

export function isOnLoopback({ authority }: UriParts): boolean {
  return authority !== undefined && isLoopbackHost(splitAuthority(authority).host);
}
