import { randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { connect, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkOf } from '../../../../src/domain/uri/network.ts';
import { addressReader } from '../../../../src/server/http/request/client-address.ts';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

/** A request as Node represents it, with this remote address. */
function requestFrom(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const request = new IncomingMessage(
    Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }),
  );
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

const trusted = ['loopback', '10.0.0.0/8', '2001:db8:1::/48'];

describe('if no proxy is trusted', () => {
  const addressOf = addressReader([]);

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::1', '::1'],
    [undefined, 'unknown'],
  ])('the address of a caller from %s is %s, for any X-Forwarded-For', (remote, address) => {
    expect(addressOf(requestFrom(remote))).toBe(address);
    expect(addressOf(requestFrom(remote, '198.51.100.7'))).toBe(address);
    expect(addressOf(requestFrom(remote, '198.51.100.7, 127.0.0.1, 10.0.0.1'))).toBe(address);
  });
});

describe('behind trusted proxies', () => {
  const addressOf = addressReader(trusted);

  test('the address of a connection that its caller has reset is unknown, for any X-Forwarded-For', () => {
    expect(addressOf(requestFrom(undefined))).toBe('unknown');
    expect(addressOf(requestFrom(undefined, '198.51.100.7'))).toBe('unknown');
  });

  test.each([
    ['a caller', '203.0.113.9', '203.0.113.9'],
    ['an entry of the caller before that of the proxy', '8.8.8.8, 127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['a chain of proxies', '203.0.113.9, 10.1.1.1, 10.2.2.2', '203.0.113.9'],
    [
      'a chain of proxies after entries of the caller',
      '10.3.3.3, 8.8.8.8, 203.0.113.9, 10.1.1.1',
      '203.0.113.9',
    ],
    ['an IPv6 proxy', '203.0.113.9, 2001:db8:1::5', '203.0.113.9'],
    ['an IPv6 proxy that is not trusted', '203.0.113.9, 2001:db8:2::5', '2001:db8:2::5'],
    ['proxies alone', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['IPv6', '2001:DB8:7::1', '2001:db8:7::1'],
    ['IPv6 in brackets', '[2001:db8:7::1]', '2001:db8:7::1'],
    ['IPv6 in brackets with a port', '[2001:db8:7::1]:4711', '2001:db8:7::1'],
    ['IPv4 with a port', '203.0.113.9:4711', '203.0.113.9'],
    ['IPv4 over IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['IPv4 over IPv6, in hexadecimal', '::ffff:cb00:7109', '203.0.113.9'],
    ['a proxy with a port', '203.0.113.9, 10.1.1.1:4711', '203.0.113.9'],
    ['an IPv6 proxy in brackets with a port', '203.0.113.9, [2001:db8:1::5]:4711', '203.0.113.9'],
    ['a proxy as IPv4 over IPv6', '203.0.113.9, ::ffff:10.1.1.1', '203.0.113.9'],
    ['tabs and no spaces', '203.0.113.9,\t10.1.1.1,10.2.2.2', '203.0.113.9'],
    ['nothing', '', '127.0.0.1'],
    ['commas', ', ,,', '127.0.0.1'],
    ['a word', 'unknown', '127.0.0.1'],
    ['a word behind a proxy', '203.0.113.9, unknown, 10.1.1.1', '10.1.1.1'],
    ['a name', '203.0.113.9, localhost', '127.0.0.1'],
    ['a number', '203.0.113.9, 2130706433', '127.0.0.1'],
    ['an address in octal', '203.0.113.9, 0177.0.0.1', '127.0.0.1'],
    ['a range', '203.0.113.9, 10.0.0.0/8', '127.0.0.1'],
    ['an address that is too long', '203.0.113.9, 10.1.1.1.1', '127.0.0.1'],
    ['an invalid port', '203.0.113.9, 10.1.1.1:x', '127.0.0.1'],
    ['quotes', '203.0.113.9, "10.1.1.1"', '127.0.0.1'],
  ])('%s: %j is %s', (_, forwarded, address) => {
    expect(addressOf(requestFrom('127.0.0.1', forwarded))).toBe(address);
    expect(addressOf(requestFrom('::ffff:127.0.0.1', forwarded))).toBe(address);
  });

  test('a caller that does not come through a proxy cannot set its address', () => {
    expect(addressOf(requestFrom('203.0.113.1', '198.51.100.7, 127.0.0.1'))).toBe('203.0.113.1');
  });

  test.each([
    ['proxies', '10.1.1.1'],
    ['callers', '203.0.113.9'],
    ['words', 'x'.repeat(10)],
    ['commas', ''],
  ])('a thousand %s are parsed in bounded time', (_, entry) => {
    const request = requestFrom('127.0.0.1', Array(1000).fill(entry).join(','));
    const startedAt = performance.now();
    for (let round = 0; round < 20; round += 1) addressOf(request);
    expect((performance.now() - startedAt) / 20).toBeLessThan(50);
  });
});

describe('the network that one customer of a provider can have', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:db8:1:2::', '2001:db8:1:2::'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::'],
    ['2001:db8:1:3::6', '2001:db8:1:3::'],
    ['::1', '::'],
    ['fe80::1%eth0', 'fe80::'],
    ['unknown', 'unknown'],
  ])('for the address %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('audit events have the address of', () => {
  let open: TestGateway;
  let behind: TestGateway;
  beforeAll(async () => {
    open = await openGateway('PostgreSQL');
    behind = await openGateway('PostgreSQL', { trustedProxies: ['loopback', '10.0.0.0/8'] });
  });
  afterAll(() => Promise.all([open.close(), behind.close()]));

  /** Sends separate header lines, which `fetch` joins, and reads the audit event. */
  async function audited(gateway: TestGateway, ...forwarded: string[]): Promise<unknown> {
    const requestId = randomUUID();
    const body = JSON.stringify({ name: 'Audited', redirect_uris: ['https://a.example/'] });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const head = [
      'POST /admin/oauth/clients HTTP/1.1',
      'Host: gateway.test',
      'Connection: close',
      `Authorization: Bearer ${await gateway.token()}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      `X-Request-Id: ${requestId}`,
      ...forwarded.map((value) => `X-Forwarded-For: ${value}`),
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    expect((await socket.setEncoding('utf8').toArray()).join('')).toMatch(/^HTTP\/1\.1 201 /);
    const { auditEvents } = await gateway.rows();
    return auditEvents.find((event) => event.requestId === requestId)?.address;
  }

  test('the connection, if no proxy is trusted', async () => {
    expect(await audited(open)).toBe('127.0.0.1');
    expect(await audited(open, '203.0.113.9')).toBe('127.0.0.1');
  });

  test.each([
    ['the connection, if the proxy sends no header', [], '127.0.0.1'],
    ['the caller that the proxy names', ['203.0.113.9'], '203.0.113.9'],
    ['the caller that the proxy names, not the entry of the caller', ['8.8.8.8, 203.0.113.9'], '203.0.113.9'],
    ['the caller that a chain of proxies names', ['8.8.8.8, 203.0.113.9, 10.1.1.1'], '203.0.113.9'],
    ['the caller in the last of several headers', ['8.8.8.8', '9.9.9.9', '203.0.113.9'], '203.0.113.9'],
    ['the caller in several headers of a chain', ['8.8.8.8, 203.0.113.9', '10.1.1.1'], '203.0.113.9'],
    ['a caller over IPv6', ['[2001:db8:7::1]:4711'], '2001:db8:7::1'],
    ['the proxy, if it names an invalid address', ['203.0.113.9, <script>'], '127.0.0.1'],
    [
      'the caller at the end of a header with a thousand entries',
      [`${'8.8.8.8,'.repeat(1000)}203.0.113.9`],
      '203.0.113.9',
    ],
  ])('%s', async (_, forwarded, address) => {
    expect(await audited(behind, ...forwarded)).toBe(address);
  });

  test('a refused caller', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77', 'x-tenant-id': 'rival' };
    expect((await behind.send('GET', '/admin/oauth/clients', undefined, { headers })).status).toBe(403);
    const { auditEvents } = await behind.rows();
    expect(auditEvents.map(({ outcome, address }) => [outcome, address])).toContainEqual([
      'refused',
      '203.0.113.77',
    ]);
  });
});
