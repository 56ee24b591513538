import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

let gateway: TestGateway;
let clientId: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  const { body } = await gateway.graphql(
    'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { ... on CreateOAuthClientPayload { client { clientId } } } }',
  );
  clientId = body.data.createOAuthClient.client.clientId;
});
afterAll(() => gateway.close());

/** What clients send by default, and the media type they get. */
const accepts: [string, string, string][] = [
  ['Apollo Client 4', 'application/graphql-response+json,application/json;q=0.9', graphqlResponse],
  [
    'urql',
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    graphqlResponse,
  ],
  ['graphql-request', 'application/graphql-response+json', graphqlResponse],
  ['fetch', '*/*', json],
  ['an older client', 'application/json', json],
];

const rotation = `rotateOAuthClientSecret(input: { clientId: $id, graceSeconds: 0 }) {
  ... on RotateOAuthClientSecretPayload { client { auditEvents(first: $first) { totalCount } } issuedSecret { plaintext } } }`;

describe.each(accepts)('with the Accept of %s', (_, accept, mediaType) => {
  const ask = (body: object, claims = {}) =>
    gateway
      .token(claims)
      .then((token) => gateway.send('POST', '/graphql', body, { token, headers: { accept } }));

  test.each<[string, string, object, object]>([
    [
      'beside a refused suspend',
      'suspendOAuthClient(input: { clientId: $id }) { __typename }',
      { suspendOAuthClient: null },
      { first: 1 },
    ],
    ['with an invalid nested argument', '', {}, { first: 500 }],
  ])('a rotation %s gets 200 with its secret', async (_, other, data, variables) => {
    const query = `mutation ($id: String!, $first: Int!) { ${other} ${rotation} }`;
    const rights = { role: '', scope: 'oauth.clients:rotate' };
    const answer = await ask({ query, variables: { id: clientId, ...variables } }, rights);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaType]);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.data).toMatchObject({
      ...data,
      rotateOAuthClientSecret: { issuedSecret: { plaintext: expect.stringMatching(/^secret_/) } },
    });
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  test.each<[string, object]>([
    ['a document that does not parse', { query: '{' }],
    ['a document that is not valid', { query: '{ nothing }' }],
    [
      'a variable of the wrong type',
      { query: 'query ($id: String!) { oauthClient(clientId: $id) { name } }' },
    ],
    [
      'a document that is too deep',
      { query: `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }` },
    ],
  ])('%s has no data and gets the status of its media type', async (_, body) => {
    const answer = await ask(body);
    expect(answer.body).toEqual({ errors: expect.any(Array) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      mediaType === json ? 200 : 400,
      mediaType,
    ]);
  });

  test.each<[string, object]>([
    ['the hash of Apollo', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
    [
      'the hash of Apollo and a query of null',
      { query: null, extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
    ],
    ['a documentId', { documentId: `sha256:${'a'.repeat(64)}`, variables: {} }],
  ])('%s without a document is not supported', async (_, body) => {
    const answer = await ask(body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      mediaType === json ? 200 : 400,
      mediaType,
    ]);
    expect(answer.body.errors).toMatchObject([
      { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
    ]);
  });
});

test('a hash without a document is not supported by GET', async () => {
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: 'a' } });
  for (const query of [new URLSearchParams({ extensions }), new URLSearchParams({ documentId: 'a' })]) {
    const { body } = await gateway.send('GET', `/graphql?${query}`);
    expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  }
});

test.each<[string, object]>([
  ['onError', { onError: 'PROPAGATE' }],
  ['the hash of its document', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }],
  ['documentId', { documentId: 'sha256:a' }],
  ['any other member', { id: 1, doc_id: [], debug: true }],
])('a request with a document and %s is executed', async (_, others) => {
  const { status, body } = await gateway.send('POST', '/graphql', { query: '{ __typename }', ...others });
  expect([status, body]).toEqual([200, { data: { __typename: 'Query' } }]);
});

test('an error before the execution has the negotiated media type', async () => {
  for (const [, accept, mediaType] of accepts) {
    const answer = await gateway.send('POST', '/graphql', {}, { token: null, headers: { accept } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, mediaType]);
  }
  const headers = { accept: 'application/json, application/graphql-response+json;q=0' };
  const { headers: answered } = await gateway.send('POST', '/graphql', {}, { token: null, headers });
  expect(answered.get('content-type')).toBe(json);
});

test.each([
  ['auditEvents(first: 500) { totalCount }', 'auditEvents'],
  ['oauthClients(after: "x") { totalCount }', 'oauthClients'],
])('the invalid list %s leaves the results of its siblings', async (field, name) => {
  const query = `query ($id: String!) { ${field} oauthClient(clientId: $id) { name } registrationProfiles { profile } }`;
  const { status, body } = await gateway.graphql(query, { id: clientId });
  expect(status).toBe(200);
  expect(body.errors).toMatchObject([{ path: [name], extensions: { code: 'INVALID_ARGUMENT' } }]);
  expect(body.data).toMatchObject({ [name]: null, oauthClient: { name: 'x' } });
  expect(body.data.registrationProfiles.length).toBeGreaterThan(1);
});

test('a page beyond the end has no items', async () => {
  const page = '{ nodes { __typename } pageInfo { hasNextPage hasPreviousPage } }';
  const { status, body } = await gateway.graphql(
    `{ oauthClients(skip: 1000) ${page} auditEvents(skip: 1000) ${page} }`,
  );
  const empty = { nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } };
  expect([status, body]).toEqual([200, { data: { oauthClients: empty, auditEvents: empty } }]);
});

test('null for a required argument is an error of the caller', async () => {
  const query = 'query ($id: String = "app-x") { oauthClient(clientId: $id) { name } }';
  const { status, body } = await gateway.graphql(query, { id: null });
  expect([status, body.data]).toEqual([200, { oauthClient: null }]);
  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' }, path: ['oauthClient'] }]);
});
