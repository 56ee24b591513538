import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Config } from '../../../src/config.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const expected = {
  'cache-control': ['no-store'],
  'content-security-policy': ["default-src 'none'; frame-ancestors 'none'"],
  'cross-origin-resource-policy': ['same-origin'],
  'referrer-policy': ['no-referrer'],
  'x-content-type-options': ['nosniff'],
  'x-frame-options': ['DENY'],
};

interface Asked {
  readonly body?: object | string;
  /** `null` sends no token. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Head {
  readonly status: number | undefined;
  /** All values of each header, as received. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

let gateway: TestGateway;
let clientId: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  clientId = await register('Kept');
});
afterAll(() => gateway.close());

const registration = (name: string) => ({ name, redirect_uris: ['https://app.example.com/cb'] });
const clients = '/admin/oauth/clients';

async function register(name: string): Promise<string> {
  const { body } = await gateway.send('POST', clients, registration(name));
  return body.data.client_id;
}

async function ask(method: string, path: string, asked: Asked = {}, to = gateway): Promise<Head> {
  const token = asked.token === undefined ? await to.token() : asked.token;
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...asked.headers,
  };
  const body = typeof asked.body === 'object' ? JSON.stringify(asked.body) : asked.body;
  return new Promise((done, fail) => {
    request(to.url + path, { method, headers, agent: false }, (response) => {
      const all: Record<string, string[]> = {};
      for (let index = 0; index < response.rawHeaders.length; index += 2) {
        const [name = '', value = ''] = response.rawHeaders.slice(index, index + 2);
        all[name.toLowerCase()] = [...(all[name.toLowerCase()] ?? []), value];
      }
      response.resume().once('end', () => done({ status: response.statusCode, headers: all }));
    })
      .on('error', fail)
      .end(body);
  });
}

async function withGateway(overrides: Partial<Config>): Promise<TestGateway> {
  const own = await openGateway('PostgreSQL', overrides);
  onTestFinished(own.close);
  return own;
}

function expectSecure({ headers }: Head): void {
  expect(headers).toMatchObject(expected);
  expect(headers['x-request-id']).toHaveLength(1);
  const repeated = Object.entries(headers).filter(([, values]) => values.length > 1);
  expect(repeated, 'headers that came more than once').toEqual([]);
}

/** With this media type a request that cannot be executed has its own status. */
const strict = { accept: 'application/graphql-response+json' };

const mutation = (name: string) =>
  `mutation { createOAuthClient(input: { name: "${name}", redirectUris: ["https://a.example/"] }) { __typename } }`;

type Case = [what: string, status: number, method: string, path: () => string, asked?: () => Asked];

describe('every response has each security header once', () => {
  test.each<Case>([
    ['a probe of life', 200, 'GET', () => '/livez'],
    ['a probe of readiness', 200, 'GET', () => '/readyz'],
    ['the metrics', 200, 'GET', () => '/metrics'],
    ['the head of the metrics', 200, 'HEAD', () => '/metrics'],
    ['a client by REST', 200, 'GET', () => `${clients}/${clientId}`],
    ['the head of a client', 200, 'HEAD', () => `${clients}/${clientId}`],
    ['a list', 200, 'GET', () => clients],
    ['a registration', 201, 'POST', () => clients, () => ({ body: registration('New') })],
    [
      'a registration under /api/v1',
      201,
      'POST',
      () => `/api/v1${clients}`,
      () => ({ body: registration('V1') }),
    ],
    ['broken JSON', 400, 'POST', () => clients, () => ({ body: '{' })],
    ['metadata that is refused', 400, 'POST', () => clients, () => ({ body: { name: '' } })],
    ['no token', 401, 'GET', () => clients, () => ({ token: null })],
    ['an invalid token', 401, 'GET', () => clients, () => ({ token: 'x.y.z' })],
    ['another tenant', 403, 'GET', () => clients, () => ({ headers: { 'x-tenant-id': 'rival' } })],
    ['an unknown path', 404, 'GET', () => '/nothing'],
    ['an unknown client', 404, 'GET', () => `${clients}/cid_unknown`],
    ['a wrong method', 405, 'PATCH', () => clients],
    ['a wrong method for a probe', 405, 'POST', () => '/livez'],
    ['OPTIONS', 405, 'OPTIONS', () => '/graphql'],
    [
      'a version that has passed',
      412,
      'PUT',
      () => `${clients}/${clientId}`,
      () => ({ body: { name: 'X' }, headers: { 'if-match': '"99"' } }),
    ],
    ['a body that is too large', 413, 'POST', () => clients, () => ({ body: 'x'.repeat(70_000) })],
    [
      'a body that is not JSON',
      415,
      'POST',
      () => clients,
      () => ({ body: 'x', headers: { 'content-type': 'text/plain' } }),
    ],
    ['GraphQL', 200, 'POST', () => '/graphql', () => ({ body: { query: '{ __typename }' } })],
    ['GraphQL by GET', 200, 'GET', () => '/graphql?query=%7B__typename%7D'],
    ['a mutation', 200, 'POST', () => '/graphql', () => ({ body: { query: mutation('A') } })],
    ['a mutation by GET', 405, 'GET', () => `/graphql?query=${encodeURIComponent(mutation('C'))}`],
    [
      'a document that does not parse',
      400,
      'POST',
      () => '/graphql',
      () => ({ body: { query: '{' }, headers: strict }),
    ],
    [
      'a document that is not valid',
      400,
      'POST',
      () => '/graphql',
      () => ({ body: { query: '{ nothing }', extensions: {} }, headers: strict }),
    ],
    [
      'GraphQL without a token',
      401,
      'POST',
      () => '/graphql',
      () => ({ token: null, body: { query: '{ __typename }' } }),
    ],
    [
      'an Accept that nothing fits',
      406,
      'POST',
      () => '/graphql',
      () => ({ body: { query: '{ __typename }' }, headers: { accept: 'image/png' } }),
    ],
    ['a GraphQL body that is too large', 413, 'POST', () => '/graphql', () => ({ body: 'x'.repeat(70_000) })],
    [
      'a GraphQL body that is not JSON',
      415,
      'POST',
      () => '/graphql',
      () => ({ body: 'x', headers: { 'content-type': 'text/plain' } }),
    ],
  ])('%s (%i)', async (_, status, method, path, asked) => {
    const head = await ask(method, path(), asked?.());
    expect(head.status).toBe(status);
    expectSecure(head);
  });

  test('a response without a body (204)', async () => {
    const head = await ask('DELETE', `${clients}/${await register('Gone')}`);
    expect(head.status).toBe(204);
    expectSecure(head);
  });

  test('too many requests (429), by GraphQL and REST', async () => {
    const own = await withGateway({ rateLimit: { actor: 1, address: 1000 } });
    const several = `mutation { ${'abc'
      .split('')
      .map((name) => `${name}: ${mutation(name).slice(11, -2)}`)
      .join(' ')} }`;
    const heads = [
      await ask('GET', clients, {}, own),
      await ask('GET', clients, {}, own),
      await ask('POST', '/graphql', { body: { query: '{ __typename }' } }, own),
    ];
    expect(heads.map(({ status }) => status)).toEqual([200, 429, 429]);
    const token = await own.token({ sub: 'bob' });
    const inside = await ask('POST', '/graphql', { token, body: { query: several, extensions: {} } }, own);
    expect(inside.status).toBe(429);
    for (const head of [...heads, inside]) expectSecure(head);
  });

  test('an allowed preflight (204) may be read by other origins and has every other header', async () => {
    const origin = 'https://admin.example';
    const own = await withGateway({ corsOrigins: [origin] });
    const headers = { origin, 'access-control-request-method': 'POST' };
    const head = await ask('OPTIONS', '/graphql', { token: null, headers }, own);
    expect([head.status, head.headers['cross-origin-resource-policy']]).toEqual([204, ['cross-origin']]);
    expectSecure({ ...head, headers: { ...head.headers, 'cross-origin-resource-policy': ['same-origin'] } });
  });
});
