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

type ArmedCut = Cut & { readonly done: () => void };

/** PostgreSQL ends its answer with ReadyForQuery: 6 bytes. */
const endLength = 6;

export type TcpRelay = Awaited<ReturnType<typeof openRelay>>;

/** Stands on a free port between a client and the PostgreSQL server at `serverUrl`, and cuts connections on command. */
export async function openRelay(serverUrl: string) {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  let armed: ArmedCut | undefined;
  let onRefused: (() => void) | undefined;

  function drop(pair: Pair, ending: Ending): void {
    if (!pairs.delete(pair)) return;
    if (ending === 'reset') pair.client.resetAndDestroy();
    else pair.client.destroySoon();
    pair.server.destroySoon();
  }

  function finish(pair: Pair, { ending, isWithOthers, done }: ArmedCut): void {
    if (!pairs.has(pair)) return;
    if (isWithOthers) for (const other of pairs) if (other !== pair) drop(other, ending);
    drop(pair, ending);
    done();
  }

  function connect(pair: Pair): void {
    const { client, server } = pair;
    let cut: ArmedCut | undefined;
    let earlier: Buffer = Buffer.alloc(0);
    pairs.add(pair);
    for (const socket of [client, server]) {
      socket.on('error', () => {}).on('close', () => drop(pair, 'closed'));
    }
    client.on('data', (bytes: Buffer) => {
      if (armed && Buffer.concat([earlier, bytes]).includes(armed.marker)) {
        [cut, armed] = [armed, undefined];
        if (cut.stage === 'within') server.write(bytes.subarray(0, bytes.length / 2));
        if (cut.stage === 'before' || cut.stage === 'within') return finish(pair, cut);
      }
      earlier = bytes.subarray(-100);
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      if (cut?.stage !== 'after') client.write(cut ? bytes.subarray(0, -endLength) : bytes);
      if (cut) finish(pair, cut);
    });
  }

  const relay = createServer((client) => {
    if (onRefused === undefined) {
      const server = createConnection(Number(target.port), target.hostname);
      return connect({ client, server });
    }
    client.on('error', () => {}).destroySoon();
    onRefused();
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
    /**
     * Closes all connections, and from now on each new one as soon as it is there, as a proxy does whose server is away.
     * Resolves when that was done to so many.
     */
    refuse: (count: number) =>
      new Promise<void>((done) => {
        onRefused = () => --count === 0 && done();
        for (const pair of pairs) drop(pair, 'closed');
      }),
    /** Cuts every connection that is open, whatever it is at. */
    cutAll: (ending: Ending) => {
      for (const pair of pairs) drop(pair, ending);
    },
    close: async () => {
      const closed = once(relay, 'close');
      relay.close();
      for (const pair of pairs) drop(pair, 'closed');
      await closed;
    },
  };
}
