import { sql } from 'drizzle-orm';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, openGateway, type TestGateway } from '../../harness/gateway.ts';

const json = 'application/json';
const graphqlResponse = 'application/graphql-response+json';
const mediaTypes = [graphqlResponse, json] as const;

/** With the media type of GraphQL over HTTP, and as `application/json`. */
type Statuses = readonly [number, number];

let uses = 0;

/** Unique suffixes for names, keys and actors. */
function unique(): string {
  uses += 1;
  return `unique-${uses}`;
}

/** The response without what differs between two equal requests. */
function comparable({ status, headers, text }: Answer) {
  const masked = text
    .replace(/secret_[\w-]{43}/g, 'SECRET')
    .replace(/"lastFour":"[^"]{4}"/g, '"lastFour":"LAST"')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
    .replace(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, 'ULID')
    .replace(/unique-\d+/g, 'UNIQUE')
    .replace(/"requestId":"[\w-]{36}"/g, '"requestId":"REQUEST"');
  const { date: _, 'content-length': __, 'x-request-id': ___, ...others } = Object.fromEntries(headers);
  return { status, headers: others, text: masked };
}

/** The URL of an equal GET; `undefined` if only a POST is possible or the URL would be too long. */
function pathOf(body: unknown): string | undefined {
  const { query, variables, operationName, extensions } = { ...(body as Record<string, unknown>) };
  const isObject = (value: unknown) => typeof value === 'object' && !Array.isArray(value);
  const canGet =
    typeof query === 'string' &&
    query !== '' &&
    !query.includes('mutation') &&
    [variables, extensions].every((value) => value === undefined || isObject(value)) &&
    (operationName == null || (typeof operationName === 'string' && operationName !== ''));
  if (!canGet) return undefined;
  const parameters = new URLSearchParams({ query });
  if (variables != null) parameters.set('variables', JSON.stringify(variables));
  if (extensions != null) parameters.set('extensions', JSON.stringify(extensions));
  if (operationName != null) parameters.set('operationName', `${operationName}`);
  const path = `/graphql?${parameters}`;
  return path.length < 15_000 ? path : undefined;
}

let gateway: TestGateway;
/** Tokens of two tenants; the clients of `reading` are never changed. */
let tokens: { reading: string; writing: string };
let clientIds: string[];
let globalId: string;
let writableId: string;

beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  tokens = {
    reading: await gateway.token({ tenant: 'reading' }),
    writing: await gateway.token({ tenant: 'writing' }),
  };
  clientIds = [];
  const register = async (name: string, token: string) => {
    const { body } = await gateway.graphql(
      `mutation ($input: CreateOAuthClientInput!) {
        createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { id clientId } } } }`,
      { input: { name, redirectUris: ['https://a.example/'] } },
      { token },
    );
    return body.data.createOAuthClient.client;
  };
  writableId = (await register('Writable', tokens.writing)).clientId;
  for (const name of ['First', 'Second', 'Third']) {
    const { id, clientId } = await register(name, tokens.reading);
    clientIds.push(clientId);
    globalId = id;
  }
});
afterAll(() => gateway.close());

const one = 'query ($id: String!) { oauthClient(clientId: $id) { name clientId } }';
const list = 'query ($first: Int = 1) { oauthClients(first: $first) { nodes { name } } }';
const check = 'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { valid } }';
const named = 'query A { __typename } query B { b: __typename } mutation C { __typename }';

