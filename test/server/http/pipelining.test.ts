import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connection } from '../../fuzz/wire.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';
import { occupySlot } from '../../harness/half-request.ts';

const path = '/admin/oauth/clients';
const registration = JSON.stringify({ name: 'Mine', redirect_uris: ['https://app.example.com/cb'] });
const patience = 20_000;

let gateway: TestGateway;
let alice: string;
let bob: string;
beforeEach(async () => {
  gateway = await openGateway('PostgreSQL', { actorConcurrency: 1 });
  alice = await gateway.token();
  bob = await gateway.token({ sub: 'bob' });
  // Both tokens are verified first, so that later requests do not wait for that.
  for (const token of [alice, bob]) await gateway.send('GET', path, undefined, { token });
});
afterEach(() => gateway.close());

const get = (token: string, target = path) =>
  `GET ${target} HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer ${token}\r\n\r\n`;

const post = (token: string) =>
  `POST ${path} HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer ${token}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${registration.length}\r\n\r\n${registration}`;

/** The number of executed client lists. */
async function countLists(): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const count = /^clientele_operation_duration_seconds_count\{.*"oauthClients".*\} (\d+)$/m.exec(
    metrics,
  )?.[1];
  if (count === undefined) throw new Error('No list of clients is counted.');
  return Number(count);
}

test('executes the requests of a connection one after another, and responds in order', async () => {
  const occupied = await occupySlot(gateway.url, alice);
  const connection = new Connection(gateway.url);
  const answered = connection.exchange([Buffer.from(get(alice) + post(bob) + get(bob, '/livez'))], {
    count: 3,
    patience,
  });
  for (let index = 0; index < 5; index += 1) {
    await gateway.send('GET', path, undefined, { token: bob });
    const { clients } = await gateway.written();
    expect(clients, 'nothing is registered before the first request is answered').toEqual([]);
  }
  expect((await occupied.finish()).answers[0]?.status).toBe(201);
  const { answers } = await answered;
  expect(answers.map(({ status }) => status)).toEqual([200, 201, 200]);
  connection.destroy();
  occupied.destroy();
});

test('executes no request after one that closes the connection', async () => {
  const connection = new Connection(gateway.url);
  const two = `GET ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`;
  const exchange = await connection.exchange([Buffer.from(two + post(alice) + post(bob))], {
    count: 3,
    patience,
  });
  expect([exchange.answers.map(({ status }) => status), exchange.ending]).toEqual([[400], 'closed']);
  await gateway.send('GET', path, undefined, { token: alice });
  expect((await gateway.written()).clients).toEqual([]);
});

test.each([
  ['bytes that are not HTTP', 'garbage\r\n\r\n', 400],
  ['a broken chunk', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
  ['a head over 16 KiB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
])('sends the response %s only after the responses before it', async (_, broken, status) => {
  const occupied = await occupySlot(gateway.url, alice);
  const connection = new Connection(gateway.url);
  const answered = connection.exchange([Buffer.from(post(alice) + get(bob, '/livez') + broken)], {
    count: 4,
    patience,
  });
  await gateway.send('GET', path, undefined, { token: bob });
  await occupied.finish();
  const { answers, ending } = await answered;
  expect([answers.map((answer) => answer.status), ending]).toEqual([[201, 200, status], 'closed']);
  occupied.destroy();
});

test('drops the waiting requests of a connection that its caller closes', async () => {
  const occupied = await occupySlot(gateway.url, alice);
  const connection = new Connection(gateway.url);
  await connection.exchange([Buffer.from(post(alice) + post(bob))], { count: 0, patience: 0 });
  await gateway.send('GET', path, undefined, { token: bob });
  connection.destroy();
  await gateway.send('GET', path, undefined, { token: bob });
  await occupied.finish();
  expect((await gateway.send('GET', path, undefined, { token: alice })).status).toBe(200);
  expect((await gateway.written()).clients).toHaveLength(1);
  occupied.destroy();
});

test('executes no request of a connection with eight requests that its caller closed', async () => {
  const occupied = await occupySlot(gateway.url, alice);
  const connection = new Connection(gateway.url);
  await connection.exchange([Buffer.from(post(alice).repeat(8))], { count: 0, patience: 0 });
  await gateway.send('GET', path, undefined, { token: bob });
  connection.destroy();
  await gateway.send('GET', path, undefined, { token: bob });
  await occupied.finish();
  expect((await gateway.send('GET', path, undefined, { token: alice })).status).toBe(200);
  expect((await gateway.written()).clients).toHaveLength(1);
  occupied.destroy();
});

test('sends the response to CONNECT, which is refused, only after the responses before it', async () => {
  const occupied = await occupySlot(gateway.url, alice);
  const connection = new Connection(gateway.url);
  const tunnel = 'CONNECT other.test:443 HTTP/1.1\r\nHost: other.test:443\r\n\r\n';
  const answered = connection.exchange([Buffer.from(post(alice) + get(bob, '/livez') + tunnel)], {
    count: 4,
    patience,
  });
  await gateway.send('GET', path, undefined, { token: bob });
  await occupied.finish();
  const { answers, ending } = await answered;
  expect([answers.map((answer) => answer.status), ending]).toEqual([[201, 200, 501], 'closed']);
  occupied.destroy();
});

test('survives callers that reset their connection after CONNECT', async () => {
  const tunnel = 'CONNECT other.test:443 HTTP/1.1\r\nHost: other.test:443\r\n\r\n';
  for (let index = 0; index < 50; index += 1) {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    socket.write(index % 2 === 0 ? tunnel : get(alice) + tunnel);
    await new Promise((done) => setTimeout(done, index % 5));
    socket.resetAndDestroy();
  }
  expect((await gateway.send('GET', path, undefined, { token: alice })).status).toBe(200);
});

test('serves other connections between the requests of one', async () => {
  const count = 300;
  const connection = new Connection(gateway.url);
  let isOver = false;
  const all = connection
    .exchange([Buffer.from(get(alice).repeat(count))], { count, patience })
    .then((exchange) => {
      isOver = true;
      return exchange;
    });
  const other = await gateway.send('GET', path, undefined, { token: bob });
  expect([other.status, isOver]).toEqual([200, false]);
  expect((await all).answers.map(({ status }) => status)).toEqual(Array(count).fill(200));
  connection.destroy();
});

test('uses little memory for a caller that pipelines requests for large responses and reads none', async () => {
  const usable = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  };
  const jwks = JSON.stringify({ keys: [{ ...usable, pad: 'x'.repeat(60_000) }] });
  const create =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
  for (let index = 0; index < 20; index += 1) {
    const input = { name: `c${index}`, redirectUris: ['https://a.example/'], jwks };
    const { body } = await gateway.graphql(create, { input }, { token: alice });
    expect(body.data.createOAuthClient.__typename).toBe('CreateOAuthClientPayload');
  }
  const before = await countLists();
  const query = encodeURIComponent('{ oauthClients(first: 20) { nodes { jwks } } }');
  const count = 200;
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => {});
  socket.pause();
  socket.write(get(alice, `/graphql?query=${query}`).repeat(count));
  await once(socket, 'connect');
  // Long enough for all 200 if they were not held back: 1.2 MB takes about 10 ms.
  const end = performance.now() + 4000;
  while (performance.now() < end)
    expect((await gateway.graphql('{ registrationProfiles { title } }', {}, { token: bob })).status).toBe(
      200,
    );
  // The buffers of the operating system hold about ten megabytes.
  expect((await countLists()) - before).toBeLessThan(30);
  socket.destroy();
});
