import type { ServerResponse } from 'node:http';

/**
 * Headers of every response. A response opened in a browser must not run scripts, be framed or be sniffed; only pages have a
 * policy of their own. Strict-Transport-Security is the job of the proxy that ends TLS.
 */
const securityHeaders: Readonly<Record<string, string>> = {
  // Every response may contain data about credentials.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const entries = Object.entries(securityHeaders);

export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of entries) response.setHeader(name, value);
}
