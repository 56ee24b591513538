import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Connection } from '../../../fuzz/wire.ts';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

const clients = '/admin/oauth/clients';
const paths = ['/graphql', clients, '/livez', '/console', '/nothing'];

let gateway: TestGateway;
let token: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL', {
    trustedProxies: ['loopback'],
    corsOrigins: ['https://admin.example'],
  });
  token = await gateway.token();
});
afterAll(() => gateway.close());

/** Sends a request with exactly these header lines, and returns what was received until the connection was closed. */
async function send(start: string, lines: readonly string[], body = '', { url } = gateway) {
  const connection = new Connection(url);
  const text = [`${start} HTTP/1.1`, ...lines, '', body].join('\r\n');
  const { answers, ending } = await connection.exchange([Buffer.from(text, 'latin1')], {
    count: 2,
    patience: 10_000,
  });
  connection.destroy();
  return { answer: answers[0], count: answers.length, ending };
}

const host = 'Host: gateway.test';
const fillers = (count: number) => Array.from({ length: count }, () => 'a:');

describe('a thousand header lines', () => {
  test.each(paths)('are refused if there are 1,000, with 431 at %s, whatever follows', async (path) => {
    const lines = [host, ...fillers(999), 'X-Forwarded-For: 203.0.113.7', `Authorization: Bearer ${token}`];
    const { answer, count, ending } = await send(`GET ${path}`, lines);
    expect([answer?.status, count, ending]).toEqual([431, 1, 'closed']);
    expect(String(answer?.body)).toContain(path === '/graphql' ? 'HEADERS_TOO_LARGE' : '43110001');
  });

  test('are accepted if there are 900, and the address of the caller after them is read', async () => {
    const limited = await openGateway('PostgreSQL', {
      trustedProxies: ['loopback'],
      rateLimit: { actor: 1000, address: 1 },
    });
    const ask = async (address: string) => {
      const lines = [host, ...fillers(900), `X-Forwarded-For: ${address}`, 'Connection: close'];
      return (await send('GET /nothing', lines, '', limited)).answer?.status;
    };
    expect([await ask('203.0.113.1'), await ask('203.0.113.1'), await ask('203.0.113.2')]).toEqual([
      404, 429, 404,
    ]);
    await limited.close();
  });
});

describe('Transfer-Encoding (RFC 9112 §6.1)', () => {
  const body = '2\r\n{}\r\n0\r\n\r\n';
  const lines = (coding: string) => [
    host,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Transfer-Encoding: ${coding}`,
  ];

  test.each(['gzip, chunked', 'identity, chunked', 'chunked, chunked'])(
    'with %s gets 501, and nothing after it is read',
    async (coding) => {
      for (const path of paths) {
        const { answer, ending } = await send(`POST ${path}`, lines(coding), body + body);
        // Node itself refuses some codings.
        expect([[400, 501], 'closed'], `${path} ${answer?.status}`).toEqual([
          expect.arrayContaining([answer?.status]),
          ending,
        ]);
      }
      if (coding !== 'gzip, chunked') return;
      const { answer } = await send(`POST ${clients}`, lines(coding), body);
      expect([answer?.status, String(answer?.body)]).toEqual([501, expect.stringContaining('50110001')]);
    },
  );

  test('with an unknown coding gets one response, although Node cannot read the body', async () => {
    const { answer, count, ending } = await send(`POST ${clients}`, lines('xchunked'), body);
    expect([answer?.status, count, ending]).toEqual([501, 1, 'closed']);
  });

  test('gets no second response if the rest of a body is malformed after its request was refused', async () => {
    const head = `POST ${clients} HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const connection = new Connection(gateway.url);
    const waiting = { count: 1, patience: 10_000 };
    const refused = await connection.exchange([Buffer.from(head)], waiting);
    expect(refused.answers.map(({ status }) => status)).toEqual([401]);
    const { answers, ending } = await connection.exchange([Buffer.from('zz\r\n')], waiting);
    expect([answers, ending]).toEqual([[], 'closed']);
  });

  test('may be chunked in any letter case', async () => {
    const query = '{"query":"{ __typename }"}';
    const chunks = `${query.length.toString(16)}\r\n${query}\r\n0\r\n\r\n`;
    const { answer } = await send('POST /graphql', [...lines('Chunked'), 'Connection: close'], chunks);
    expect([answer?.status, String(answer?.body)]).toEqual([200, expect.stringContaining('Query')]);
  });
});

