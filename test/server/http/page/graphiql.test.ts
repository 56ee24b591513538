import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser, type TestBrowser, type TestPage } from '../../../harness/browser.ts';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly to?: TestGateway;
}

/** Sends no `Accept` by default, and the path unchanged. */
async function ask(path: string, { method = 'GET', headers = {}, to = gateway }: Asked = {}) {
  const { port } = new URL(to.url);
  const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode, headers: response.headers, text };
}

const isPage = (text: string) => text.startsWith('<!doctype html>');
const bearer = async () => ({ authorization: `Bearer ${await gateway.token()}` });

describe('GET /graphql without a query shows GraphiQL to callers that prefer HTML, with and without a token:', () => {
  test.each([
    browsers,
    'text/html',
    'TEXT/HTML',
    'text/html;charset=utf-8',
    'text/html, application/json;q=0.9',
    'application/json;q=0.1, text/html',
  ])('Accept: %s', async (accept) => {
    for (const token of [{}, await bearer()]) {
      for (const path of ['/graphql', '/graphql?', '/graphql?x=1&variables={}']) {
        const { status, headers, text } = await ask(path, { headers: { accept, ...token } });
        expect([path, status, isPage(text)]).toEqual([path, 200, true]);
        expect(headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          vary: 'accept, accept-encoding',
        });
      }
    }
  });
});

describe('every other request is answered as without GraphiQL', () => {
  let without: TestGateway;
  beforeAll(async () => {
    without = await openGateway('PostgreSQL', { graphiql: false });
  });
  afterAll(() => without.close());

  const mutation =
    'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename } }';
  const query = (document: string) => `/graphql?query=${encodeURIComponent(document)}`;

  test.each<[what: string, status: number, path: string, accept: string | undefined, method?: string]>([
    ['without Accept', 401, '/graphql', undefined],
    ['with an empty Accept', 401, '/graphql', ''],
    ['of curl', 401, '/graphql', '*/*'],
    ['of a client', 401, '/graphql', 'application/json'],
    ['of a client that takes HTML too', 401, '/graphql', 'application/json, text/html'],
    ['that would rather have JSON', 401, '/graphql', 'text/html;q=0.5, application/json'],
    ['that refuses HTML', 401, '/graphql', 'text/html;q=0, */*'],
    ['of a browser with a query', 401, query('{ __typename }'), browsers],
    ['of a browser with an empty query', 401, '/graphql?query=', browsers],
    ['of a browser with a mutation', 401, query(mutation), browsers],
    ['of a form', 401, '/graphql', browsers, 'POST'],
    ['for the head', 405, '/graphql', browsers, 'HEAD'],
    ['below it', 404, '/graphql/', browsers],
  ])('%s', async (_, status, path, accept, method = 'GET') => {
    const headers = { 'x-request-id': 'same', ...(accept === undefined ? {} : { accept }) };
    const answer = await ask(path, { method, headers });
    expect([answer.status, isPage(answer.text)]).toEqual([status, false]);
    const other = await ask(path, { method, headers, to: without });
    const stable = (given: typeof answer) => ({
      ...given,
      headers: { ...given.headers, date: '' },
      text: given.text.replace(/"timestamp":"[^"]*"/, ''),
    });
    expect(stable(answer)).toEqual(stable(other));
  });

  test('a mutation is not executed by GET, for any Accept', async () => {
    const before = await gateway.rows();
    for (const accept of [browsers, 'text/html', '*/*']) {
      const { status } = await ask(query(mutation), { headers: { accept, ...(await bearer()) } });
      expect([accept, status]).toEqual([accept, accept === 'text/html' ? 406 : 405]);
    }
    expect(await gateway.rows()).toEqual(before);
  });

  test('GraphiQL is not served if it is switched off', async () => {
    const headers = { accept: browsers };
    expect((await ask('/graphql', { headers, to: without })).status).toBe(401);
    for (const path of files) expect([path, (await ask(path, { to: without })).status]).toEqual([path, 404]);
  });
});

const files = [
  'start.js',
  'graphiql.js',
  'graphiql.css',
  'editor-worker.js',
  'json-worker.js',
  'graphql-worker.js',
].map((name) => `/graphiql/${name}`);

describe('the page of GraphiQL', () => {
  test('runs only its own scripts, loads nothing from other hosts, and must not be framed', async () => {
    const { headers, text } = await ask('/graphql', { headers: { accept: 'text/html' } });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
        "img-src 'self' data:; font-src 'self' data:; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(text).not.toMatch(/<script(?![^>]*\ssrc="\/graphiql\/)|https?:|\son\w+=/);
  });

  test.each(files)('has its file %s, compressed and with an ETag', async (path) => {
    const first = await ask(path, { headers: { 'accept-encoding': 'br' } });
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringMatching(/^text\/(javascript|css); charset=utf-8$/),
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    const again = await ask(path, {
      headers: { 'accept-encoding': 'br', 'if-none-match': String(first.headers.etag) },
    });
    expect([again.status, again.text]).toEqual([304, '']);
    const posted = await ask(path, { method: 'POST' });
    expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    '/graphiql',
    '/graphiql/',
    '/graphiql/index.html',
    '/graphiql/constructor',
    '/graphiql/../package.json',
    '/graphiql/%2e%2e/package.json',
  ])('has no other file: %s', async (path) => {
    expect((await ask(path, { headers: { accept: browsers } })).status).toBe(404);
  });

  test('counts against the limit of the address, and is logged by its route', async () => {
    const limited = await openGateway('PostgreSQL', { rateLimit: { actor: 100, address: 2 } });
    onTestFinished(limited.close);
    const asked = { headers: { accept: 'text/html' }, to: limited };
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await ask('/graphql', asked)).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(limited.logLines.join('')).toContain('"route":"graphiql"');
  });
});

