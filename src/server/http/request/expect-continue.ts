import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Handles requests with `Expect: 100-continue` (RFC 9110 §10.1.1) like any other. Node alone would answer 100 at once, also to a
 * request without a valid token or with a body that is too large.
 */
export function deferContinue(server: Server): void {
  server.on('checkContinue', (request, response) => {
    waiting.set(request, response);
    // The caller may send its next request instead of the body, which could not be distinguished.
    response.once('finish', () => {
      if (awaitsContinue(request)) request.socket.destroySoon();
    });
    server.emit('request', request, response);
  });
}

/** Whether the caller waits for 100 before it sends the body. Some send it after a while without an answer. */
export function awaitsContinue(request: IncomingMessage): boolean {
  return waiting.has(request) && !request.complete;
}

/** Answers 100 to a caller that waits for it. */
export function continueRequest(request: IncomingMessage): void {
  waiting.get(request)?.writeContinue();
  waiting.delete(request);
}
