import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { resolvePublicName } from '../../src/outgoing/address.ts';
import { createOutgoingFetch, type OutgoingOptions } from '../../src/outgoing/outgoing-fetch.ts';

const run = promisify(execFile);
const fetchModule = new URL('../../src/outgoing/outgoing-fetch.ts', import.meta.url).href;

/** A server on loopback, and the requests that it received. */
async function serve(listener: RequestListener) {
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  }).on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, requests, connections: () => connections };
}

/** A server that sends any bytes with `write`. */
async function serveBytes(write: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).once('data', () => write(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

const ok: RequestListener = (_, response) => response.end('{"keys":[]}');
/** Treats loopback as the public Internet, because a test may only connect to loopback. */
const onLoopback: OutgoingOptions = {
  addresses: 'public',
  resolve: async () => ['127.0.0.1'],
  isAllowed: (address) => address === '127.0.0.1',
};
const fetchOnLoopback = createOutgoingFetch(onLoopback);
const refused = (message: RegExp) => ({
  name: 'OutgoingFetchError',
  message: expect.stringMatching(message),
});

test('a request is sent as given, and its response is returned with status, headers and body', async () => {
  let received: IncomingMessage | undefined;
  const chunks: string[] = [];
  const { port, requests } = await serve((request, response) => {
    received = request;
    request.setEncoding('utf8').on('data', (text) => chunks.push(text));
    request.on('end', () =>
      response.writeHead(201, { 'cache-control': 'max-age=60', 'x-a': 'b' }).end('made'),
    );
  });
  const response = await fetchOnLoopback(`http://keys.example:${port}/a?b=c`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ logout_token: 'x' }),
  });
  expect([response.status, await response.text()]).toEqual([201, 'made']);
  expect(response.headers.get('cache-control')).toBe('max-age=60');
  expect(requests).toEqual(['POST /a?b=c']);
  expect(chunks.join('')).toBe('logout_token=x');
  expect(received?.headers).toMatchObject({
    host: `keys.example:${port}`,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
  });
});

test.each([204, 304])('a response %i has no body', async (status) => {
  const { port } = await serve((_, response) => response.writeHead(status).end());
  const response = await fetchOnLoopback(`http://keys.example:${port}/`);
  expect([response.status, await response.text()]).toEqual([status, '']);
});

describe('a host name', () => {
  test('is resolved once, and the connection uses the checked address', async () => {
    const { port, connections } = await serve(ok);
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const asked: string[] = [];
    const fetchRebound = createOutgoingFetch({
      ...onLoopback,
      resolve: async (host) => answers[asked.push(host) - 1] ?? [],
    });
    expect((await fetchRebound(`http://keys.example:${port}/`)).status).toBe(200);
    expect([asked, connections()]).toEqual([['keys.example'], 1]);
    await expect(fetchRebound(`http://keys.example:${port}/`)).rejects.toMatchObject(
      refused(/^keys\.example does not resolve to public addresses only\.$/),
    );
    expect([asked.length, connections()]).toEqual([2, 1]);
  });

  test.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['64:ff9b::7f00:1']],
    [['8.8.8.8', '10.0.0.1']],
    [['not an address']],
    [[]],
  ])('that resolves to %j is refused without a connection', async (addresses) => {
    const { port, connections } = await serve(ok);
    const fetchPublic = createOutgoingFetch({ addresses: 'public', resolve: async () => addresses });
    await expect(fetchPublic(`http://keys.example:${port}/`)).rejects.toMatchObject(
      refused(/^keys\.example does not/),
    );
    expect(connections()).toBe(0);
  });

  test('of this machine is refused, because only DNS is queried, which has no public address for it', async () => {
    const { port, connections } = await serve(ok);
    const fetchPublic = createOutgoingFetch({ addresses: 'public' });
    await expect(fetchPublic(`http://localhost:${port}/`)).rejects.toBeInstanceOf(Error);
    expect(connections()).toBe(0);
  });

  test('whose DNS server does not answer ends with an error in time', async () => {
    const fetchSlow = createOutgoingFetch({
      ...onLoopback,
      limits: { milliseconds: 50 },
      resolve: () => new Promise(() => {}),
    });
    await expect(fetchSlow('http://keys.example/')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('that does not exist ends with an error and its reason', async () => {
    const resolve = async () =>
      Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' }));
    await expect(
      createOutgoingFetch({ ...onLoopback, resolve })('http://keys.example/'),
    ).rejects.toMatchObject({
      ...refused(/^The request to keys\.example failed$/),
      cause: { code: 'ENOTFOUND' },
    });
  });
});

test.each([
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.1',
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::8.8.8.8]',
  '[2001::1]',
  '[2001:db8::1]',
  '[2002:7f00:1::]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[4000::1]',
])('the address %s is refused without a connection', async (host) => {
  const { port, connections } = await serve(ok);
  const fetchPublic = createOutgoingFetch({ addresses: 'public' });
  await expect(fetchPublic(`http://${host}:${port}/`)).rejects.toMatchObject(
    refused(/ is not a public address\.$/),
  );
  expect(connections()).toBe(0);
});

