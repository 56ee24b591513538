import type { Server, ServerResponse } from 'node:http';

export interface Drain {
  /**
   * Stops without interrupting requests. First, responses have `Connection: close` and new requests are still accepted, so
   * that load balancers can switch to another instance. Then no connection is accepted and running requests are completed.
   * Remaining ones are cut off at the end.
   *
   * @param announce milliseconds of the first part; 0 skips it.
   * @param patience milliseconds of the second part.
   */
  readonly close: (announce: number, patience: number) => Promise<void>;
}

/** Tracks the responses of a server. Call it before the server accepts requests. */
export function drainOf(server: Server): Drain {
  const underWay = new Set<ServerResponse>();
  let isDraining = false;
  const lastOfItsConnection = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', (_, response: ServerResponse) => {
    if (isDraining) lastOfItsConnection(response);
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  return {
    close: async (announce, patience) => {
      isDraining = true;
      for (const response of underWay) lastOfItsConnection(response);
      if (announce > 0) await new Promise((done) => setTimeout(done, announce));
      await new Promise<void>((done) => {
        const deadline = setTimeout(() => server.closeAllConnections(), patience);
        server.close(() => {
          clearTimeout(deadline);
          done();
        });
        server.closeIdleConnections();
      });
    },
  };
}
