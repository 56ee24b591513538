import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two checks of an instance. */
const interval = 100;

interface Instance {
  readonly url: string;
  isReady: boolean;
  isGone: boolean;
}

/**
 * A load balancer that only knows `/readyz`: it sends each request once, over a persistent connection, to an instance
 * that was ready at the last check. It never retries, so that every interrupted request is seen.
 */
export async function startBalancer() {
  const instances: Instance[] = [];
  const agent = new Agent({ keepAlive: true });
  let turn = 0;

  async function watch(instance: Instance): Promise<void> {
    while (!instance.isGone) {
      const asked = fetch(`${instance.url}/readyz`, { signal: AbortSignal.timeout(2000) });
      instance.isReady = await asked.then(
        async (answer) => (await answer.text()) !== '' && answer.status === 200,
        () => false,
      );
      await delay(interval);
    }
  }

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const ready = instances.filter(({ isReady }) => isReady);
    const chosen = ready[turn++ % ready.length];
    const fail = (reason: string) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(JSON.stringify({ reason }));
    };
    if (chosen === undefined) {
      fail('no instance is ready');
      return;
    }
    const { method = '', url, headers } = incoming;
    const { connection, host, ...rest } = headers;
    const onward = request(`${chosen.url}${url}`, { method, headers: rest, agent }, (answer) => {
      const { connection: _, 'transfer-encoding': __, ...answered } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, answered);
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
    });
    onward.on('error', (error) => fail(`${chosen.url}: ${error.message}`));
    incoming.pipe(onward);
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, forward).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sends an instance requests while it is ready; the returned function removes it. */
    add: (url: string) => {
      const instance: Instance = { url, isReady: false, isGone: false };
      instances.push(instance);
      void watch(instance);
      return () => {
        instance.isGone = true;
        instance.isReady = false;
        instances.splice(instances.indexOf(instance), 1);
      };
    },
    isReady: (url: string) => instances.some((one) => one.url === url && one.isReady),
    close: async () => {
      for (const instance of instances) instance.isGone = true;
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
