import type { IncomingMessage, ServerResponse } from 'node:http';

const methods = 'GET, POST, PUT, DELETE';
const requestHeaders = [
  'authorization',
  'clientele-position',
  'content-type',
  'idempotency-key',
  'if-match',
  'x-request-id',
  'x-tenant-id',
].join(', ');
const responseHeaders = 'clientele-position, etag, location, retry-after, www-authenticate, x-request-id';

/** Seconds for which browsers may cache a preflight response; browsers limit it to two hours. */
const preflightSeconds = '7200';

/**
 * Lets pages of the origins read responses (Fetch Standard, "CORS protocol"). Credentials are never allowed: callers send a
 * bearer token, and cookies are not used.
 *
 * @returns a function that responds to a preflight and returns true, or adds the headers for other requests and returns
 *   false.
 */
export function allowOrigins(
  origins: readonly string[],
): (request: IncomingMessage, response: ServerResponse) => boolean {
  if (origins.length === 0) return () => false;
  const allowed = new Set(origins);
  return ({ method, headers }, response) => {
    response.setHeader('vary', 'origin');
    const { origin } = headers;
    if (origin === undefined || !allowed.has(origin)) return false;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) {
      response.setHeader('access-control-expose-headers', responseHeaders);
      return false;
    }
    response.setHeader('access-control-allow-methods', methods);
    response.setHeader('access-control-allow-headers', requestHeaders);
    response.setHeader('access-control-max-age', preflightSeconds);
    response.writeHead(204).end();
    return true;
  };
}