describe('Host (RFC 9112 §3.2)', () => {
  test.each(paths)('may not be sent twice at %s', async (path) => {
    const lines = [host, host, `Authorization: Bearer ${token}`];
    const { answer, count, ending } = await send(`GET ${path}`, lines);
    expect([answer?.status, count, ending]).toEqual([400, 1, 'closed']);
    expect(String(answer?.body)).toContain('The header Host was sent more than once.');
  });

  test('may not be sent twice in a preflight or in HTTP/1.0', async () => {
    const preflight = ['Origin: https://admin.example', 'Access-Control-Request-Method: POST'];
    expect((await send('OPTIONS /graphql', [host, host, ...preflight])).answer?.status).toBe(400);
    const connection = new Connection(gateway.url);
    const old = Buffer.from(`GET /livez HTTP/1.0\r\n${host}\r\n${host}\r\n\r\n`);
    const { answers } = await connection.exchange([old], { count: 1, patience: 10_000 });
    expect(answers[0]?.status).toBe(400);
    connection.destroy();
  });

  test.each(['a b', '[::', '[::1', 'user@gateway.test', 'gateway.test/path', 'a,b:c', 'gateway.test:80a'])(
    'may not be "%s"',
    async (value) => {
      const { answer } = await send('GET /livez', [`Host: ${value}`]);
      expect(answer?.status).toBe(400);
      expect(String(answer?.body)).toContain('The Host header is missing or invalid.');
    },
  );

  test.each([
    '',
    'gateway.test',
    'a:99999',
    '127.0.0.1:4000',
    '[::1]:4000',
    'my_host',
    'xn--bcher-kva.example',
  ])('may be "%s"', async (value) => {
    expect((await send('GET /livez', [`Host: ${value}`, 'Connection: close'])).answer?.status).toBe(200);
  });
});

describe('a header field with a single value', () => {
  const body = '{"name":"Mine","redirect_uris":["https://app.example.com/cb"]}';
  const usual = () => ({
    Host: 'gateway.test',
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': `${body.length}`,
  });

  test.each([
    ['Authorization', 'Bearer other'],
    ['Content-Type', 'text/plain'],
    ['Content-Length', `${body.length}`],
    ['X-Tenant-ID', 'acme'],
    ['Idempotency-Key', 'one'],
    ['Clientele-Position', '0/1'],
    ['Origin', 'https://admin.example'],
    ['X-Request-Id', 'one'],
    ['Traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ])('is refused if %s has a second line, and nothing is registered', async (name, value) => {
    const first = (usual() as Record<string, string>)[name] ?? value;
    const others = Object.entries(usual()).filter(([other]) => other !== name);
    const lines = [...others.map(([other, its]) => `${other}: ${its}`), `${name}: ${first}`];
    const { answer, ending } = await send(
      `POST ${clients}`,
      [...lines, `${name.toUpperCase()}: ${value}`],
      body,
    );
    expect([answer?.status, ending]).toEqual([400, 'closed']);
    const { message } = JSON.parse(String(answer?.body));
    expect(message).toMatch(new RegExp(`\\b${name}\\b.*more than once`));
    expect((await gateway.written()).clients).toEqual([]);
  });

  test('differs from a list such as X-Forwarded-For, whose lines are read in order', async () => {
    const lines = [
      'X-Forwarded-For: 203.0.113.1',
      'X-Forwarded-For: 203.0.113.2, 127.0.0.1',
      'Accept: text/plain',
      'Accept: application/json',
      ...Object.entries(usual()).map(([name, value]) => `${name}: ${value}`),
      'Connection: close',
    ];
    expect((await send(`POST ${clients}`, lines, body)).answer?.status).toBe(201);
    const events = (await gateway.rows()).auditEvents.filter(
      ({ action }) => action === 'oauth_client.create',
    );
    expect(events.map(({ address }) => address)).toEqual(['203.0.113.2']);
  });
});

describe('Expect: 100-continue (RFC 9110 §10.1.1)', () => {
  const body = JSON.stringify({ name: 'Mine', redirect_uris: ['https://app.example.com/cb'] });
  /** Sends the body only after 100. */
  const send100 = async (headers: OutgoingHttpHeaders) => {
    const request = httpRequest(`${gateway.url}${clients}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', expect: '100-continue', ...headers },
    });
    let isContinued = false;
    request.on('continue', () => {
      isContinued = true;
      request.end(body);
    });
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    request.destroy();
    return [response.statusCode, isContinued, response.headers.connection];
  };
  const authorization = () => `Bearer ${token}`;

  test('gets 100 when the body will be read, and the connection stays open', async () => {
    const headers = { authorization: authorization(), 'content-length': body.length };
    expect(await send100(headers)).toEqual([201, true, 'keep-alive']);
  });

  test('gets the refusal without 100 if there is no token or the body is too large, and the connection is closed', async () => {
    expect(await send100({ 'content-length': body.length })).toEqual([401, false, 'close']);
    const tooLarge = { authorization: authorization(), 'content-length': 70_000 };
    expect(await send100(tooLarge)).toEqual([413, false, 'close']);
  });
});
