import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** The connections to the server among which each client of the pooler is moved. */
const serverConnections = 3;
/** Types of messages (PostgreSQL, "Message Formats"). */
const [query, sync, terminate, readyForQuery, backendKeyData] = [0x51, 0x53, 0x58, 0x5a, 0x4b];
const idle = 0x49;
const tlsRequest = 80_877_103;

/**
 * A pooler for the PostgreSQL server at `serverUrl` that gives each transaction another connection, as PgBouncer before
 * 1.21 does in transaction mode, and ignores prepared statements. The server must trust its clients, without TLS.
 */
export async function openTransactionPooler(serverUrl: string) {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };

  async function serve(client: Socket): Promise<void> {
    const startup = await startupOf(client);
    const servers = await Promise.all(
      Array.from({ length: serverConnections }, async () => {
        const server = track(createConnection(Number(target.port), target.hostname));
        server.write(startup);
        return { server, greeting: await greetingOf(server) };
      }),
    );
    client.on('close', () => {
      for (const { server } of servers) server.destroySoon();
    });
    let turn = 0;
    let current: Socket | undefined;
    let unanswered = 0;
    const fromClient = splitter(({ type, bytes }) => {
      if (type === terminate) return client.destroySoon();
      if (current === undefined) {
        current = servers[turn % serverConnections]?.server;
        turn += 1;
      }
      if (type === query || type === sync) unanswered += 1;
      current?.write(bytes);
    });
    for (const { server } of servers) {
      const fromServer = splitter(({ type, bytes }) => {
        client.write(bytes);
        if (type !== readyForQuery) return;
        unanswered -= 1;
        if (unanswered === 0 && bytes[5] === idle) current = undefined;
      });
      server.on('data', fromServer);
    }
    client.on('data', fromClient);
    client.write(servers[0]?.greeting ?? '');
  }

  const pooler = createServer((client) => void serve(track(client)).catch(() => client.destroy()));
  await once(pooler.listen(0, '127.0.0.1'), 'listening');
  const own = new URL(serverUrl);
  own.host = `127.0.0.1:${(pooler.address() as AddressInfo).port}`;
  return {
    /** `serverUrl` through the pooler. */
    url: own.href,
    close: async () => {
      const closed = once(pooler, 'close');
      pooler.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The first message of a client. A client that requests TLS first is refused TLS. */
async function startupOf(client: Socket): Promise<Buffer> {
  const [first] = (await once(client, 'data')) as [Buffer];
  if (first.length !== 8 || first.readInt32BE(4) !== tlsRequest) return first;
  client.write('N');
  return ((await once(client, 'data')) as [Buffer])[0];
}

/** The messages of a server until it is ready, with a process id of the pooler. */
function greetingOf(server: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const messages: Buffer[] = [];
    const read = splitter(({ type, bytes }) => {
      if (type === backendKeyData) bytes.writeInt32BE(1, 5);
      messages.push(bytes);
      if (type !== readyForQuery) return;
      server.off('data', read);
      resolve(Buffer.concat(messages));
    });
    server.on('data', read).once('close', () => reject(new Error('The server closed the connection.')));
  });
}

interface Message {
  readonly type: number;
  /** A message with its type and length. */
  readonly bytes: Buffer;
}

/** Passes whole messages to `take`, however they are split. */
function splitter(take: (message: Message) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const length = 1 + rest.readUInt32BE(1);
      if (rest.length < length) return;
      const message = Buffer.from(rest.subarray(0, length));
      rest = rest.subarray(length);
      take({ type: message[0] ?? 0, bytes: message });
    }
  };
}
