import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Config } from '../../../../src/config.ts';
import { openBrowser } from '../../../harness/browser.ts';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

let gateway: TestGateway;
let assets: string[];
let script: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  const names = await readdir(join(inject('consoleDirectory'), 'assets'));
  assets = names.filter((name) => !/\.(br|gz)$/.test(name)).map((name) => `/console/assets/${name}`);
  script = assets.find((path) => path.endsWith('.js')) ?? '';
});
afterAll(() => gateway.close());

/** Sends the path unchanged; `fetch` would remove its dots. */
async function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', to = gateway) {
  const { port } = new URL(to.url);
  const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, body, text: body.toString() };
}

async function withGateway(overrides: Partial<Config>): Promise<TestGateway> {
  const own = await openGateway('PostgreSQL', overrides);
  onTestFinished(own.close);
  return own;
}

async function withDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-console-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const secure = {
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('the page of the console', () => {
  test.each([
    '/console',
    '/console/',
    '/console?x=1',
    '/console/index.html',
    '/console/clients/cid_1/edit',
    '/console/no.such.file',
  ])('is served at %s without a token, and revalidated each time', async (path) => {
    const { status, headers, text } = await ask(path);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<div id="root">');
    expect(headers).toMatchObject({
      ...secure,
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  test('may only run and load files of this server, must not be framed, and cannot use eval', async () => {
    const { headers, text } = await ask('/console');
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => directive.split(/ (.*)/s) as [string, string]),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|https?:\/\//);
  });

  test('opens in Chromium without a violation of its policy, and sends nothing to another host', async () => {
    const browser = await openBrowser();
    onTestFinished(browser.close);
    const { page, faults } = await browser.open();
    await page.goto(`${gateway.url}/console`);
    await page.waitForSelector('#root > *');
    expect(faults).toEqual([]);
    await page.evaluate("document.body.setAttribute('style', 'color: red')");
    expect(faults.join('\n'), 'a breach would be seen').toContain('style-src');
  });
});

describe('an asset of the console', () => {
  test('may be cached forever, because its name changes with its content', async () => {
    expect(assets.length).toBeGreaterThan(1);
    for (const path of assets) {
      const { status, headers } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers).toMatchObject({
        ...secure,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': expect.stringMatching(/^(text\/(javascript|css); charset=utf-8|image\/svg\+xml)$/),
      });
    }
  });

  test('is sent in the accepted encoding, each with its own ETag', async () => {
    const plain = await ask(script);
    const gzip = await ask(script, { 'accept-encoding': 'gzip' });
    const brotli = await ask(script, { 'accept-encoding': 'gzip, deflate, br' });
    const refused = await ask(script, { 'accept-encoding': 'br;q=0, gzip;q=0' });
    // Longer than the limit of what is read.
    const long = await ask(script, { 'accept-encoding': 'br'.padEnd(1001, ',br') });
    expect([long.status, long.headers['content-encoding']]).toEqual([200, undefined]);
    const encodings = [plain, gzip, brotli, refused].map(({ headers }) => headers['content-encoding']);
    expect(encodings).toEqual([undefined, 'gzip', 'br', undefined]);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(brotli.body.length).toBeLessThan(plain.body.length / 2);
    expect(new Set([plain, gzip, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(brotli.headers.vary).toBe('accept-encoding');
  });

  test('is compressed by the build, and the compressed files have no paths', async () => {
    const own = await readdir(inject('consoleDirectory'), { recursive: true });
    for (const [encoding, extension] of [
      ['br', 'br'],
      ['gzip', 'gz'],
    ] as const) {
      for (const path of assets) {
        const file = `${join(inject('consoleDirectory'), path.slice('/console/'.length))}.${extension}`;
        const { headers, body } = await ask(path, { 'accept-encoding': encoding });
        expect([path, headers['content-encoding']]).toEqual([path, encoding]);
        expect(body.equals(await readFile(file)), file).toBe(true);
        expect((await ask(`${path}.${extension}`)).status).toBe(404);
      }
      expect(own).toContain(`index.html.${extension}`);
    }
  });

  test('varies by origin if other origins may call', async () => {
    const open = await withGateway({ corsOrigins: ['https://admin.example'] });
    expect((await ask(script, {}, 'GET', open)).headers.vary).toBe('origin, accept-encoding');
  });

  test('is not sent again to a browser that has it cached', async () => {
    const { headers } = await ask(script);
    for (const known of [`${headers.etag}`, `W/${headers.etag}`, `"other", ${headers.etag}`, '*']) {
      const again = await ask(script, { 'if-none-match': known });
      expect([known, again.status, again.text]).toEqual([known, 304, '']);
      expect(again.headers).toMatchObject({ ...secure, etag: headers.etag, vary: 'accept-encoding' });
    }
    expect((await ask(script, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('answers HEAD', async () => {
    const headers = { 'x-request-id': 'the-same' };
    const [whole, head] = [await ask(script, headers), await ask(script, headers, 'HEAD')];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers).toMatchObject({ ...whole.headers, date: expect.any(String) });
  });

  test.each(['/console/assets/', '/console/assets/index.js', '/console/assets/clients/1'])(
    'that does not exist is 404: %s',
    async (path) => {
      const { status, headers, text } = await ask(path);
      expect([status, JSON.parse(text).code]).toEqual([404, 40410002]);
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});

test.each([
  '/console/../package.json',
  '/console/assets/../../package.json',
  '/console/assets/..%2f..%2f..%2fpackage.json',
  '/console/%2e%2e/package.json',
  '/console/..\\package.json',
  '/console//etc/passwd',
  '/console/assets//etc/passwd',
  '/console/%00',
  '/console/assets/__proto__',
  '/console/assets/constructor',
])('no path leads outside the files of the console: %s', async (path) => {
  const { status, text } = await ask(path);
  if (status === 200) expect(text).toContain('<div id="root">');
  else expect([status, JSON.parse(text).code]).toEqual([404, 40410002]);
  expect(status).toBe(path.startsWith('/console/assets/') ? 404 : 200);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
  for (const path of ['/console', script]) {
    const { status, headers } = await ask(path, {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  }
});

test.each(['/consoles', '/console.html', '/Console', '/api/v1/console'])(
  '%s is not an address of the console',
  async (path) => {
    expect((await ask(path)).status).toBe(404);
  },
);

test('the console is 404 if it is switched off', async () => {
  const off = await withGateway({ consoleDirectory: undefined });
  for (const path of ['/console', '/console/', script])
    expect((await ask(path, {}, 'GET', off)).status).toBe(404);
});

test('the console says how to build it if it is not built, and is served once it is built', async () => {
  const directory = await withDirectory();
  const unbuilt = await withGateway({ consoleDirectory: join(directory, 'console') });
  const { status, headers, text } = await ask('/console', {}, 'GET', unbuilt);
  expect([status, headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
  expect(text).toContain('npm run build');
  await cp(inject('consoleDirectory'), join(directory, 'console'), { recursive: true });
  expect((await ask('/console', {}, 'GET', unbuilt)).status).toBe(200);
});

test('the console is served as it was at start-up, even if its directory changes', async () => {
  const directory = await withDirectory();
  await cp(inject('consoleDirectory'), directory, { recursive: true });
  const own = await withGateway({ consoleDirectory: directory });
  await writeFile(join(directory, 'later.js'), 'later');
  expect((await ask('/console/later.js', {}, 'GET', own)).text).not.toContain('later');
  await rm(directory, { recursive: true });
  expect((await ask(script, {}, 'GET', own)).status).toBe(200);
});

describe('the address / of the server', () => {
  const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test.each(['/', '/?utm=1'])('redirects a browser with %s to the console', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await ask(path, { accept: browsers }, method);
      expect([status, headers.location, headers.vary]).toEqual([302, '/console', 'accept']);
    }
  });

  test.each([undefined, '*/*', 'application/json', 'text/html;q=0.1, application/json'])(
    'is 404 in JSON for a caller that accepts %s',
    async (accept) => {
      const { status, text } = await ask('/', accept === undefined ? {} : { accept });
      expect([status, JSON.parse(text).code]).toEqual([404, 40410002]);
    },
  );

  test('is 404 for another method, and without a console', async () => {
    expect((await ask('/', { accept: browsers }, 'POST')).status).toBe(404);
    const off = await withGateway({ consoleDirectory: undefined });
    expect((await ask('/', { accept: browsers }, 'GET', off)).status).toBe(404);
  });
});

test('counts against the limit of the address, and is logged by its route', async () => {
  const limited = await withGateway({ rateLimit: { actor: 100, address: 2 } });
  const statuses = [];
  for (let asked = 0; asked < 3; asked++)
    statuses.push((await ask('/console/clients/cid_of_somebody', {}, 'GET', limited)).status);
  expect(statuses).toEqual([200, 200, 429]);
  const log = limited.logLines.join('');
  expect(log).toContain('"route":"console"');
  expect(log).not.toContain('cid_of_somebody');
});
