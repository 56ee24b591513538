import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { sql } from 'drizzle-orm';
import { getIntrospectionQuery } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeOrdinary } from '../../../src/server/graphql/ordinary-request.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly token: string;
  /** `undefined` sends no such header, which `fetch` cannot. */
  readonly accept: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function sendTo(
  gateway: TestGateway,
  { method = 'POST', path = '', token, accept, body, headers }: RawRequest,
) {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return new Promise<RawAnswer>((done, fail) => {
    const sent = request(`${gateway.url}/graphql${path}`, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        // Chosen here, so that it is the same in two answers.
        'x-request-id': 'of-the-test',
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(accept === undefined ? {} : { accept }),
        ...headers,
      },
    });
    sent.once('error', fail);
    sent.once('response', (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        received += chunk;
      });
      response.once('error', fail).once('end', () => {
        const { statusCode, headers, rawHeaders } = response;
        done({ status: statusCode, headers, rawHeaders, text: received });
      });
    });
    sent.end(text);
  });
}

let uses = 0;

/** A part of a header, a name or a key that nobody has used before. */
function unused(): string {
  uses += 1;
  return `unique-${uses}`;
}

/** Values of Accept, each of them new: a media type that nobody has is part of it. */
const accepts: Readonly<Record<string, () => string>> = {
  anything: () => `*/*, x/${unused()}`,
  'application/json': () => `application/json, x/${unused()}`,
  'application/graphql-response+json': () => `application/graphql-response+json, x/${unused()}`,
  'both, JSON first': () => `application/json, application/graphql-response+json, x/${unused()}`,
  'Apollo Client': () => `application/graphql-response+json,application/json;q=0.9,x/${unused()}`,
  'Apollo Client with @defer': () =>
    `multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9,x/${unused()}`,
  urql: () =>
    `application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed, x/${unused()}`,
  'a browser': () =>
    `text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8,x/${unused()}`,
  'capital letters': () => `APPLICATION/JSON, x/${unused()}`,
  'any application': () => `application/*, x/${unused()}`,
  'a charset': () => `application/json; charset=utf-8, x/${unused()}`,
  'another charset': () =>
    `application/json;charset=iso-8859-1, application/graphql-response+json, x/${unused()}`,
  'text/event-stream': () => `text/event-stream, x/${unused()}`,
  'text/event-stream, then JSON': () => `text/event-stream, application/json, x/${unused()}`,
  'multipart/mixed': () => `multipart/mixed, x/${unused()}`,
  'text/html': () => `text/html, x/${unused()}`,
  garbage: () => `;;,, /,"${unused()}`,
  'very long': () => `application/json, ${'x'.repeat(600)}/${unused()}`,
};

/** Those that stand for the others: two ways to look at errors, a list of both, and an answer that is never short. */
const frequentAccepts = [
  'anything',
  'application/json',
  'application/graphql-response+json',
  'urql',
  'text/event-stream',
];

/** What is another in each answer, and what does not reach the caller. */
function comparable({ status, headers, text }: RawAnswer) {
  const { date: _, ...others } = headers;
  const masked = text
    .replace(/secret_[\w-]{43}/g, 'SECRET')
    .replace(/"lastFour":"[^"]{4}"/g, '"lastFour":"LAST"')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT')
    .replace(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g, 'ULID')
    .replace(/unique-\d+/g, 'UNIQUE')
    // A stream of events shows at its beginning, and a few times a second, that it is alive.
    .replace(/^:\n\n/gm, '');
  return { status, headers: others, text: masked };
}

type Sent = Omit<RawRequest, 'accept' | 'body'> & { readonly body: () => unknown };

/** One request as Yoga answers it, because it comes by GET where it can, and as it is answered the shorter way. */
async function answerBothWays(gateway: TestGateway, sent: Sent, accept: string | undefined) {
  const body = sent.body();
  const path = pathOf(body);
  const byYoga =
    path === undefined
      ? await sendTo(gateway, { ...sent, body, accept })
      : await sendTo(gateway, { ...sent, method: 'GET', path, body: undefined, accept });
  const later = await sendTo(gateway, { ...sent, body: sent.body(), accept });
  return { byYoga, later };
}

