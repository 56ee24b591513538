import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/**
 * Where a connection is cut: before the statement is sent, in the middle of the statement, before any byte of the
 * response is passed on, or before the end of the response.
 */
export const stages = ['before', 'within', 'after', 'answer'] as const;
/** As if the other process had ended, or as if a device in between had dropped the connection. */
export const endings = ['closed', 'reset'] as const;
export type Ending = (typeof endings)[number];

export interface Cut {
  readonly stage: (typeof stages)[number];
  readonly ending: Ending;
  /** Text that only the intended statement contains. */
  readonly marker: string;
  /** Cuts the other connections at the same time, before this one. */
  readonly isWithOthers?: boolean;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

type ArmedCut = Cut & { readonly done: () => void };

/** PostgreSQL ends a response with ReadyForQuery: 6 bytes. */
const endLength = 6;

export type TcpRelay = Awaited<ReturnType<typeof openRelay>>;

/** Relays connections from a free port to the PostgreSQL server at `serverUrl`, and cuts them on command. */
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
    /** `serverUrl` through the relay. */
    url: own.href,
    /** Cuts the next connection that sends the marker; resolves after that. */
    cutAt: (cut: Cut) =>
      new Promise<void>((done) => {
        armed = { ...cut, done };
      }),
    /**
     * Closes all connections, and each new one at once, like a proxy without its server. Resolves after this number of
     * connections was closed.
     */
    refuse: (count: number) =>
      new Promise<void>((done) => {
        onRefused = () => --count === 0 && done();
        for (const pair of pairs) drop(pair, 'closed');
      }),
    /** Cuts every open connection, in any state. */
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
