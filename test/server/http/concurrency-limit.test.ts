import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { limitConcurrency } from '../../../src/server/http/concurrency-limit.ts';
import { Connection } from '../../fuzz/wire.ts';
import { openGateway } from '../../harness/gateway.ts';
import { occupySlot } from '../../harness/half-request.ts';

const clients = '/admin/oauth/clients';

async function openNarrow() {
  const gateway = await openGateway('PostgreSQL', { actorConcurrency: 1, introspection: 'public' });
  onTestFinished(gateway.close);
  return gateway;
}

test('makes an actor wait for its own requests only, not those of other actors or tenants', async () => {
  const gateway = await openNarrow();
  const alice = await gateway.token();
  const half = await occupySlot(gateway.url, alice);
  const order: string[] = [];
  const list = async (name: string, token: string | null) => {
    const { status } = token
      ? await gateway.send('GET', clients, undefined, { token })
      : await gateway.graphql('{ __schema { queryType { name } } }', {}, { token });
    order.push(`${name} ${status}`);
  };
  const waiting = [list('alice', alice), list('alice', alice)];
  await list('bob', await gateway.token({ sub: 'bob' }));
  await list('rival', await gateway.token({ tenant: 'rival' }));
  await list('anonymous', null);
  const finished = half.finish().then(() => order.push('half'));
  await Promise.all([...waiting, finished]);
  expect(order.slice(0, 3)).toEqual(['bob 200', 'rival 200', 'anonymous 200']);
  expect(order.slice(3).sort()).toEqual(['alice 200', 'alice 200', 'half']);
  half.destroy();
});

test('does not execute a request whose caller disconnected while it waited', async () => {
  const gateway = await openNarrow();
  const alice = await gateway.token();
  const half = await occupySlot(gateway.url, alice);
  const body = JSON.stringify({ name: 'Gone', redirect_uris: ['https://app.example.com/cb'] });
  const gone = new Connection(gateway.url);
  const text =
    `POST ${clients} HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer ${alice}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  await gone.exchange([Buffer.from(text)], { count: 1, patience: 300 });
  gone.destroy();
  await expect.poll(() => gateway.logLines.join('').match(/"createClient"/g)?.length).toBe(1);
  await half.finish();
  expect((await gateway.send('GET', clients, undefined, { token: alice })).status).toBe(200);
  expect((await gateway.written()).clients.map(({ name }) => name)).toEqual(['Mine']);
  half.destroy();
});

test('frees the slot of a request that is refused or whose caller disconnects', async () => {
  const gateway = await openNarrow();
  const alice = await gateway.token();
  for (let index = 0; index < 3; index += 1) {
    expect((await gateway.send('POST', clients, '{{{', { token: alice })).status).toBe(400);
    (await occupySlot(gateway.url, alice)).destroy();
  }
  expect((await gateway.send('GET', clients, undefined, { token: alice })).status).toBe(200);
});

test('counts a response that is not read until its connection is closed', async () => {
  const gateway = await openNarrow();
  const alice = await gateway.token();
  const deaf = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => {});
  deaf.pause();
  // Each response has the whole schema, about 200 kB, and the buffers of the operating system hold about ten megabytes.
  const query = encodeURIComponent(
    '{ __schema { types { name description fields { name description args { name description } } } } }',
  );
  const line = `GET /graphql?query=${query} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${alice}\r\n\r\n`;
  deaf.write(line.repeat(400));
  await expect
    .poll(
      async () => {
        const one = new Connection(gateway.url);
        const { ending } = await one.exchange([Buffer.from(line)], { count: 1, patience: 2000 });
        one.destroy();
        return ending;
      },
      { timeout: 60_000 },
    )
    .toBe('silent');
  const bob = await gateway.token({ sub: 'bob' });
  expect((await gateway.send('GET', clients, undefined, { token: bob })).status).toBe(200);
  deaf.destroy();
  expect((await gateway.send('GET', clients, undefined, { token: alice })).status).toBe(200);
}, 90_000);

test('refuses further requests of a caller with 1,000 waiting requests', async () => {
  const { run } = limitConcurrency(1);
  const responses = Array.from({ length: 1002 }, () => new ServerResponse(new IncomingMessage(new Socket())));
  const started: number[] = [];
  const results = responses.map((response, index) =>
    run('alice', response, async () => started.push(index)).catch((error: unknown) => error),
  );
  await expect(results[1001]).resolves.toMatchObject({
    code: 'RATE_LIMITED',
    headers: { 'retry-after': '1' },
  });
  await expect(
    run('bob', new ServerResponse(new IncomingMessage(new Socket())), async () => 'bob'),
  ).resolves.toBe('bob');
  expect(started).toEqual([0]);
  for (const [index, response] of responses.slice(0, 1001).entries()) {
    await results[index];
    response.emit('close');
  }
  expect(started).toEqual(Array.from({ length: 1001 }, (_, index) => index));
});

test('closes the connection of a caller that reads its response too slowly, and gives its slot to the next request', async () => {
  const limit = limitConcurrency(1, { milliseconds: 1000, bytesPerSecond: 1_000_000_000 });
  const server = createServer((_, response) => {
    void limit.run('alice', response, async () => response.end('x'.repeat(16_000_000)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const slow = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  onTestFinished(() => {
    slow.destroy();
    server.closeAllConnections();
    server.close();
  });
  slow.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: gateway.test\r\n\r\n');
  await once(server, 'request');
  // Reads a little at intervals, so that the connection is never idle.
  const timer = setInterval(() => slow.read(1000), 50);
  onTestFinished(() => clearInterval(timer));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect((await response.text()).length).toBe(16_000_000);
});

test('refuses a request that waits too long for others of its caller, and the next one gets the slot', async () => {
  const { run } = limitConcurrency(1, undefined, 50);
  const responseOf = () => new ServerResponse(new IncomingMessage(new Socket()));
  const first = responseOf();
  await run('alice', first, async () => {});
  await expect(run('alice', responseOf(), async () => {})).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    headers: { 'retry-after': '1' },
  });
  first.emit('close');
  await expect(run('alice', responseOf(), async () => 'started')).resolves.toBe('started');
});