test('allows a NAT64 address of a public IPv4 address', async () => {
  const asked: string[] = [];
  const { isAllowedAddress } = await import('../../src/outgoing/address.ts');
  for (const address of ['8.8.8.8', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8', '2606:4700:4700::1111'])
    if (isAllowedAddress(address)) asked.push(address);
  expect(asked).toEqual(['8.8.8.8', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8', '2606:4700:4700::1111']);
});

test('an allowed host may have any address, in any letter case, and no other host may', async () => {
  const { port, connections } = await serve(ok);
  const allowedHosts = new Set(['127.0.0.1', 'localhost']);
  const fetchAllowed = createOutgoingFetch({ addresses: 'public', allowedHosts });
  for (const host of ['127.0.0.1', '127.1', 'LOCALHOST'])
    expect((await fetchAllowed(`http://${host}:${port}/`)).status).toBe(200);
  await expect(fetchAllowed(`http://127.0.0.2:${port}/`)).rejects.toMatchObject(
    refused(/not a public address/),
  );
  expect(connections()).toBe(3);
});

test('a URL set by the operator may have any address', async () => {
  const { port } = await serve(ok);
  expect((await createOutgoingFetch({ addresses: 'any' })(new URL(`http://127.0.0.1:${port}/`))).status).toBe(
    200,
  );
});

test('a redirect is not followed', async () => {
  const target = await serve(ok);
  const { port } = await serve((_, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${target.port}/` }).end(),
  );
  for (const redirect of ['follow', 'manual', 'error'] as const)
    expect((await fetchOnLoopback(`http://keys.example:${port}/`, { redirect })).status).toBe(302);
  expect(target.connections()).toBe(0);
});

test.each(['file:///etc/passwd', 'data:,x', 'ftp://keys.example/', 'http://user:secret@keys.example/', 'x'])(
  'the URL %s is refused, with no password in the message',
  async (url) => {
    const error = await fetchOnLoopback(url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    if (url.startsWith('f')) expect(error).toMatchObject(refused(/^Only http and https/));
  },
);

describe('a response that', () => {
  const quick = createOutgoingFetch({ ...onLoopback, limits: { milliseconds: 300, bytes: 1000 } });
  const timedOut = { name: 'TimeoutError' };
  const drip = (response: ServerResponse | Socket, text: string) => {
    const timer = setInterval(() => response.write(text), 10);
    response.on('close', () => clearInterval(timer));
  };

  test('never arrives is aborted in time', async () => {
    const { port } = await serve(() => {});
    await expect(quick(`http://keys.example:${port}/`)).rejects.toMatchObject(timedOut);
  });

  test('does not complete TLS is aborted in time', async () => {
    const { port } = await serveBytes(() => {});
    await expect(quick(`https://keys.example:${port}/`)).rejects.toMatchObject(timedOut);
  });

  test('arrives slowly is aborted in time, and the connection ends', async () => {
    const headers = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 'a: b\r\n');
    });
    const informational = await serveBytes((socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'));
    const body = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n');
      drip(socket, 'x');
    });
    for (const { port, sockets } of [headers, informational, body]) {
      await expect(quick(`http://keys.example:${port}/`)).rejects.toMatchObject(timedOut);
      await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
    }
  });

  test('announces too much is refused before its body is read', async () => {
    const { port } = await serveBytes((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n'),
    );
    await expect(quick(`http://keys.example:${port}/`)).rejects.toMatchObject(
      refused(/more than 1000 bytes/),
    );
  });

  test('is larger than the limit is cut off', async () => {
    let sent = 0;
    const { port, sockets } = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => {
        sent += 500;
        socket.write('x'.repeat(500));
      }, 1);
      socket.on('close', () => clearInterval(timer));
    });
    const patient = createOutgoingFetch({ ...onLoopback, limits: { bytes: 1000 } });
    await expect(patient(`http://keys.example:${port}/`)).rejects.toMatchObject(
      refused(/more than 1000 bytes/),
    );
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
    expect(sent).toBeLessThan(1_000_000);
  });

  test('is shorter than announced, or breaks off within a chunk, is refused', async () => {
    for (const head of ['content-length: 900', 'transfer-encoding: chunked']) {
      const { port } = await serveBytes((socket) => socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n{}`));
      await expect(quick(`http://keys.example:${port}/`), head).rejects.toBeInstanceOf(Error);
    }
  });

  test('is longer than announced is cut at the announced length', async () => {
    const { port } = await serveBytes((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\nmore'),
    );
    const text = await quick(`http://keys.example:${port}/`).then(
      (response) => response.text(),
      () => '{}',
    );
    expect(text).toBe('{}');
  });

  test('has two lengths is refused', async () => {
    const { port } = await serveBytes((socket) =>
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      ),
    );
    await expect(quick(`http://keys.example:${port}/`)).rejects.toBeInstanceOf(Error);
  });

  test('is a decompression bomb is refused without decompressing it', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const patient = createOutgoingFetch(onLoopback);
    for (const encoding of ['gzip', 'br', 'deflate, gzip']) {
      const { port } = await serve((_, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
      );
      await expect(patient(`http://keys.example:${port}/`)).rejects.toMatchObject(
        refused(/^The response is compressed/),
      );
    }
    const { port } = await serve((_, response) => response.end(bomb));
    expect((await (await patient(`http://keys.example:${port}/`)).arrayBuffer()).byteLength).toBe(
      bomb.length,
    );
  });

  test.each([
    ['a header without an end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`],
    ['no HTTP', 'hello\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['an impossible status', 'HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n'],
  ])('answers with %s is refused', async (_, bytes) => {
    const { port } = await serveBytes((socket) => socket.write(bytes));
    await expect(quick(`http://keys.example:${port}/`)).rejects.toBeInstanceOf(Error);
  });
});

test('the certificate of an https server is verified for the name of the URL', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-https-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const subject = ['-subj', '/CN=keys', '-addext', 'subjectAltName=DNS:keys.example'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', cert]);
  const server = createHttpsServer({ key: await readFile(key), cert: await readFile(cert) }, ok);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // Node reads additional CAs when a process starts.
  const script = `const { createOutgoingFetch } = await import(${JSON.stringify(fetchModule)});
    const fetch = createOutgoingFetch({ addresses: 'public', resolve: async () => ['127.0.0.1'], isAllowed: () => true });
    for (const host of ['keys.example', 'other.example', '127.0.0.1'])
      console.log(await fetch('https://' + host + ':${port}/').then(({ status }) => status, ({ cause }) => cause.code));`;
  const flags = ['--import', 'tsx', '--input-type=module', '-e', script];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: cert };
  const { stdout } = await run(process.execPath, flags, { env });
  const invalid = 'ERR_TLS_CERT_ALTNAME_INVALID';
  expect(stdout.trim().split('\n')).toEqual(['200', invalid, invalid]);
});

test('a caller can abort a request, and gets its own reason', async () => {
  const { port } = await serve(() => {});
  const reason = new Error('enough');
  const controller = new AbortController();
  const attempt = fetchOnLoopback(`http://keys.example:${port}/`, { signal: controller.signal });
  controller.abort(reason);
  await expect(attempt).rejects.toBe(reason);
});

test('requests in progress are limited in total and for each site, and a finished one frees its slot', async () => {
  const waiting: ServerResponse[] = [];
  const { port } = await serve((_, response) => waiting.push(response));
  const limited = createOutgoingFetch({ ...onLoopback, limits: { requests: 5, requestsPerSite: 2 } });
  const to = (host: string) => limited(`http://${host}:${port}/`);
  const first = [to('x.abc.com'), to('y.abc.com')];
  for (const host of ['abc.com', 'z.abc.com', 'z.z.abc.com.'])
    await expect(to(host)).rejects.toMatchObject(refused(/^Too many requests to abc\.com are in progress/));
  const others = [to('bravo.example'), to('charlie.example'), to('delta.example')];
  await expect(to('echo.example')).rejects.toMatchObject(refused(/^Too many requests to other sites/));
  await expect.poll(() => waiting.length).toBe(5);
  for (const response of waiting.splice(0)) response.end();
  await Promise.all([...first, ...others]);
  const again = to('abc.com');
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.end();
  expect((await again).status).toBe(200);
});

test('slow sites cannot use all slots', async () => {
  const waiting: ServerResponse[] = [];
  const { port } = await serve((_, response) => waiting.push(response));
  const limited = createOutgoingFetch({ ...onLoopback, limits: { requests: 20, requestsPerSite: 20 } });
  const to = (host: string) => limited(`http://${host}:${port}/`);
  const slow = Array.from({ length: 60 }, (_, index) => to(`site${index % 3}.example`));
  const admitted = slow.map((attempt) => attempt.then(() => 1).catch(() => 0));
  const other = to('other.example');
  await expect.poll(() => waiting.length).toBe(16);
  for (const response of waiting) response.end();
  expect((await other).status).toBe(200);
  expect((await Promise.all(admitted)).filter((is) => is === 1)).toHaveLength(15);
});

test('domains below a public suffix, and addresses, are separate sites', async () => {
  const { port } = await serve(ok);
  const never = () => new Promise<never>(() => {});
  const limits = { requestsPerSite: 1, milliseconds: 200 };
  for (const [one, another] of [
    ['a.co.uk', 'b.co.uk'],
    ['alpha.example', 'bravo.example'],
  ]) {
    const limited = createOutgoingFetch({ ...onLoopback, resolve: never, limits });
    const attempts = [limited(`http://${one}:${port}/`), limited(`http://${another}:${port}/`)];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' });
  }
  const limited = createOutgoingFetch({ ...onLoopback, limits, isAllowed: () => true });
  const both = [limited(`http://127.0.0.1:${port}/`), limited(`http://127.0.0.2:${port}/`)];
  const answers = await Promise.allSettled(both);
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason.message).not.toMatch(/Too many/);
});

test('invalid host names, and addresses of one IPv6 network, are one site', async () => {
  const limits = { requestsPerSite: 1, milliseconds: 200 };
  for (const [site, hosts] of [
    [
      'abc.com',
      ['abc.com', '-1.abc.com', '_.abc.com', 'a!b.abc.com', `${'x'.repeat(64)}.abc.com`, '-1-.abc.com.'],
    ],
    ['2001:db8:1:2::', ['[2001:db8:1:2::1]', '[2001:db8:1:2::2]', '[2001:db8:1:2:ffff:ffff:ffff:1]']],
  ] as const) {
    const never = () => new Promise<never>(() => {});
    const limited = createOutgoingFetch({ ...onLoopback, resolve: never, isAllowed: () => true, limits });
    const [first, ...others] = hosts.map((host) => limited(`http://${host}:1/`));
    for (const other of others)
      await expect(other).rejects.toMatchObject(refused(new RegExp(`^Too many requests to ${site} are`)));
    await expect(first).rejects.not.toThrow(/Too many/);
  }
});

describe('a DNS query', () => {
  test('is aborted when the time of its request is used up', async () => {
    let given: AbortSignal | undefined;
    const fetchSlow = createOutgoingFetch({
      ...onLoopback,
      limits: { milliseconds: 50 },
      resolve: (_, signal) => {
        given = signal;
        return new Promise(() => {});
      },
    });
    await expect(fetchSlow('http://keys.example/')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(given?.aborted).toBe(true);
  });

  test('is not sent again to a silent server after it was aborted', async () => {
    const server = createSocket('udp4');
    let queries = 0;
    server.on('message', () => {
      queries += 1;
    });
    await new Promise<void>((ready) => server.bind(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    const controller = new AbortController();
    const lookup = resolvePublicName('keys.example', controller.signal, [
      `127.0.0.1:${server.address().port}`,
    ]);
    await expect.poll(() => queries).toBe(2);
    const start = performance.now();
    controller.abort();
    await expect(lookup).rejects.toMatchObject({ code: 'ECANCELLED' });
    // Each attempt takes a second, and the second one longer.
    expect(performance.now() - start).toBeLessThan(900);
    await new Promise((done) => setTimeout(done, 1300));
    expect(queries).toBe(2);
  });
});