/** The query of a GET that asks the same; `undefined` for what only a POST can ask, or what is too long for a URL. */
function pathOf(body: unknown): string | undefined {
  const { query, variables, operationName, extensions } = { ...(body as Record<string, unknown>) };
  const isText = typeof query === 'string' && query !== '' && !query.includes('mutation');
  const isPlain = (value: unknown) => typeof value === 'object' && !Array.isArray(value);
  const canGet =
    isText &&
    (variables === undefined || isPlain(variables)) &&
    (extensions === undefined || isPlain(extensions)) &&
    (operationName == null || (typeof operationName === 'string' && operationName !== ''));
  if (!canGet) return undefined;
  const parameters = new URLSearchParams({ query });
  if (variables != null) parameters.set('variables', JSON.stringify(variables));
  if (operationName != null) parameters.set('operationName', operationName);
  const path = `?${parameters}`;
  return path.length < 15_000 ? path : undefined;
}

let gateway: TestGateway;
/** Of tenants that keep out of each other's way: `reading` is never changed once it has its clients. */
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
  const writable = await gateway.graphql(create, { input: goodInput() }, { token: tokens.writing });
  writableId = writable.body.data.createOAuthClient.client.clientId;
  for (const name of ['First', 'Second', 'Third']) {
    const { body } = await gateway.graphql(
      `mutation ($input: CreateOAuthClientInput!) {
        createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { id clientId } } } }`,
      { input: { name, redirectUris: ['https://a.example/'] } },
      { token: tokens.reading },
    );
    clientIds.push(body.data.createOAuthClient.client.clientId);
    globalId = body.data.createOAuthClient.client.id;
  }
});
afterAll(() => gateway.close());

test('the requests that are compared here go two ways', async () => {
  for (const accept of [accepts.anything?.(), accepts['application/graphql-response+json']?.()]) {
    const sent = { token: tokens.reading, body: () => ({ query: '{ __typename }' }) };
    const { byYoga, later } = await answerBothWays(gateway, sent, accept);
    // Nothing but the spelling of the name tells who wrote the header. Where both spell it alike, this needs another sign.
    const spellings = [byYoga, later].map(({ rawHeaders }) =>
      rawHeaders.find((name) => name.toLowerCase() === 'content-type'),
    );
    expect(spellings).toEqual(['Content-Type', 'content-type']);
  }
});

const one = 'query ($id: String!) { oauthClient(clientId: $id) { name clientId } }';
const list = 'query ($first: Int = 1) { oauthClients(first: $first) { nodes { name } } }';
const check = 'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { valid } }';
const named = 'query A { __typename } query B { b: __typename } mutation C { __typename }';

