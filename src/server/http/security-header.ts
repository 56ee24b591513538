import type { ServerResponse } from 'node:http';

/**
 * On every answer. A browser that is sent to one shall run, frame and guess nothing; only a page has a policy of its own.
 * Strict-Transport-Security is for whoever ends TLS in front of this server.
 */
const securityHeaders: Readonly<Record<string, string>> = {
  // Every answer is about somebody's credentials.
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
