import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const apis = ['/graphql', '/admin/oauth/clients'];

describe.each(apis)('%s', (path) => {
  test('a body over 64 KiB is refused, with or without a declared length', async () => {
    const text = JSON.stringify({ name: 'x'.repeat(1_000_000) });
    const declared = await gateway.send('POST', path, text);
    expect(declared.status).toBe(413);
    expect(await postChunked(path, text)).toBe(413);
  });

  test.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/graphql',
  ])('a body declared as %s is refused, because only JSON is accepted', async (type) => {
    const body = new TextEncoder().encode('{"query":"{ __typename }"}');
    const authorization = `Bearer ${await gateway.token()}`;
    const headers = { authorization, ...(type === undefined ? {} : { 'content-type': type }) };
    const { status } = await fetch(gateway.url + path, { method: 'POST', headers, body });
    expect(status).toBe(415);
  });

  test.each(['PATCH', 'DELETE', 'OPTIONS'])(
    '%s is refused and Allow lists the supported methods',
    async (method) => {
      const { status, headers } = await gateway.send(method, path);
      expect([status, headers.get('allow')]).toEqual([
        405,
        path === '/graphql' ? 'GET, POST' : 'POST, GET, HEAD',
      ]);
    },
  );

  test('a body of invalid UTF-8 is refused as JSON', async () => {
    const body = Buffer.from(
      '{"name":"\xff","redirect_uris":["https://a.example/"],"query":"\xff"}',
      'latin1',
    );
    const headers = { authorization: `Bearer ${await gateway.token()}`, 'content-type': 'application/json' };
    const response = await fetch(gateway.url + path, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
  });

  test('every response has a request id; a valid id from the caller is used', async () => {
    const chosen = await gateway.send('POST', path, '{}', { headers: { 'x-request-id': 'trace-1' } });
    const unfit = await gateway.send('POST', path, '{}', {
      headers: { 'x-request-id': 'a b"c' },
      token: null,
    });
    expect(chosen.headers.get('x-request-id')).toBe('trace-1');
    expect(unfit.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('no response may be cached', async () => {
    const { headers } = await gateway.send('POST', path, { query: '{ __typename }' });
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

test.each([
  '/',
  '/graphql/',
  '/graphqlx',
  '/admin/oauth',
  '/admin/oauth/clients/',
  '/api/v2/admin/oauth/clients',
  '/graphql/health',
  '//',
  '/%',
])('there is no route %s', async (path) => {
  const { status, body } = await gateway.send('GET', path, undefined, { token: null });
  expect([status, body]).toMatchObject([404, { code: 40410002 }]);
});

test.each(['a:99999', '', 'other.example'])('the Host header %j has no effect', async (host) => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const body = '{"query":"{ __typename }"}';
  const token = await gateway.token();
  socket.write(
    `POST ${gateway.url}/graphql HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const answer = (await socket.setEncoding('utf8').toArray()).join('');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('{"data":{"__typename":"Query"}}');
});

test.each(['variables=x', 'variables=[]', 'extensions={'])('a GET with %s gets 400', async (parameter) => {
  const { status } = await gateway.send('GET', `/graphql?query=%7B__typename%7D&${parameter}`);
  expect(status).toBe(400);
});

test('a compressed body is refused', async () => {
  const { status } = await gateway.send('POST', '/graphql', '{}', {
    headers: { 'content-encoding': 'gzip' },
  });
  expect(status).toBe(415);
});

test('a query may be sent by GET and a mutation may not', async () => {
  const query = await gateway.send('GET', `/graphql?query=${encodeURIComponent('{ __typename }')}&x=/health`);
  expect([query.status, query.body]).toEqual([200, { data: { __typename: 'Query' } }]);
  const mutation =
    'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename } }';
  const refused = await gateway.send('GET', `/graphql?query=${encodeURIComponent(mutation)}`);
  expect(refused.status).toBe(405);
  expect((await gateway.rows()).clients).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['null', 'null'],
  ['a batch', '[{"query":"{ __typename }"}]'],
  ['no query', '{"variables":{}}'],
  ['an empty object', '{}'],
  ['a query that is not a string', '{"query":5}'],
  ['a document that does not parse', '{"query":"{"}'],
  ['a field that does not exist', '{"query":"{ nothing }"}'],
  [
    'a word that does not exist',
    '{"query":"mutation{createOAuthClient(input:{name:\\"x\\",redirectUris:[],grantTypes:[SORCERY]}){__typename}}"}',
  ],
])('a GraphQL request of %s gets 400', async (_, body) => {
  const { status, body: answer } = await gateway.send('POST', '/graphql', body);
  expect(status).toBe(400);
  expect(answer.errors[0].message).toEqual(expect.any(String));
});

test.each([
  ['selections', `${'{a'.repeat(10_000)}${'}'.repeat(10_000)}`],
  ['lists', `{ node(id: ${'['.repeat(10_000)}${']'.repeat(10_000)}) { id } }`],
  ['objects', `{ node(id: ${'{a:'.repeat(7000)}1${'}'.repeat(7000)}) { id } }`],
  ['fields beside each other', `{ ${'oauthClient(clientId: "x") { name } '.repeat(800)} }`],
])('a document of thousands of %s is refused at low cost', async (_, query) => {
  const { status, body } = await gateway.graphql(query);
  expect([status, body.errors]).toMatchObject([400, [{ message: expect.stringContaining('tokens') }]]);
});

test.each([
  ['a body', '['.repeat(65_000)],
  ['a value', `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)},"redirect_uris":["https://a.example/"]}`],
  [
    'a key',
    JSON.stringify({ jwks: `{"keys":[{"kty":"EC","x":${'['.repeat(15_000)}${']'.repeat(15_000)}}]}` }),
  ],
])('%s that is nested thousands of levels deep is refused', async (_, body) => {
  expect((await gateway.send('POST', '/admin/oauth/clients', body)).status).toBe(400);
});

test('all variables of a wrong type are reported at once', async () => {
  const document =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
  const input = { name: 5, isConfidential: 'true', jwks: {}, unknown: 1 };
  const { status, body } = await gateway.graphql(document, { input });
  expect(status).toBe(400);
  const messages = body.errors.map(({ message }: { message: string }) => message).join('\n');
  for (const place of ['name', 'isConfidential', 'jwks', 'unknown']) expect(messages).toContain(place);
  expect(body.errors).toHaveLength(4);
});

test('a caller that accepts application/json gets 200 for a request that cannot be executed (GraphQL over HTTP)', async () => {
  const { status } = await gateway.graphql('{ nothing }', {}, { headers: { accept: 'application/json' } });
  expect(status).toBe(200);
});

async function postChunked(path: string, text: string): Promise<number | undefined> {
  const authorization = `Bearer ${await gateway.token()}`;
  return new Promise((done, fail) => {
    const headers = { authorization, 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    request(gateway.url + path, { method: 'POST', headers }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', fail)
      .end(text);
  });
}
