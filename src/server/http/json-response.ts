import type { ServerResponse } from 'node:http';

/** Writes a complete JSON response. */
export function writeJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  mediaType = 'application/json; charset=utf-8',
): void {
  writeText(response, status, JSON.stringify(body), { 'content-type': mediaType, ...headers });
}

/**
 * Writes a complete response without waiting for the caller to read it, so a slow or disconnected caller does not keep a
 * request open.
 */
function writeText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  // A timeout response was already sent.
  if (response.headersSent) return;
  response.writeHead(status, { 'content-length': Buffer.byteLength(text), ...headers });
  // Node sends a string in one packet with its headers, but bytes in a second one.
  response.end(text);
}

/** Writes a response without a body. */
export function writeNothing(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent) return;
  response.writeHead(status, headers);
  response.end();
}
