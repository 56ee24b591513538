import { type Issue, issue } from '../issue.ts';
import { isLoopbackHost, splitUri, type UriParts } from '../uri.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';
import { checkUri } from './uri.ts';

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

export function checkRedirectUris({ given: { redirectUris } }: Candidate): Issue[] {
  if (redirectUris.length === 0) return [issue('REDIRECT_URI_REQUIRED', 'redirectUris')];
  const wrongLength = checkLength(redirectUris, 'redirectUris');
  return wrongLength ? [wrongLength] : redirectUris.flatMap(checkRedirectUri);
}

function checkRedirectUri(uri: string, index: number): Issue[] {
  const { issues, parts } = checkUri(uri, ['redirectUris', index]);
  if (parts?.scheme === undefined) return issues;
  if (refusedSchemes.has(parts.scheme)) issues.push(issue('REDIRECT_URI_SCHEME', 'redirectUris', index));
  if (isRemoteHttp(parts)) issues.push(issue('REDIRECT_URI_HTTP', 'redirectUris', index));
  return issues;
}

/** Loopback is for native apps, which are public clients. */
export function adviseLoopback({ given, metadata }: Candidate): Issue[] {
  if (!metadata.isConfidential) return [];
  return given.redirectUris.flatMap((uri, index) => {
    const { scheme, authority } = splitUri(uri);
    const isLoopback = scheme === 'http' && authority !== undefined && isLoopbackHost(hostOf(authority));
    return isLoopback ? [issue('ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', index)] : [];
  });
}

function isRemoteHttp({ scheme, authority }: UriParts): boolean {
  return scheme === 'http' && Boolean(authority) && !isLoopbackHost(hostOf(authority ?? ''));
}

function hostOf(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
}
