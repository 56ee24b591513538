import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdOf } from './request/request-id.ts';

/** A request and its response. */
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
   * The route, from a fixed list: `graphql`, the name of a REST operation or of a page, or a path for operators. Logs and
   * metrics contain it instead of the path, because paths are caller-controlled and may contain sensitive data.
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
  // RFC 9112 §3.2.2: a server must accept the absolute form as well.
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
