import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function open(gateway: TestGateway, text: string): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => {});
  socket.write(text);
  sockets.push(socket);
  return socket;
}

test('idle and stalled callers do not keep the gateway from stopping', async () => {
  const gateway = await openGateway('PostgreSQL');
  open(gateway, '');
  open(gateway, 'POST /graphql HTTP/1.1\r\nHost: x\r\n');
  const token = await gateway.token();
  const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n`;
  open(gateway, `${head}Content-Length: 100\r\n\r\n{`);
  await gateway.send('GET', '/graphql?query=%7B__typename%7D');
  await gateway.close();
});

test('while the gateway stops, every response closes its connection, and acknowledged writes are stored', async () => {
  const gateway = await openGateway('PostgreSQL');
  const other = await openGateway('PostgreSQL', { databaseUrl: gateway.databaseUrl });
  const answers: { status: number; connection: string | null }[] = [];
  let isClosing = false;
  const callers = Array.from({ length: 8 }, async (_, caller) => {
    for (let call = 0; call < 200; call++) {
      const begun = isClosing;
      const body = { name: `${caller}-${call}`, redirect_uris: ['https://app.example.com/cb'] };
      const answer = await gateway.send('POST', '/admin/oauth/clients', body).catch(() => undefined);
      if (answer === undefined) return;
      answers.push({ status: answer.status, connection: begun ? answer.headers.get('connection') : 'close' });
    }
  });
  await expect.poll(() => answers.length, { timeout: 30_000 }).toBeGreaterThan(8);
  isClosing = true;
  await Promise.all([gateway.close(), ...callers]);
  expect(answers.filter(({ status, connection }) => status !== 201 || connection !== 'close')).toEqual([]);
  expect((await other.rows()).clients.length).toBe(answers.length);
  await other.close();
});