describe('GraphiQL in Chromium', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function open(address: string, query?: string, to = gateway): Promise<TestPage> {
    const opened = await browser.open();
    onTestFinished(opened.close);
    const { page } = opened;
    if (query !== undefined)
      await page.addInitScript(`localStorage.setItem('graphiql:query', ${JSON.stringify(query)})`);
    await page.goto(to.url + address);
    await page.waitForSelector('.graphiql-execute-button');
    return opened;
  }

  async function run({ page }: TestPage): Promise<string> {
    const answered = page.waitForResponse((response) => {
      const sent = response.request().postData();
      return sent !== null && !sent.includes('IntrospectionQuery');
    });
    await page.click('.graphiql-execute-button');
    return (await answered).text();
  }

  /** Replaces the text of the headers editor, as a paste does. */
  async function setToken({ page }: TestPage, token: string): Promise<void> {
    await page.getByText('// "Authorization": "Bearer', { exact: false }).click();
    await page.keyboard.press('Control+A');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const headers = JSON.stringify({ Authorization: `Bearer ${token}` });
    await page.evaluate((text) => navigator.clipboard.writeText(text), headers);
    await page.keyboard.press('Control+V');
    await page.getByText(`"Bearer ${token.slice(0, 5)}`, { exact: false }).waitFor();
  }

  test('shows data for the first query with a token in the headers', async () => {
    const opened = await open('/graphql');
    const { page, faults } = opened;
    await setToken(opened, await gateway.token());
    faults.length = 0;
    expect(JSON.parse(await run(opened)).data.registrationProfiles).toContainEqual(
      expect.objectContaining({ profile: 'FAPI2_SECURITY' }),
    );
    await page.locator('.result-window').getByText('"FAPI2_SECURITY"').waitFor();
    expect(faults, 'no breach of the policy, no request to another host').toEqual([]);
    await page.reload();
    await page.waitForSelector('.graphiql-execute-button');
    expect(await page.locator('.graphiql-tab').count(), 'a reload adds no tab').toBe(1);
  });

  test('ignores a token in the address, so that a link cannot sign a visitor in', async () => {
    const { page } = await open(`/graphql#token=${await gateway.token()}`);
    await page.getByText('// "Authorization": "Bearer', { exact: false }).waitFor();
    await page.locator('.result-window').getByText('A valid bearer token is required.').waitFor();
  });

  test('does not store the token or a new secret in the browser, or put a query into the address', async () => {
    const token = await gateway.token();
    const mutation =
      'mutation Register { createOAuthClient(input: { name: "Shown once", redirectUris: ["https://a.example/cb"] }) ' +
      '{ ... on CreateOAuthClientPayload { issuedSecret { plaintext } } } }';
    const opened = await open('/graphql', mutation);
    const { page, faults } = opened;
    await setToken(opened, token);
    faults.length = 0;
    const { plaintext } = JSON.parse(await run(opened)).data.createOAuthClient.issuedSecret;
    await page.locator('.result-window').getByText(plaintext).waitFor();
    await page
      .locator('.graphiql-query-editor textarea, .graphiql-query-editor .native-edit-context')
      .first()
      .focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# edited');
    const everythingKept = () =>
      page.evaluate<string>(
        'JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie })',
      );
    await expect.poll(everythingKept, { timeout: 10_000 }).toContain('# edited');
    const kept = await everythingKept();
    expect(kept).not.toContain(plaintext);
    expect(kept).not.toContain(token);
    expect(page.url()).toBe(`${gateway.url}/graphql`);
    expect(faults).toEqual([]);
  });

  test('says without a token that one is required, and where to enter it', async () => {
    const { page } = await open('/graphql');
    await page.locator('.result-window').getByText('A valid bearer token is required.').waitFor();
    await page.getByText('Put your access token', { exact: false }).waitFor();
    await page.getByText('// "Authorization": "Bearer', { exact: false }).waitFor();
  });

  test('loads the schema without a token if it is public', async () => {
    const publicGateway = await openGateway('PostgreSQL', { introspection: 'public' });
    onTestFinished(publicGateway.close);
    const { page, faults } = await open('/graphql', '{ nothingOfThatName }', publicGateway);
    await page.waitForSelector('.squiggly-error');
    expect(faults).toEqual([]);
  });
});
