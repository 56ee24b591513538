import type { ServerResponse } from 'node:http';

/** Writes a whole JSON answer. */
export function writeJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  mediaType = 'application/json; charset=utf-8',
): void {
  writeText(response, status, JSON.stringify(body), { 'content-type': mediaType, ...headers });
}

/** Writes a whole answer and waits for nobody to read it: a caller that is slow, or gone, keeps no request open. */
function writeText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  // Another answer was given meanwhile, because this one took too long.
  if (response.headersSent) return;
  response.writeHead(status, { 'content-length': Buffer.byteLength(text), ...headers });
  // Node sends a text in one piece with its headers, and bytes in a second one.
  response.end(text);
}

/** Writes an answer that has no body. */
export function writeNothing(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent) return;
  response.writeHead(status, headers);
  response.end();
}
