import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdOf } from './request/request-id.ts';

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Network address of the caller. */
  readonly address: string;
  readonly startedAt: number;
  /**
   * What it asks for, out of a fixed list: `graphql`, the name of a REST operation or of a page, or the path of an operator. It
   * stands in logs and metrics, where a path does not: a path is the caller's to write, and may hold what nobody should read.
   */
  route: string;
}

export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  addressOf: (request: IncomingMessage) => string,
): Exchange {
  const requestId = requestIdOf(request.headers['x-request-id']);
  const { method = '' } = request;
  // RFC 9112 §3.2.2: a server takes the absolute form as well.
  request.url = (request.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  response.setHeader('x-request-id', requestId);
  return {
    request,
    response,
    requestId,
    method,
    path: request.url.split('?', 1)[0] ?? '',
    address: addressOf(request),
    startedAt: performance.now(),
    route: 'none',
  };
}