// With the status that each gets where the real one is asked for.
describe.each<[string, number, Record<string, () => unknown>]>([
  [
    'a query',
    200,
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
      'of a client that is not there': () => ({ query: '{ oauthClient(clientId: "app-x") { name } }' }),
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
    'a request that is taken',
    200,
    {
      'with variables that are null': () => ({ query: '{ __typename }', variables: null }),
      'with no variables in it': () => ({ query: '{ __typename }', variables: {} }),
      'with a variable too many': () => ({ query: '{ __typename }', variables: { x: { y: [1] } } }),
      'with a variable named __proto__': () => '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}',
      'with a variable that is one value where a list is asked for': () => ({
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
    'a request that is not taken',
    400,
    {
      'with variables as a list': () => ({ query: '{ __typename }', variables: [] }),
      'with variables as text': () => ({ query: '{ __typename }', variables: '{}' }),
      'with variables as a number': () => ({ query: '{ __typename }', variables: 0 }),
      'with variables that are false': () => ({ query: '{ __typename }', variables: false }),
      'with an unknown operationName': () => ({ query: named, operationName: 'D' }),
      'with an empty operationName': () => ({ query: 'query A { __typename }', operationName: '' }),
      'with a number as operationName': () => ({ query: 'query A { __typename }', operationName: 5 }),
      'with a list as operationName': () => ({ query: 'query A { __typename }', operationName: ['A'] }),
      'with several operations and no name': () => ({ query: named }),
      'with extensions as a list': () => ({ query: '{ __typename }', extensions: [] }),
      'without a query': () => ({ variables: {} }),
      'with a query that is null': () => ({ query: null }),
      'with a query that is a number': () => ({ query: 5 }),
      'with a query that is a list': () => ({ query: ['{ __typename }'] }),
      'with an empty query': () => ({ query: '' }),
      'with a query of blanks and a comment': () => ({ query: ' \n # nothing' }),
      'without parameters': () => ({}),
      'that is a batch': () => [{ query: '{ __typename }' }],
      'that is no JSON': () => '{"query":',
    },
  ],
  [
    'a document that is not valid',
    400,
    {
      'and does not parse': () => ({ query: '{ oauthClients(' }),
      'and ends within a text': () => ({ query: '{ node(id: "x' }),
      'with a field that does not exist': () => ({ query: '{ nothing { at all } }' }),
      'with several mistakes': () => ({ query: '{ nothing oauthClient { name } __typename @never }' }),
      'with fragments in a circle': () => ({
        query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
      }),
      'with a subscription': () => ({ query: 'subscription { clients }' }),
      'with a subscription among others': () => ({
        query: 'query A { __typename } subscription B { clients }',
        operationName: 'B',
      }),
      'without an operation': () => ({ query: 'fragment a on Query { __typename }' }),
      'with the definition of a type': () => ({ query: 'type A { b: Int }' }),
      'of more than 1000 tokens': () => ({ query: `{ ${'__typename '.repeat(1001)} }` }),
      'with more comparisons than are made': () => ({ query: `{ ${'__typename '.repeat(997)} }` }),
      'that is nested hundreds deep': () => ({ query: `${'{ a '.repeat(300)}${'} '.repeat(300)}` }),
      'with a value of the wrong type': () => ({ query: '{ oauthClient(clientId: 5) { name } }' }),
      'with a word that does not exist': () => ({
        query: '{ oauthClients(filter: { status: ASLEEP }) { totalCount } }',
      }),
    },
  ],
  [
    'a variable that is not valid',
    400,
    {
      'for it is missing': () => ({ query: one }),
      'for it is null': () => ({ query: one, variables: { id: null } }),
      'for it is an object': () => ({ query: one, variables: { id: { secret: 'not to be repeated' } } }),
      'for it is text instead of a number': () => ({ query: list, variables: { first: '2' } }),
      'for it is no whole number': () => ({ query: list, variables: { first: 1.5 } }),
      'for it is too large a number': () => ({ query: list, variables: { first: 2 ** 31 } }),
      'for it is no moment': () => ({
        query: 'query ($filter: OAuthClientFilter) { oauthClients(filter: $filter) { totalCount } }',
        variables: { filter: { createdAt: { from: 'tomorrow' } } },
      }),
      'for many reasons': () => ({
        query: check,
        variables: {
          input: { name: 5, isConfidential: 'true', jwks: {}, unknown: 1, grantTypes: ['SORCERY'] },
        },
      }),
      'for it is nested thousands deep': () => {
        const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`;
        return `{"query":"${check}","variables":{"input":{"name":"x","redirectUris":${nested}}}}`;
      },
    },
  ],
  [
    'a query with an error while it is executed',
    200,
    {
      'that leaves nothing else': () => ({
        query: '{ oauthClients(first: 1000, after: "x") { totalCount } }',
      }),
      'that leaves other data': () => ({
        query: `query ($id: String!) { oauthClient(clientId: $id) { name auditEvents(first: 1000) { totalCount } } }`,
        variables: { id: clientIds[0] },
      }),
      'that is one of two': () => ({
        query: `query ($id: String!) { oauthClient(clientId: $id)
          { a: auditEvents(first: 0) { totalCount } b: auditEvents(after: "x") { totalCount } } }`,
        variables: { id: clientIds[0] },
      }),
    },
  ],
])('%s', (_, status, requests) => {
  const [firstRequest] = Object.keys(requests);

  test.each(Object.entries(requests))(
    '%s is answered alike by Yoga and by the shorter way, whatever is accepted',
    async (request, body) => {
      const sent = { token: tokens.reading, body };
      const byYoga: Record<string, unknown> = {};
      const later: Record<string, unknown> = {};
      // Every request of every kind with every Accept would take a minute on a busy machine.
      for (const name of request === firstRequest ? Object.keys(accepts) : frequentAccepts) {
        const answers = await answerBothWays(gateway, sent, accepts[name]?.());
        byYoga[name] = comparable(answers.byYoga);
        later[name] = comparable(answers.later);
      }
      // Whoever sends no Accept takes anything.
      const withoutAccept = await sendTo(gateway, { ...sent, body: body(), accept: undefined });
      expect({ ...later, 'no Accept': comparable(withoutAccept) }).toEqual({
        ...byYoga,
        'no Accept': byYoga.anything,
      });
      expect(byYoga['application/graphql-response+json']).toMatchObject({ status });
    },
  );
});

/** More than the values of Accept that are remembered. */
async function forgetAccepts(): Promise<void> {
  for (let value = 0; value < 110; value++) {
    const body = { query: '{ __typename }' };
    await sendTo(gateway, { token: tokens.reading, accept: accepts.anything?.(), body });
  }
}

test.each<[string, string | undefined]>([
  ['no Accept', undefined],
  ['an empty Accept', ''],
  ['the Accept of everybody', '*/*'],
])('%s is answered alike, also after it was forgotten among too many others', async (_, accept) => {
  await forgetAccepts();
  const sent = {
    token: tokens.reading,
    body: () => ({ query: '{ oauthClients(first: 2) { nodes { name } } }' }),
  };
  const { byYoga, later } = await answerBothWays(gateway, sent, accept);
  expect(comparable(later)).toEqual(comparable(byYoga));
  expect(later.headers['content-type']).toBe('application/json; charset=utf-8');
});

const create = `mutation ($input: CreateOAuthClientInput!, $key: String) { createOAuthClient(input: $input, idempotencyKey: $key) {
  __typename ... on CreateOAuthClientPayload { client { clientId name secrets { lastFour } } issuedSecret { plaintext lastFour } replayed }
  ... on RegistrationError { code message issues { path code message } } } }`;
const goodInput = () => ({ name: unused(), redirectUris: ['https://a.example/'] });
const goodLiteral = () => `{ name: "${unused()}", redirectUris: ["https://a.example/"] }`;

const roles = { readOnly: 'security_admin', nobody: '' } as const;

interface Mutation {
  readonly body: () => unknown;
  readonly token?: keyof typeof roles;
  /** Where the real one is asked for. Default: 200. */
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
    body: () => ({ query: create, variables: { input: goodInput(), key: unused() } }),
    adds: [1, 1, 1, 1],
  },
  'that repeats its key itself': {
    body: () => ({
      query: `mutation ($key: String!) {
        a: createOAuthClient(idempotencyKey: $key, input: { name: "x", redirectUris: ["https://a.example/"] }) { ...r }
        b: createOAuthClient(idempotencyKey: $key, input: { name: "x", redirectUris: ["https://a.example/"] }) { ...r } }
        fragment r on CreateOAuthClientPayload { replayed issuedSecret { plaintext } }`,
      variables: { key: unused() },
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
  'without the right to it': {
    token: 'readOnly',
    body: () => ({ query: create, variables: { input: goodInput() } }),
    adds: [0, 0, 1, 0],
  },
  'of somebody without any right': {
    token: 'nobody',
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
  'of which one half is refused': {
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
  'beside a mistake': {
    body: () => ({ query: `mutation { createOAuthClient(input: ${goodLiteral()}) { __typename } nothing }` }),
    status: 400,
    adds: [0, 0, 0, 0],
  },
  'that is not the one that is named': {
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
  'a mutation %s does what it does exactly once, each time, and is answered alike',
  async (_, { body, token, status = 200, adds }) => {
    const role = token ? roles[token] : 'admin';
    const countRows = async () => Object.values(await gateway.rows()).map(({ length }) => length);
    let rows = await countRows();
    const send = async (accept: string | undefined) => {
      const before = rows;
      // Refusals of one actor are counted in one event, so each call has an actor of its own.
      const caller = await gateway.token({ tenant: 'writing', role, sub: unused() });
      const answer = await sendTo(gateway, { token: caller, body: body(), accept });
      rows = await countRows();
      return { ...comparable(answer), added: rows.map((count, index) => count - (before[index] ?? 0)) };
    };
    for (const name of ['anything', 'application/json', 'application/graphql-response+json']) {
      const accept = accepts[name]?.();
      const first = await send(accept);
      expect(first.added, `rows that are added: ${name}`).toEqual(adds);
      await sendTo(gateway, { token: tokens.writing, accept, body: { query: '{ __typename }' } });
      const later = await send(accept);
      expect(later, name).toEqual(first);
      if (name === 'application/graphql-response+json') expect(first.status).toBe(status);
    }
  },
);

describe('GET', () => {
  const path = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`;

  test.each(Object.keys(accepts))(
    'of a query is answered as its POST is, before and after its Accept is known: %s',
    async (name) => {
      const query =
        'query A($first: Int!) { oauthClients(first: $first) { nodes { name } } } query B { __typename }';
      const parameters = { query, variables: '{"first":2}', operationName: 'A' };
      const get = (accept: string | undefined) =>
        sendTo(gateway, { method: 'GET', path: path(parameters), token: tokens.reading, accept });
      const post = (accept: string | undefined) =>
        sendTo(gateway, {
          token: tokens.reading,
          accept,
          body: { ...parameters, variables: { first: 2 } },
        });
      const [getFirst, postFirst] = [accepts[name]?.(), accepts[name]?.()];
      const answers = [
        await get(getFirst),
        await post(getFirst),
        await get(getFirst),
        await post(postFirst),
        await post(postFirst),
        await get(postFirst),
      ].map(comparable);
      expect(answers).toEqual(answers.map(() => answers[0]));
    },
  );

  test('of a mutation is refused before and after its Accept is known, and does nothing', async () => {
    const query = `mutation { createOAuthClient(input: ${goodLiteral()}) { __typename } }`;
    const before = await gateway.rows();
    for (const name of ['anything', 'application/json', 'application/graphql-response+json']) {
      const accept = accepts[name]?.();
      const get = () =>
        sendTo(gateway, { method: 'GET', path: path({ query }), token: tokens.writing, accept });
      const first = await get();
      await sendTo(gateway, { token: tokens.writing, accept, body: { query: '{ __typename }' } });
      expect(comparable(await get()), name).toEqual(comparable(first));
      expect(first.status, name).toBe(405);
    }
    expect(await gateway.rows()).toEqual(before);
  });
});

test('callers who share a document and an Accept at the same time each get what is theirs', async () => {
  const accept = accepts['application/json']?.();
  const [superAdmin, rival] = [
    await gateway.token({ tenant: 'ruling', role: 'super_admin' }),
    await gateway.token({ tenant: 'rival' }),
  ];
  const callers = [
    { token: tokens.reading, names: ['First', null, null] },
    { token: rival, names: [null, null, null] },
    { token: superAdmin, names: [null, null, null] },
    { token: superAdmin, names: ['First', null, null], headers: { 'x-tenant-id': 'reading' } },
  ];
  const query = `query ($id: String!, $other: String!) { a: oauthClient(clientId: $id) { name }
    b: oauthClient(clientId: $other) { name } c: node(id: "x") { id } }`;
  const body = { query, variables: { id: clientIds[0], other: 'app-x' } };
  await sendTo(gateway, { token: tokens.reading, accept, body });
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const { names, ...caller } = callers[index % callers.length] ?? { token: '', names: [] };
      const { text } = await sendTo(gateway, { ...caller, accept, body });
      const { a, b, c } = JSON.parse(text).data;
      return { expected: names, actual: [a?.name ?? null, b, c] };
    }),
  );
  expect(answers.map(({ actual }) => actual)).toEqual(answers.map(({ expected }) => expected));
});

describe('what goes wrong on our side', () => {
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
      'a query that can read one half',
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
      'a mutation of what another holds',
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
    '%s is answered alike by Yoga and by the shorter way: logged once and told to nobody',
    async (_, body, { breaks: [breakIt = '', mendIt = ''], code, data }) => {
      const before = await broken.written();
      let reports = 0;
      for (const name of ['anything', 'application/json', 'application/graphql-response+json']) {
        const accept = accepts[name]?.();
        const answers = [];
        for (const way of ['Yoga', 'shorter']) {
          const logged = broken.logLines.length;
          await runAll(broken, breakIt);
          const answer = await sendTo(broken, { token, accept, body: body() });
          await runAll(broken, mendIt);
          const errors = broken.logLines.slice(logged).filter((line) => line.includes('"level":50'));
          // Equal failures of the database are logged once and then counted.
          const isCounted = code === 'UNAVAILABLE' && reports > 0;
          if (!isCounted) {
            expect(errors, `log lines of the ${way} way: ${name}`).toHaveLength(1);
            expect(errors[0]).toContain('of-the-test');
          }
          reports += 1;
          answers.push(comparable(answer));
          await sendTo(broken, { token, accept, body: { query: '{ __typename }' } });
        }
        const [byYoga, later] = answers;
        expect(later, name).toEqual(byYoga);
        expect(byYoga?.status).toBe(200);
        expect(byYoga?.headers['retry-after']).toBeUndefined();
        const { errors, ...rest } = JSON.parse(byYoga?.text ?? '');
        expect(rest).toEqual({ data });
        expect(errors).toMatchObject([{ extensions: { code, requestId: 'of-the-test' } }]);
        expect(byYoga?.text).not.toMatch(/relation|oauth_client|select|insert|update|held|"http"/);
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

describe('the shorter way', () => {
  /** A server of its own, which counts what it executes. */
  function openYoga() {
    const executed: unknown[] = [];
    const yoga = createYoga<{ name: string }>({
      logging: false,
      maskedErrors: false,
      schema: createSchema({
        typeDefs: `type Query { hello(to: String): String, fail: String }
          type Mutation { change: Int }
          type Subscription { ticks: Int }`,
        resolvers: {
          Query: {
            hello: (_: unknown, { to }: { to?: string }, { name }: { name: string }) => {
              executed.push('hello');
              return `${name} says hello to ${to}`;
            },
            fail: () => {
              executed.push('fail');
              throw new Error('no');
            },
          },
          Mutation: { change: () => executed.push('change') },
          Subscription: {
            ticks: {
              subscribe: () => {
                executed.push('ticks');
                return [];
              },
            },
          },
        },
      }),
    });
    return {
      executed,
      execute: (parameters: object) => executeOrdinary(yoga, parameters, { name: 'Alice' }),
    };
  }

  test.each<[string, object, object]>([
    ['a query', { query: '{ hello }' }, { data: { hello: 'Alice says hello to undefined' } }],
    [
      'a query with variables',
      { query: 'query ($to: String) { hello(to: $to) }', variables: { to: 'Bob' } },
      { data: { hello: 'Alice says hello to Bob' } },
    ],
    [
      'one of several operations',
      { query: 'query A { __typename } query B { hello }', operationName: 'B', variables: null },
      { data: { hello: 'Alice says hello to undefined' } },
    ],
    ['a mutation', { query: 'mutation { change }' }, { data: { change: 1 } }],
    [
      'a query with extensions and unknown parameters',
      { query: '{ hello }', extensions: { a: 1 }, onError: 'NULL', id: 1 },
      { data: { hello: 'Alice says hello to undefined' } },
    ],
    ['what fails', { query: '{ fail }' }, { data: { fail: null }, errors: [{ message: 'no' }] }],
  ])('executes %s once and gives its result', async (_, parameters, result) => {
    const { execute, executed } = openYoga();
    expect(JSON.parse(JSON.stringify(await execute(parameters)))).toMatchObject(result);
    expect(executed).toHaveLength(1);
  });

  test.each([
    ['does not parse', '{ hello', 'Syntax Error: Expected Name, found <EOF>.'],
    ['is not valid', '{ hello nothing }', 'Cannot query field "nothing" on type "Query".'],
  ])('executes nothing of a document that %s', async (_, query, message) => {
    const { execute, executed } = openYoga();
    expect(await execute({ query })).toMatchObject({ errors: [{ message }] });
    expect(executed).toEqual([]);
  });

  test.each<[string, object]>([
    ['a subscription', { query: 'subscription { ticks }' }],
    ['several operations without a name', { query: 'mutation A { change } mutation B { change }' }],
    ['an unknown operationName', { query: 'mutation A { change }', operationName: 'B' }],
    ['an operationName that is no text', { query: 'mutation A { change }', operationName: 5 }],
    ['variables as a list', { query: '{ hello }', variables: [] }],
    ['variables as text', { query: '{ hello }', variables: '{}' }],
    ['a query that is no text', { query: 5 }],
    ['extensions as a list', { query: '{ hello }', extensions: [] }],
    ['no query', { variables: {} }],
  ])('leaves %s to Yoga and executes nothing of it', async (_, parameters) => {
    const { execute, executed } = openYoga();
    expect(await execute(parameters)).toBeUndefined();
    expect(executed).toEqual([]);
  });
});
