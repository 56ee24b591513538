import type { ServerResponse } from 'node:http';

/** Writes a whole JSON answer. */
export function writeJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  mediaType = 'application/json; charset=utf-8',
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': mediaType,
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  // Node sends a text in one piece with its headers, and bytes in a second one.
  response.end(text);
}

/** Writes an answer that has no body. */
export function writeNothing(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, headers);
  response.end();
}
