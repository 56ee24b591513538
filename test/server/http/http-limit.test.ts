import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Connection, type Exchange } from '../../fuzz/wire.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const limit = 65_536;

let gateway: TestGateway;
let token: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  token = await gateway.token();
});
afterAll(() => gateway.close());

/** A connection whose responses need not be read, and which stays open when the gateway closes its side. */
const open = ({ url } = gateway) =>
  connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** A complete head except for the length of the body. */
const headOf = (path: string, ...more: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: gateway.test',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...more,
    '',
    '',
  ].join('\r\n');

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** A valid request for every endpoint, with this exact length. */
const bodyOf = (length: number) => '{"query":"{ __typename }"}'.padEnd(length);

/** Sends the text over a new connection and returns what was received until the gateway closed it. */
async function say(text: string): Promise<Exchange> {
  const connection = new Connection(gateway.url);
  const exchange = await connection.exchange([Buffer.from(text, 'latin1')], { count: 2, patience: 5000 });
  connection.destroy();
  return exchange;
}

function expectRefused(
  { answers, ending }: Exchange,
  status: number,
  code = status * 100_000 + 10_000,
): void {
  expect([answers.map((answer) => answer.status), ending]).toEqual([[status], 'closed']);
  const { headers = {}, body } = answers[0] ?? {};
  expect(headers).toMatchObject({
    connection: 'close',
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(JSON.parse(String(body))).toMatchObject({ code, request_id: headers['x-request-id'] });
}

describe.each(['/graphql', '/admin/oauth/clients'])('a body for %s', (path) => {
  const taken = path === '/graphql' ? 200 : 400;

  test.each([
    ['of 64 KiB is read', limit, taken],
    ['of 64 KiB and one byte gets 413', limit + 1, 413],
    ['of some megabytes gets 413, even if the caller sends all of it', 4_000_000, 413],
  ])('%s, with or without a declared length', async (_, length, status) => {
    const body = bodyOf(length);
    const close = 'Connection: close';
    const declared = await say(headOf(path, close, `Content-Length: ${length}`) + body);
    const chunked = await say(headOf(path, close, 'Transfer-Encoding: chunked') + chunk(body) + chunk(''));
    expect([declared, chunked].map(({ answers }) => answers[0]?.status)).toEqual([status, status]);
  });

  test('in more than 4,096 chunks gets 413', async () => {
    const pieces = (count: number) => chunk('{}') + chunk(' ').repeat(count - 1) + chunk('');
    const head = headOf(path, 'Connection: close', 'Transfer-Encoding: chunked');
    const answers = [await say(head + pieces(4000)), await say(head + pieces(10_000))];
    expect(answers.map(({ answers: [first] }) => first?.status)).toEqual([400, 413]);
  });

  test('that never ends gets 413, and its connection is closed', async () => {
    const socket = open();
    const closed = new Promise((done) => socket.once('close', done));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    socket.write(headOf(path, 'Transfer-Encoding: chunked'));
    const piece = chunk('x'.repeat(65_000));
    let sent = 0;
    while (answer === '' && !socket.destroyed && sent < 50_000_000) {
      sent += piece.length;
      if (!socket.write(piece))
        await Promise.race([new Promise((done) => socket.once('drain', done)), closed]);
    }
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(sent).toBeLessThan(30_000_000);
  });
});

describe('bytes that are not a request get an error in JSON, and the connection is closed', () => {
  const host = 'Host: gateway.test\r\n';
  const get = `GET /livez HTTP/1.1\r\n${host}`;
  const post = `POST /graphql HTTP/1.1\r\n${host}`;
  const length = 'Content-Length: 4\r\n';
  const chunked = 'Transfer-Encoding: chunked\r\n';

  test.each([
    ['a header over 16 KiB', `${get}X-Long: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['many headers over 16 KiB', `${get}${'X-Many: 12345678\r\n'.repeat(2000)}\r\n`, 431],
    ['a path over 16 KiB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\n${host}\r\n`, 431],
    ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    ['a word', 'hello\r\n\r\n', 400],
    ['a method that does not exist', `FETCH /livez HTTP/1.1\r\n${host}\r\n`, 400],
    ['a header with a space in its name', `${get}X Y: z\r\n\r\n`, 400],
    ['a length and chunks', `${post}${length}${chunked}\r\n0\r\n\r\n${get}\r\n`, 400],
    ['chunks and a length', `${post}${chunked}${length}\r\n0\r\n\r\n${get}\r\n`, 400],
    ['two lengths', `${post}${length}Content-Length: 5\r\n\r\nabcde`, 400],
    ['a length that is not a number', `${post}Content-Length: 4x\r\n\r\nabcd`, 400],
    ['an encoding over chunks', `${post}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`, 400],
  ])('%s', async (_, text, status) => {
    expectRefused(await say(text), status);
  });

  test('a chunk with an invalid size in the middle of a body', async () => {
    expectRefused(await say(`${headOf('/graphql', 'Transfer-Encoding: chunked')}zz\r\n`), 400);
  });

  test.each(['/livez', '/readyz', '/admin/oauth/clients'])('a request for %s without Host', async (path) => {
    expectRefused(await say(`GET ${path} HTTP/1.1\r\n\r\n${get}\r\n`), 400, 40010002);
  });
});

test('a request by HTTP/1.0 without Host is accepted, and an unknown expectation is ignored', async () => {
  const old = await say('GET /livez HTTP/1.0\r\n\r\n');
  const expecting = await say(
    'GET /livez HTTP/1.1\r\nHost: a.test\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
  );
  for (const { answers } of [old, expecting]) {
    expect(answers).toMatchObject([{ status: 200, headers: { 'cache-control': 'no-store' } }]);
  }
});

test('no response names the server software', async () => {
  const paths = ['/livez', '/readyz', '/metrics', '/graphql', '/nothing'];
  const answers = await Promise.all(paths.map((path) => fetch(gateway.url + path)));
  const unreadable = await say('hello\r\n\r\n');
  const names = [
    ...answers.flatMap(({ headers }) => [...headers.keys()]),
    ...Object.keys(unreadable.answers[0]?.headers ?? {}),
  ];
  expect(names).toContain('x-request-id');
  expect(names).not.toContain('server');
  expect(names).not.toContain('x-powered-by');
});

// Their limits take seconds, so all of them run at the same time.
describe.concurrent('slow callers', () => {
  test.each([
    [
      'a head that never ends',
      10_000,
      'X-More: 1\r\n',
      () => 'GET /livez HTTP/1.1\r\nHost: gateway.test\r\n',
    ],
    ['a body that never ends', 20_000, '1\r\nx\r\n', () => headOf('/graphql', 'Transfer-Encoding: chunked')],
    ['a body that never begins', 20_000, '', () => headOf('/graphql', 'Content-Length: 10')],
  ])('%s gets 408 after %i ms, while others are served', async (_, milliseconds, more, head) => {
    const startedAt = performance.now();
    const connection = new Connection(gateway.url);
    const answered = connection.exchange([Buffer.from(head())], { count: 2, patience: 24_000 });
    let isOver = false;
    let others = 0;
    const go = async () => {
      for (; !isOver; await wait(500)) {
        if (more !== '') await connection.exchange([Buffer.from(more)], { count: 0, patience: 0 });
        expect((await gateway.graphql('{ __typename }', {}, { token })).status).toBe(200);
        others += 1;
      }
    };
    const going = go();
    expectRefused(await answered, 408);
    const took = performance.now() - startedAt;
    isOver = true;
    await going;
    expect([took > milliseconds - 500, took < milliseconds + 3500, others > 5]).toEqual([true, true, true]);
  });

  test('and a caller that continues after its 408 is disconnected, and its request is not executed', async () => {
    const socket = open();
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    const closed = new Promise((done) => socket.once('close', done));
    const body = JSON.stringify({ name: 'Too late', redirect_uris: ['https://a.example/'] });
    socket.write(headOf('/admin/oauth/clients', `Content-Length: ${body.length}`).slice(0, -2));
    await new Promise((done) => socket.once('end', done));
    socket.write(`\r\n${body}`);
    // The gateway no longer reads the connection, which shows at the next write.
    const timer = setInterval(() => socket.write('\r\n'), 100);
    await closed;
    clearInterval(timer);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect((await gateway.rows()).clients).toEqual([]);
  });

  test('that do not read their responses do not block others', async () => {
    const deaf = Array.from({ length: 10 }, () => open().pause());
    for (const socket of deaf)
      socket.write('GET /metrics HTTP/1.1\r\nHost: gateway.test\r\n\r\n'.repeat(100));
    for (let index = 0; index < 20; index += 1) {
      expect((await gateway.graphql('{ __typename }', {}, { token })).status).toBe(200);
    }
    for (const socket of deaf) socket.destroy();
  });

  test('the sixth connection of 5 is closed, and a new one is accepted when another has closed', async () => {
    const small = await openGateway('PostgreSQL', { maxConnections: 5 });
    const ask = async () => {
      const socket = open(small);
      const served = new Promise<boolean>((done) => {
        socket
          .once('data', () => done(true))
          .once('end', () => done(false))
          .once('close', () => done(false));
      });
      socket.write('GET /livez HTTP/1.1\r\nHost: gateway.test\r\n\r\n');
      return { socket, isServed: await served };
    };
    const asked = [];
    for (let index = 0; index < 6; index += 1) asked.push(await ask());
    expect(asked.map(({ isServed }) => isServed)).toEqual([true, true, true, true, true, false]);
    expect(small.logLines.join('')).toContain('connection refused: MAX_CONNECTIONS reached');
    asked[0]?.socket.destroy();
    await expect.poll(async () => (await ask()).isServed, { timeout: 5000 }).toBe(true);
    expect((await ask()).isServed).toBe(false);
    for (const { socket } of asked) socket.destroy();
    await small.close();
  });
});
