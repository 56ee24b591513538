import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/**
 * Where a connection is cut: before a byte of the statement reaches the server, in the middle of the statement, when the
 * server has answered and nothing of it was let through, and when all of the answer but its end was.
 */
export const stages = ['before', 'within', 'after', 'answer'] as const;
/** As when the other process goes, and as when something between forgets the connection. */
export const endings = ['closed', 'reset'] as const;
export type Ending = (typeof endings)[number];

export interface Cut {
  readonly stage: (typeof stages)[number];
  readonly ending: Ending;
  /** Text that only the statement that is meant holds. */
  readonly marker: string;
  /** Cuts the other connections at the same moment, before this one. */
  readonly isWithOthers?: boolean;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** PostgreSQL ends its answer with ReadyForQuery: 6 bytes. */
const endLength = 6;

export type TcpRelay = Awaited<ReturnType<typeof openRelay>>;

/** Stands on a free port between a client and the PostgreSQL server at `serverUrl`, and cuts connections on command. */
export async function openRelay(serverUrl: string) {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  let armed: (Cut & { readonly done: () => void }) | undefined;
  let isDown = false;

  function drop(pair: Pair, ending: Ending): void {
    if (!pairs.delete(pair)) return;
    if (ending === 'reset') pair.client.resetAndDestroy();
    else pair.client.destroySoon();
    pair.server.destroySoon();
  }

  function cutAll(ending: Ending, last?: Pair): void {
    for (const pair of pairs) if (pair !== last) drop(pair, ending);
    if (last) drop(last, ending);
  }

  function finish(pair: Pair, { ending, isWithOthers, done }: NonNullable<typeof armed>): void {
    if (!pairs.has(pair)) return;
    if (isWithOthers) cutAll(ending, pair);
    else drop(pair, ending);
    done();
  }

  function connect(pair: Pair): void {
    const { client, server } = pair;
    let underWay: typeof armed;
    pairs.add(pair);
    for (const socket of [client, server]) {
      socket.on('error', () => {}).on('close', () => drop(pair, 'closed'));
    }
    client.on('data', (bytes: Buffer) => {
      if (armed && bytes.includes(armed.marker)) {
        [underWay, armed] = [armed, undefined];
        if (underWay.stage === 'within') server.write(bytes.subarray(0, bytes.length / 2));
        if (underWay.stage === 'before' || underWay.stage === 'within') return finish(pair, underWay);
      }
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      if (underWay?.stage !== 'after') client.write(underWay ? bytes.subarray(0, -endLength) : bytes);
      if (underWay) finish(pair, underWay);
    });
  }

  const relay = createServer((client) => {
    if (isDown) client.on('error', () => {}).destroySoon();
    else connect({ client, server: createConnection(Number(target.port), target.hostname) });
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  const own = new URL(serverUrl);
  own.host = `127.0.0.1:${(relay.address() as AddressInfo).port}`;
  return {
    /** `serverUrl` by way of the relay. */
    url: own.href,
    /** Cuts the next connection that carries the marker; resolves when that is done. */
    cutAt: (cut: Cut) =>
      new Promise<void>((done) => {
        armed = { ...cut, done };
      }),
    cutAll: (ending: Ending) => cutAll(ending),
    /** While it is down every connection is taken and closed again, as a proxy does whose server is away. */
    setDown: (down: boolean) => {
      isDown = down;
      if (down) cutAll('closed');
    },
    close: async () => {
      const closed = once(relay, 'close');
      relay.close();
      cutAll('closed');
      await closed;
    },
  };
}