describe.each<[string, Statuses, Record<string, () => unknown>]>([
  [
    'a query',
    [200, 200],
    {
      'of one name': () => ({ query: '{ __typename }' }),
      'of a list with pages, edges and nulls': () => ({
        query: `{ oauthClients(first: 2) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          edges { cursor node { ...all } } nodes { id ulid } } }
          fragment all on OAuthClient { id ulid clientId name status version createdAt updatedAt lastUsedAt deletedAt
            jwks jwksUri logoUrl website tlsClientAuth { __typename } fapiProfile redirectUris scopes secretLastFour
            secrets { lastFour status expiresAt } auditEvents(first: 1) { nodes { action changes { field before after } } } }`,
      }),
      'of one client by a variable': () => ({ query: one, variables: { id: clientIds[0] } }),
      'of an unknown client': () => ({ query: '{ oauthClient(clientId: "app-x") { name } }' }),
      'of a node': () => ({
        query: 'query ($id: ID!) { node(id: $id) { __typename id ... on OAuthClient { name } } }',
        variables: { id: globalId },
      }),
      'with fragments, aliases and directives': () => ({
        query: `query Q($yes: Boolean!, $no: Boolean! = false) {
          a: oauthClients(first: 1) { nodes { ...f } } b: oauthClients(last: 1) { nodes { ...f n: name @skip(if: $yes) } }
          c: __typename @include(if: $no) d: __typename @include(if: $yes) }
          fragment f on OAuthClient { ... on OAuthClientMetadata { name } ... @include(if: $yes) { clientId } }`,
        variables: { yes: true },
      }),
      'of the whole schema': () => ({ query: getIntrospectionQuery() }),
      'that is deep': () => ({
        query: `{ __type(name: "Query") { fields { type { ${'ofType { '.repeat(100)} name ${'} '.repeat(100)} } } } }`,
      }),
      'whose answer is a list of words': () => ({ query: '{ registrationProfiles { profile } }' }),
      'whose answer names problems': () => ({
        query: `{ validateOAuthClient(input: { name: "", redirectUris: ["https://a.example/#x", "nowhere"] })
          { valid issues { code message path reference } } }`,
      }),
      'with a comment and a byte order mark': () => ({ query: '\uFEFF# why\n{ __typename } # so' }),
      'of almost 1000 tokens': () => ({
        query: `{ ${'... { __typename } '.repeat(249)} }`,
      }),
    },
  ],
  [
    'a request that is executed',
    [200, 200],
    {
      'with variables that are null': () => ({ query: '{ __typename }', variables: null }),
      'with an empty variables object': () => ({ query: '{ __typename }', variables: {} }),
      'with a variable too many': () => ({ query: '{ __typename }', variables: { x: { y: [1] } } }),
      'with a variable named __proto__': () => '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}',
      'with a variable that is a single value instead of a list': () => ({
        query: check,
        variables: { input: { name: 'x', redirectUris: 'https://a.example/' } },
      }),
      'with a variable that is left to its default': () => ({ query: list, variables: {} }),
      'with a variable that is null instead of its default': () => ({
        query: list,
        variables: { first: null },
      }),
      'with operationName null': () => ({ query: 'query A { __typename }', operationName: null }),
      'with the name of its operation': () => ({ query: 'query A { __typename }', operationName: 'A' }),
      'with the name of one of several operations': () => ({ query: named, operationName: 'B' }),
      'with the name of a mutation among several operations': () => ({ query: named, operationName: 'C' }),
      'with extensions': () => ({ query: '{ __typename }', extensions: { persistedQuery: { version: 1 } } }),
      'with extensions that are null': () => ({ query: '{ __typename }', extensions: null }),
      'with an unknown parameter that is null': () => ({ query: '{ __typename }', id: null }),
      'with an unknown parameter': () => ({ query: '{ __typename }', id: 1 }),
      'with a parameter named __proto__': () =>
        '{"query":"{ __typename }","__proto__":{"query":"{ a: __typename }"}}',
      'with a parameter named constructor': () => ({ query: '{ __typename }', constructor: 'x' }),
      'with two queries, of which the last counts': () =>
        '{"query":"{ a: __typename }","query":"{ b: __typename }"}',
    },
  ],
  [
    'a malformed request',
    [400, 400],
    {
      'with variables as a list': () => ({ query: '{ __typename }', variables: [] }),
      'with variables as text': () => ({ query: '{ __typename }', variables: '{}' }),
      'with variables as a number': () => ({ query: '{ __typename }', variables: 0 }),
      'with variables that are false': () => ({ query: '{ __typename }', variables: false }),
      'with a number as operationName': () => ({ query: 'query A { __typename }', operationName: 5 }),
      'with a list as operationName': () => ({ query: 'query A { __typename }', operationName: ['A'] }),
      'with extensions as a list': () => ({ query: '{ __typename }', extensions: [] }),
      'without a query': () => ({ variables: {} }),
      'with a query that is null': () => ({ query: null }),
      'with a query that is a number': () => ({ query: 5 }),
      'with a query that is a list': () => ({ query: ['{ __typename }'] }),
      'without parameters': () => ({}),
      'that is a batch': () => [{ query: '{ __typename }' }],
      'that is not JSON': () => '{"query":',
    },
  ],
  [
    'a document of which no operation can be executed',
    [400, 400],
    {
      'without an operation': () => ({ query: 'fragment a on Query { __typename }' }),
      'with the definition of a type': () => ({ query: 'type A { b: Int }' }),
      'with an unknown operationName': () => ({ query: named, operationName: 'D' }),
      'with an empty operationName': () => ({ query: 'query A { __typename }', operationName: '' }),
      'with several operations and no name': () => ({ query: named }),
    },
  ],
  [
    'a document that is not valid',
    [400, 200],
    {
      'with an empty query': () => ({ query: '' }),
      'with a query of blanks and a comment': () => ({ query: ' \n # nothing' }),
      'with a subscription': () => ({ query: 'subscription { clients }' }),
      'with a subscription among others': () => ({
        query: 'query A { __typename } subscription B { clients }',
        operationName: 'B',
      }),
      'and does not parse': () => ({ query: '{ oauthClients(' }),
      'and ends within a text': () => ({ query: '{ node(id: "x' }),
      'with a field that does not exist': () => ({ query: '{ nothing { at all } }' }),
      'with several mistakes': () => ({ query: '{ nothing oauthClient { name } __typename @never }' }),
      'with recursive fragments': () => ({
        query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
      }),
      'of more than 1000 tokens': () => ({ query: `{ ${'__typename '.repeat(1001)} }` }),
      'with more field comparisons than the limit': () => ({ query: `{ ${'__typename '.repeat(997)} }` }),
      'that is nested hundreds of levels deep': () => ({ query: `${'{ a '.repeat(300)}${'} '.repeat(300)}` }),
      'with a value of the wrong type': () => ({ query: '{ oauthClient(clientId: 5) { name } }' }),
      'with an unknown enum value': () => ({
        query: '{ oauthClients(filter: { status: ASLEEP }) { totalCount } }',
      }),
    },
  ],
  [
    'an invalid variable',
    [400, 200],
    {
      'that is missing': () => ({ query: one }),
      'that is null': () => ({ query: one, variables: { id: null } }),
      'that is an object': () => ({ query: one, variables: { id: { secret: 'not to be repeated' } } }),
      'that is text instead of a number': () => ({ query: list, variables: { first: '2' } }),
      'that is not a whole number': () => ({ query: list, variables: { first: 1.5 } }),
      'that is too large a number': () => ({ query: list, variables: { first: 2 ** 31 } }),
      'that is not a time': () => ({
        query: 'query ($filter: OAuthClientFilter) { oauthClients(filter: $filter) { totalCount } }',
        variables: { filter: { createdAt: { from: 'tomorrow' } } },
      }),
      'with many faults': () => ({
        query: check,
        variables: {
          input: { name: 5, isConfidential: 'true', jwks: {}, unknown: 1, grantTypes: ['SORCERY'] },
        },
      }),
      'that is nested thousands of levels deep': () => {
        const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`;
        return `{"query":"${check}","variables":{"input":{"name":"x","redirectUris":${nested}}}}`;
      },
    },
  ],
  [
    'a query with an error while it is executed',
    [200, 200],
    {
      'without other data': () => ({
        query: '{ oauthClients(first: 1000, after: "x") { totalCount } }',
      }),
      'beside other data': () => ({
        query: `query ($id: String!) { oauthClient(clientId: $id) { name auditEvents(first: 1000) { totalCount } } }`,
        variables: { id: clientIds[0] },
      }),
      'beside another error': () => ({
        query: `query ($id: String!) { oauthClient(clientId: $id)
          { a: auditEvents(first: 0) { totalCount } b: auditEvents(after: "x") { totalCount } } }`,
        variables: { id: clientIds[0] },
      }),
    },
  ],
])('%s', (_, statuses, requests) => {
  test.each(Object.entries(requests))(
    '%s has the status of its media type, by POST and by GET',
    async (_name, body) => {
      const found = [];
      for (const accept of mediaTypes) {
        const call = { token: tokens.reading, headers: { accept } };
        const post = await gateway.send('POST', '/graphql', body(), call);
        const path = pathOf(body());
        if (path !== undefined) {
          expect(comparable(await gateway.send('GET', path, undefined, call))).toEqual(comparable(post));
        }
        expect(post.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
        expect(post.text).not.toContain('"http"');
        if (post.status === 400) {
          expect(post.body).not.toHaveProperty('data');
          expect(post.body.errors[0].extensions.code).toBe('BAD_REQUEST');
        }
        found.push(post.status);
      }
      expect(found).toEqual(statuses);
    },
  );
});

test.each<[string, object]>([
  ['`query` must be a string.', { query: 5 }],
  ['`query` must be a string.', {}],
  ['`variables` must be an object or null.', { query: one, variables: [] }],
  ['`operationName` must be a string or null.', { query: one, operationName: 5 }],
  ['`extensions` must be an object or null.', { query: one, extensions: 'x' }],
])('a malformed request gets the error %s', async (message, body) => {
  const answer = await gateway.send('POST', '/graphql', body, { token: tokens.reading });
  const requestId = answer.headers.get('x-request-id');
  expect(answer.body).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST', requestId } }] });
});

const create = `mutation ($input: CreateOAuthClientInput!, $key: String) { createOAuthClient(input: $input, idempotencyKey: $key) {
  __typename ... on CreateOAuthClientPayload { client { clientId name secrets { lastFour } } issuedSecret { plaintext lastFour } replayed }
  ... on RegistrationError { code message issues { path code message } } } }`;
const goodInput = () => ({ name: unique(), redirectUris: ['https://a.example/'] });
const goodLiteral = () => `{ name: "${unique()}", redirectUris: ["https://a.example/"] }`;

const roles = { readOnly: 'security_admin', noRight: '' } as const;

interface Mutation {
  readonly body: () => unknown;
  readonly token?: keyof typeof roles;
  /** The expected status if the real media type is requested. Default: 200. */
  readonly status?: number;
  /** Rows that one call adds: clients, secrets, audit events, idempotency keys. */
  readonly adds: readonly [number, number, number, number];
}

const mutations: Readonly<Record<string, Mutation>> = {
  'that registers': {
    body: () => ({ query: create, variables: { input: goodInput() } }),
    adds: [1, 1, 1, 0],
  },
  'that registers two': {
    body: () => ({
      query: `mutation { a: createOAuthClient(input: ${goodLiteral()}) { __typename } b: createOAuthClient(input: ${goodLiteral()}) { __typename } }`,
    }),
    adds: [2, 2, 2, 0],
  },
  'with a key': {
    body: () => ({ query: create, variables: { input: goodInput(), key: unique() } }),
    adds: [1, 1, 1, 1],
  },
  'that repeats its key itself': {
    body: () => ({
      query: `mutation ($key: String!) {
        a: createOAuthClient(idempotencyKey: $key, input: { name: "x", redirectUris: ["https://a.example/"] }) { ...r }
        b: createOAuthClient(idempotencyKey: $key, input: { name: "x", redirectUris: ["https://a.example/"] }) { ...r } }
        fragment r on CreateOAuthClientPayload { replayed issuedSecret { plaintext } }`,
      variables: { key: unique() },
    }),
    adds: [1, 1, 1, 1],
  },
  'of several operations': {
    body: () => ({
      query: `query A { __typename } mutation B { createOAuthClient(input: ${goodLiteral()}) { __typename } }`,
      operationName: 'B',
    }),
    adds: [1, 1, 1, 0],
  },
  'that changes and changes back': {
    body: () => ({
      query: `mutation ($id: String!) { a: suspendOAuthClient(input: { clientId: $id }) { __typename }
        b: activateOAuthClient(input: { clientId: $id }) { ... on ActivateOAuthClientPayload { client { status } } } }`,
      variables: { id: writableId },
    }),
    adds: [0, 0, 2, 0],
  },
  'that the rules refuse': {
    body: () => ({ query: create, variables: { input: { name: '', redirectUris: ['nowhere'] } } }),
    adds: [0, 0, 1, 0],
  },
  'about a client that is not there': {
    body: () => ({
      query: `mutation { suspendOAuthClient(input: { clientId: "app-x" }) { ... on RegistrationError { code issues { code } } } }`,
    }),
    adds: [0, 0, 1, 0],
  },
  'without the right': {
    token: 'readOnly',
    body: () => ({ query: create, variables: { input: goodInput() } }),
    adds: [0, 0, 1, 0],
  },
  'by a caller without any right': {
    token: 'noRight',
    body: () => ({ query: create, variables: { input: goodInput() } }),
    adds: [0, 0, 1, 0],
  },
  'whose answer has an error': {
    body: () => ({
      query: `mutation { createOAuthClient(input: ${goodLiteral()}) { ... on CreateOAuthClientPayload {
        issuedSecret { plaintext } client { name auditEvents(first: 1000) { totalCount } } } } }`,
    }),
    adds: [1, 1, 1, 0],
  },
  'of which one field is refused': {
    body: () => ({
      query: `mutation { a: createOAuthClient(input: ${goodLiteral()}) { __typename }
        b: createOAuthClient(input: { name: "", redirectUris: [] }) { __typename } }`,
    }),
    adds: [1, 1, 2, 0],
  },
  'with a variable of the wrong type': {
    body: () => ({ query: create, variables: { input: { ...goodInput(), scopes: 5 } } }),
    status: 400,
    adds: [0, 0, 0, 0],
  },
  'beside an invalid field': {
    body: () => ({ query: `mutation { createOAuthClient(input: ${goodLiteral()}) { __typename } nothing }` }),
    status: 400,
    adds: [0, 0, 0, 0],
  },
  'that operationName does not select': {
    body: () => ({
      query: `query A { __typename } mutation B { createOAuthClient(input: ${goodLiteral()}) { __typename } }`,
      operationName: 'A',
    }),
    adds: [0, 0, 0, 0],
  },
  'beside an unknown parameter': {
    body: () => ({ query: create, variables: { input: goodInput() }, id: 1 }),
    adds: [1, 1, 1, 0],
  },
  'beside extensions': {
    body: () => ({ query: create, variables: { input: goodInput() }, extensions: {} }),
    adds: [1, 1, 1, 0],
  },
};

test.each(Object.entries(mutations))(
  'a mutation %s adds its rows once, for every media type of the response',
  async (_, { body, token, status = 200, adds }) => {
    const role = token ? roles[token] : 'admin';
    const countRows = async () => Object.values(await gateway.rows()).map(({ length }) => length);
    for (const accept of mediaTypes) {
      const before = await countRows();
      // Refusals of one actor are counted in one event, so each call has a different actor.
      const caller = await gateway.token({ tenant: 'writing', role, sub: unique() });
      const answer = await gateway.send('POST', '/graphql', body(), { token: caller, headers: { accept } });
      const added = (await countRows()).map((count, index) => count - (before[index] ?? 0));
      expect(added).toEqual(adds);
      if (accept === graphqlResponse) expect(answer.status).toBe(status);
    }
  },
);

test('a mutation by GET is refused without an effect', async () => {
  const query = `mutation { createOAuthClient(input: ${goodLiteral()}) { __typename } }`;
  const several = `query A { __typename } ${query.replace('mutation', 'mutation B')}`;
  const before = await gateway.rows();
  for (const accept of mediaTypes) {
    for (const parameters of [{ query }, { query: several, operationName: 'B' }]) {
      const path = `/graphql?${new URLSearchParams(parameters)}`;
      const call = { token: tokens.writing, headers: { accept } };
      const { status, headers } = await gateway.send('GET', path, undefined, call);
      expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    }
  }
  expect(await gateway.rows()).toEqual(before);
});

test('callers that send the same document concurrently each get the data of their tenant', async () => {
  const [superAdmin, rival] = [
    await gateway.token({ tenant: 'ruling', role: 'super_admin' }),
    await gateway.token({ tenant: 'rival' }),
  ];
  const callers = [
    { token: tokens.reading, name: 'First' },
    { token: rival, name: null },
    { token: superAdmin, name: null },
    { token: superAdmin, name: 'First', headers: { 'x-tenant-id': 'reading' } },
  ];
  const names = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const { name, ...call } = callers[index % callers.length] ?? { token: '', name: '' };
      const { body } = await gateway.graphql(one, { id: clientIds[0] }, call);
      return { expected: name, actual: body.data.oauthClient?.name ?? null };
    }),
  );
  expect(names.map(({ actual }) => actual)).toEqual(names.map(({ expected }) => expected));
});

describe('when the database fails,', () => {
  let broken: TestGateway;
  let token: string;
  let clientId: string;
  beforeAll(async () => {
    broken = await openGateway('PostgreSQL');
    token = await broken.token();
    const { body } = await broken.graphql(create, { input: goodInput() });
    clientId = body.data.createOAuthClient.client.clientId;
  });
  afterAll(() => broken.close());

  const query = 'query ($id: String!) { oauthClient(clientId: $id) { name secrets { lastFour } } }';
  const renamed = (table: string) => [
    `alter table ${table} rename to ${table}_gone`,
    `alter table ${table}_gone rename to ${table}`,
  ];

  test.each<[string, () => unknown, { breaks: string[]; code: string; data: unknown }]>([
    [
      'a query that cannot read',
      () => ({ query, variables: { id: clientId } }),
      {
        breaks: renamed('oauth_clients'),
        code: 'INTERNAL_SERVER_ERROR',
        data: { oauthClient: null },
      },
    ],
    [
      'a query of which one field fails',
      () => ({ query, variables: { id: clientId } }),
      {
        breaks: renamed('oauth_client_secrets'),
        code: 'INTERNAL_SERVER_ERROR',
        data: { oauthClient: { name: 'UNIQUE', secrets: null } },
      },
    ],
    [
      'a mutation that cannot write',
      () => ({ query: create, variables: { input: goodInput() } }),
      {
        breaks: renamed('oauth_client_secrets'),
        code: 'INTERNAL_SERVER_ERROR',
        data: { createOAuthClient: null },
      },
    ],
    [
      'a mutation of a locked client',
      () => ({
        query: 'mutation ($id: String!) { suspendOAuthClient(input: { clientId: $id }) { __typename } }',
        variables: { id: clientId },
      }),
      {
        breaks: [
          `create function hold() returns trigger language plpgsql as
            $$ begin raise exception 'held' using errcode = '55P03'; end $$;
          create trigger hold before update on oauth_clients execute function hold()`,
          'drop function hold cascade',
        ],
        code: 'UNAVAILABLE',
        data: { suspendOAuthClient: null },
      },
    ],
  ])(
    '%s gets 200 with null, is logged once with its request id, and reveals nothing of the database',
    async (_, body, { breaks: [breakIt = '', mendIt = ''], code, data }) => {
      const before = await broken.written();
      for (const [index, accept] of mediaTypes.entries()) {
        const logged = broken.logLines.length;
        const headers = { accept, 'x-request-id': 'of-the-test' };
        await runAll(broken, breakIt);
        const answer = await broken.send('POST', '/graphql', body(), { token, headers });
        await runAll(broken, mendIt);
        const lines = broken.logLines.slice(logged).filter((line) => line.includes('"level":50'));
        // Equal failures with UNAVAILABLE are logged once and then counted.
        const isCounted = code === 'UNAVAILABLE' && index > 0;
        expect(lines).toHaveLength(isCounted ? 0 : 1);
        if (!isCounted) expect(lines[0]).toContain('of-the-test');
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([200, null]);
        const { errors, ...rest } = JSON.parse(comparable(answer).text);
        expect(rest).toEqual({ data });
        expect(errors).toMatchObject([{ extensions: { code, requestId: 'of-the-test' } }]);
        expect(answer.text).not.toMatch(/relation|oauth_client|select|insert|update|held|"http"/);
      }
      expect(await broken.written()).toEqual(before);
    },
  );
});

async function runAll(gateway: TestGateway, statements: string): Promise<void> {
  for (const statement of statements.split(/;\s+(?=create trigger)/)) {
    await gateway.database.execute(sql.raw(statement));
  }
}
