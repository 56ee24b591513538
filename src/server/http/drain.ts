import type { Server, ServerResponse } from 'node:http';

export interface Drain {
  /**
   * Stops without cutting a request off. First every answer says `Connection: close`, and new requests are still taken, so
   * that whoever sends them can look for another instance; then nothing new is taken and what is under way is answered; what
   * is still there at the end is cut.
   *
   * @param announce milliseconds of the first part; 0 leaves it out.
   * @param patience milliseconds of the second.
   */
  readonly close: (announce: number, patience: number) => Promise<void>;
}

/** Watches the answers of a server, which has to be told of before it takes requests. */
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
