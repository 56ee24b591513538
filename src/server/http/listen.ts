import type { Server } from 'node:http';
import { createServer, type Server as SocketServer } from 'node:net';
import type { Config } from '../../config.ts';

type Address = Pick<Config, 'host' | 'port'>;

/** Listens at the address. Rejects with the error of the system. */
export function listen(server: Server | SocketServer, { host, port }: Address): Promise<void> {
  return new Promise((done, fail) => {
    // Brackets belong to URLs; the socket takes the bare address.
    server.once('error', fail).listen(port, host.replace(/^\[(.*)\]$/, '$1'), () => {
      server.off('error', fail);
      done();
    });
  });
}

/**
 * Rejects when the address cannot be used, before the seconds that opening the database takes. The port is free again
 * afterwards: until the gateway can answer, a connection must be refused, so that a load balancer sends none.
 */
export async function requireFreePort(address: Address): Promise<void> {
  const probe = createServer((socket) => socket.destroy());
  await listen(probe, address);
  await new Promise((done) => probe.close(done));
}
