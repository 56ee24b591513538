import { randomUUID } from 'node:crypto';
import { type Server, type ServerOptions, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../observe/log.ts';
import { afterRequests } from './in-turn.ts';
import { deferContinue } from './request/expect-continue.ts';
import { maxHeaderLines } from './request/request-head.ts';

/** Limits against callers that send slowly, nothing, or without end: Node closes the connection beyond each of them. */
export const httpLimits = {
  /** Bytes of a request line with its headers. */
  maxHeaderSize: 16_384,
  /** Milliseconds for the head of a request, and for all of it. */
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1000,
  /**
   * Milliseconds that a connection may be idle between requests: longer than load balancers keep it, which would
   * otherwise send into a closed one.
   */
  keepAliveTimeout: 65_000,
  /** The gateway refuses a request without `Host` itself: Node's answer has neither a body nor a request id. */
  requireHostHeader: false,
} satisfies ServerOptions;

/** Milliseconds in which a caller must read some of its response. */
const socketTimeout = 60_000;

/** Maps error codes of Node's HTTP parser to statuses. All others are 400. */
const statusOf: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export function limitConnections(server: Server, maxConnections: number, log: Log): void {
  server.maxConnections = maxConnections;
  server.timeout = socketTimeout;
  server.maxHeadersCount = maxHeaderLines;
  server.on('drop', () => log.warn({ maxConnections }, 'connection refused: MAX_CONNECTIONS reached'));
  deferContinue(server);
  // RFC 9110 §10.1.1 allows a server to ignore an unknown expectation; Node would respond with 417.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const status = statusOf[error.code ?? ''] ?? 400;
    const requestId = randomUUID();
    log.info({ requestId, status, code: error.code }, 'malformed request');
    endWith(socket, unreadable(status, requestId, reasonOf[error.code ?? '']));
  });
  server.on('connect', (_, socket: Socket) => {
    // Node gives the connection away: without these, a reset would end the process, and a caller that reads nothing would keep it.
    socket.on('error', () => socket.destroy()).on('timeout', () => socket.destroy());
    endWith(socket, unreadable(501, randomUUID(), 'CONNECT is not supported.'));
  });
}

/** Sends the last response of a connection, after those of earlier requests, for which it must not be taken. */
function endWith(socket: Socket, response: string): void {
  afterRequests(socket, () => {
    // A caller that does not close its side would keep the connection, and its request would be executed afterwards.
    if (socket.writable) socket.end(response, () => socket.destroy());
    else socket.destroy();
  });
}

/** Reasons by error codes of Node's HTTP parser. */
const reasonOf: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The request line and the headers exceed 16 KiB.',
  HPE_UNEXPECTED_CONTENT_LENGTH:
    'Content-Length was sent more than once, or together with Transfer-Encoding. Send it once.',
  HPE_INVALID_CONTENT_LENGTH: 'Content-Length must be the number of bytes of the body.',
  HPE_INVALID_TRANSFER_ENCODING:
    'The transfer coding is invalid. Send the body with Content-Length or as chunked.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request took too long: its head may take 10 seconds, and all of it 20.',
};

/** Response to bytes that are not valid HTTP; no endpoint was chosen. */
function unreadable(status: number, requestId: string, reason: string | undefined): string {
  const phrase = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({
    code: Number(`${status}10000`),
    message: reason ?? `${phrase}.`,
    request_id: requestId,
    timestamp: new Date().toISOString(),
  });
  return [
    `HTTP/1.1 ${status} ${phrase}`,
    'Connection: close',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
