import { isLoopbackHost } from './host.ts';
import { splitUri } from './uri.ts';

/**
 * The web origins a client's pages run on: `cors_origins`. Distinct, in the order of the URIs. Only https, or http on
 * loopback, has one; a private-use scheme runs in an app that needs no CORS (RFC 6454 §4).
 */
export function corsOrigins(redirectUris: readonly string[], website: string | null): string[] {
  const pages = website === null ? redirectUris : [...redirectUris, website];
  return [...new Set(pages.flatMap((page) => webOrigin(page) ?? []))];
}

function webOrigin(uri: string): string | undefined {
  const { scheme } = splitUri(uri);
  if (scheme !== 'https' && scheme !== 'http') return undefined;
  if (!URL.canParse(uri)) return undefined;
  const { origin, hostname } = new URL(uri);
  return scheme === 'https' || isLoopbackHost(hostname) ? origin : undefined;
}
