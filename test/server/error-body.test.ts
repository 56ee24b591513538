import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const clients = '/admin/oauth/clients';
const unknown = `${clients}/app-01ARZ3NDEKTSV4RRFFQ69G5FAV`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

type Call = Parameters<TestGateway['send']>;

describe('a REST error body contains the request id', () => {
  const calls: readonly (readonly [string, number, ...Call])[] = [
    ['an unknown query parameter', 400, 'GET', `${clients}?foo=1`],
    ['a page of the wrong type', 400, 'GET', `${clients}?page=x`],
    ['a page that is out of bounds', 400, 'GET', `${clients}?page=0`],
    ['an If-Match without quotes', 400, 'DELETE', unknown, undefined, { headers: { 'if-match': '2' } }],
    ['an empty Idempotency-Key', 400, 'POST', clients, {}, { headers: { 'idempotency-key': '' } }],
    ['an empty X-Tenant-ID', 400, 'GET', clients, undefined, { headers: { 'x-tenant-id': '' } }],
    ['an invalid body', 400, 'POST', clients, 'no JSON'],
    ['an invalid registration', 400, 'POST', clients, {}],
    ['a body that is an array', 400, 'POST', clients, '[]'],
    ['no valid token', 401, 'GET', clients, undefined, { token: 'no.token.here' }],
    ['an unknown client', 404, 'GET', unknown],
    ['an unknown client of a change', 404, 'PUT', unknown, { name: 'Mine' }],
    ['an unknown path', 404, 'GET', '/admin/nothing'],
    ['a method that the path does not have', 405, 'PUT', clients, {}],
    ['a body of another type', 415, 'POST', clients, '', { headers: { 'content-type': 'text/plain' } }],
  ];

  const rows = calls.map(([name, expected, ...call]) => ({ name, expected, call }));

  test.each(rows)('$name', async ({ expected, call }) => {
    const { status, headers, body } = await gateway.send(...call);
    expect(status).toBe(expected);
    expect(body.request_id).toMatch(/^[\w-]{36}$/);
    expect(body.request_id).toBe(headers.get('x-request-id'));
  });
});

describe('every GraphQL error contains the request id', () => {
  const bodies: readonly (readonly [string, unknown])[] = [
    ['a syntax error', { query: '{' }],
    ['an unknown field beside another', { query: '{ a b }' }],
    ['an invalid enum value', { query: '{ oauthClients(filter: { status: BAD }) { totalCount } }' }],
    [
      'a variable of the wrong type',
      { query: 'query ($n: Int) { oauthClients(first: $n) { totalCount } }', variables: { n: 'x' } },
    ],
    ['a page that is out of bounds', { query: '{ oauthClients(first: 0) { totalCount } }' }],
    ['a document that is too large', { query: `{ ${'a '.repeat(2000)} }` }],
    ['an operation name that is a number', { query: '{ __typename }', operationName: 5 }],
    ['no query', {}],
    ['a persisted query', { extensions: { persistedQuery: {} } }],
    ['a batch', []],
    ['a body that is not JSON', 'no JSON'],
  ];

  test.each(bodies)('%s', async (_, content) => {
    const { headers, body } = await gateway.send('POST', '/graphql', content);
    expect(body.errors.length).toBeGreaterThan(0);
    const id = headers.get('x-request-id');
    expect(id).toMatch(/^[\w-]{36}$/);
    const ids = body.errors.map(({ extensions }: { extensions: object }) => extensions);
    expect(ids).toEqual(ids.map(() => expect.objectContaining({ requestId: id })));
  });
});

describe('a refused request contains its reason', () => {
  test.each([
    ['content-type', 'application/json; charset=latin1', 'The charset in Content-Type must be UTF-8.'],
    ['content-type', 'text/plain', 'The body must be JSON with Content-Type: application/json.'],
    ['content-encoding', 'gzip', 'The body must not be compressed: omit Content-Encoding.'],
  ])('%s: %s', async (name, value, message) => {
    for (const path of [clients, '/graphql']) {
      const { status, headers, body } = await gateway.send('POST', path, '{}', {
        headers: { [name]: value },
      });
      expect([status, body.message ?? body.errors[0].message]).toEqual([415, message]);
      expect(headers.get('accept-encoding')).toBe(name === 'content-encoding' ? 'identity' : null);
    }
  });

  test.each(['', 'two words', 'x'.repeat(256)])('X-Tenant-ID: %.20s', async (value) => {
    const token = await gateway.token({ role: 'super_admin' });
    const { status, body } = await gateway.send('GET', clients, undefined, {
      token,
      headers: { 'x-tenant-id': value },
    });
    const message = 'The header X-Tenant-ID must have 1 to 255 visible ASCII characters.';
    expect([status, body.message]).toEqual([400, message]);
  });

  test.each([
    ['no JSON', 'The body is not valid JSON in UTF-8.'],
    ['[]', 'The body must be a JSON object.'],
  ])('a GraphQL body of %s', async (content, message) => {
    const { status, body } = await gateway.send('POST', '/graphql', content);
    expect([status, body.errors[0].message]).toEqual([400, message]);
  });
});
