import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  await gateway.graphql(`mutation { ${create} }`);
});
afterAll(() => gateway.close());

const create = 'createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename }';

function times(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(' ');
}

function expectRefused({ status, body }: Answer, message: string): void {
  const error = { message: expect.stringContaining(message), extensions: { code: 'BAD_REQUEST' } };
  expect([status, body]).toMatchObject([400, { errors: [error] }]);
  expect(body.data).toBeUndefined();
}

const aliases = (count: number) => times(count, (index) => `a${index}: __typename`);
const least = '{ __typename }';
const blank = (length: number) => least + ' '.repeat(length - least.length);
const skips = (count: number) => '__typename @skip(if: false) '.repeat(count);

describe('a document within the limit is accepted, and a larger one is refused with its size and the limit:', () => {
  test.each<[string, string, string, string]>([
    // Two braces, and four tokens for each part.
    [
      'tokens',
      `{ ${'... { __typename } '.repeat(249)} __typename __typename }`,
      `{ ${'... { __typename } '.repeat(249)} __typename __typename __typename }`,
      'more that 1000 tokens',
    ],
    ['aliases', `{ ${aliases(50)} }`, `{ ${aliases(51)} }`, 'Aliases limit of 50 exceeded, found 51.'],
    ['characters', blank(32_768), blank(32_769), 'more than 32768 UTF-16 code units'],
    ['line breaks', '\n'.repeat(2000) + least, '\r'.repeat(2001) + least, 'more than 2000 line breaks'],
    ['comments', '#\n'.repeat(200) + least, '#\n'.repeat(201) + least, 'more than 200 comments'],
    [
      'aliases of a fragment that is used several times',
      `{ ...f ... { ...f } } fragment f on Query { ${aliases(25)} }`,
      `{ ...f ... { ...f } ...f } fragment f on Query { ${aliases(17)} }`,
      'Aliases limit of 50 exceeded, found 51.',
    ],
    [
      'aliases of fragments in fragments',
      `{ ...f } fragment f on Query { ...g ...g } fragment g on Query { ${aliases(25)} }`,
      `{ ...f ...f } fragment f on Query { ...g ...g } fragment g on Query { ${aliases(13)} }`,
      'Aliases limit of 50 exceeded, found 52.',
    ],
    ['directives', `{ ${skips(50)} }`, `{ ${skips(51)} }`, 'Directives limit of 50 exceeded, found 51.'],
    [
      'directives of a fragment that is used several times',
      `{ ...f ...f } fragment f on Query { ${skips(25)} }`,
      `{ ...f ...f } fragment f on Query { ${skips(26)} }`,
      'Directives limit of 50 exceeded, found 52.',
    ],
  ])('%s', async (_, bound, larger, message) => {
    expect((await gateway.graphql(bound)).status).toBe(200);
    expectRefused(await gateway.graphql(larger), message);
  });
});

describe('a document returns the schema a few times at most:', () => {
  const schemas = (count: number) => times(count, (index) => `a${index}: __schema { types { name } }`);
  const types = (count: number) => times(count, (index) => `b${index}: __type(name: "URI") { name }`);

  test.each<[string, string, string]>([
    [
      'in more than five root fields',
      `{ ${schemas(5)} }`,
      `{ ${schemas(3)} ...f } fragment f on Query { ${types(3)} }`,
    ],
    [
      'by aliases below them',
      '{ __schema { name: __typename types { name: name fields { name } } } }',
      '{ __schema { types { ...f } } } fragment f on __Type { name again: name }',
    ],
  ])('not %s', async (_, bound, larger) => {
    expect((await gateway.graphql(bound)).status).toBe(200);
    expectRefused(await gateway.graphql(larger), 'introspection');
  });
});

test('a document contains at most nine checks of registrations, because their reports are long', async () => {
  const check = 'validateOAuthClient(input: { name: "x", redirectUris: [] }) { valid issues { code } }';
  const checks = (count: number) => `{ ${times(count, (index) => `a${index}: ${check}`)} }`;
  expect((await gateway.graphql(checks(9))).status).toBe(200);
  expectRefused(await gateway.graphql(checks(10)), 'at most 25000');
});

/** 100 clients, each with its events. */
function events(page: string, fields = 'ulid action'): string {
  return `oauthClients(first: 100) { nodes { auditEvents(${page}) { nodes { ${fields} } } } }`;
}
/** 1 + 100 × (1 + 1 + 100 × 2), and the list and the pages themselves. */
const full = 'costs 30201; at most 25000';

describe('an operation with a cost above 25,000 is refused:', () => {
  test.each<[string, string, object?]>([
    ['first', `{ ${events('first: 100')} }`],
    ['last', `{ ${events('last: 100')} }`],
    ['last beside a first that is null', `{ ${events('first: null, last: 100')} }`],
    ['variables', `query ($n: Int) { ${events('first: $n')} }`, { n: 100 }],
    ['the default of a variable', `query ($n: Int = 100) { ${events('last: $n')} }`],
    ['a fragment', `{ ...f } fragment f on Query { ${events('first: 100')} }`],
    ['a list that is skipped', `{ ... @skip(if: true) { ${events('first: 100')} } }`],
    [
      'the chosen of several operations',
      `query A { __typename } query B { ${events('first: 100')} }`,
      { operationName: 'B' },
    ],
  ])('%s', async (_, query, given = {}) => {
    const { operationName, ...variables } = given as Record<string, unknown>;
    const answer = await gateway.send('POST', '/graphql', { query, variables, operationName });
    expectRefused(answer, full);
  });

  test('aliases that together exceed the limit', async () => {
    expect((await gateway.graphql(`{ a: ${events('first: 100', 'ulid')} }`)).status).toBe(200);
    const two = await gateway.graphql(`{ a: ${events('first: 100', 'ulid')} b: ${events('first: 50')} }`);
    expectRefused(two, 'at most 25000');
  });

  test('fields behind an unreadable argument', async () => {
    const query = `query ($d: OAuthOrderDirection = ASC) {
      oauthClients(orderBy: { field: NAME, direction: $d }) @skip(if: true) { totalCount } b: ${events('first: 100')} }`;
    const answer = await gateway.graphql(query, { d: null });
    expectRefused(answer, 'An argument has an invalid value.');
  });
});

describe('an operation within the limit is executed:', () => {
  const folder = new URL('../../../schema/operations/', import.meta.url);

  test('the largest page of a flat list', async () => {
    const fields = 'ulid clientId name status version createdAt redirectUris scopes secretLastFour';
    const query = `{ oauthClients(first: 100) { totalCount nodes { ${fields} } edges { cursor node { ${fields} } } } }`;
    expect((await gateway.graphql(query)).status).toBe(200);
  });

  test.each(readdirSync(folder))('%s with the largest page', async (file) => {
    const query = readFileSync(new URL(file, folder), 'utf8');
    const variables = query.includes('$first') ? { first: 100, clientId: 'app-x' } : {};
    const { body } = await gateway.graphql(query, variables);
    expect(JSON.stringify(body)).not.toMatch(/at most|limit of|tokens/);
    if (query.includes('$first')) expect(body.errors).toBeUndefined();
  });

  test('the cheap operation of a document that also has an expensive one', async () => {
    const query = `query A { ${events('first: 100')} } query B { __typename }`;
    const { status } = await gateway.send('POST', '/graphql', { query, operationName: 'B' });
    expect(status).toBe(200);
  });

  test.each([0, -1, 101, 2_000_000_000])('a page of %d, which its field refuses', async (first) => {
    const query = 'query ($first: Int) { oauthClients(first: $first) { nodes { name } } }';
    const { body } = await gateway.graphql(query, { first });
    expect(body.errors).toMatchObject([
      { path: ['oauthClients'], extensions: { code: 'INVALID_ARGUMENT', issues: [{ code: 'PAGE_SIZE' }] } },
    ]);
  });

  test('a variable of the wrong type is reported before the cost is computed', async () => {
    const query = `query ($n: Int) { ${events('first: $n')} }`;
    expectRefused(await gateway.graphql(query, { n: 'x' }), 'Variable "$n"');
  });
});

describe('nothing is written by', () => {
  test.each<[string, string, unknown]>([
    [
      'a mutation beside too many aliases',
      'Aliases limit',
      { query: `mutation { ${create} ${aliases(51)} }` },
    ],
    [
      'a mutation beside too many directives',
      'Directives limit',
      { query: `mutation { ${create} ${skips(51)} }` },
    ],
    [
      'a mutation before too many tokens',
      '1000 tokens',
      { query: `mutation { ${create} ${'__typename '.repeat(1000)} }` },
    ],
    [
      'a mutation whose answer could be too large',
      'at most 3000',
      {
        query: `mutation { ${times(
          20,
          (
            index,
          ) => `a${index}: createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) {
            ... on CreateOAuthClientPayload { client { auditEvents(first: 100) { nodes { ...e } } } } }`,
        )} } fragment e on OAuthAuditEvent { ulid action outcome actorId actorType tenantId clientId requestId address occurredAt id refusalCode issueCodes }`,
      },
    ],
    [
      'a batch',
      'must be a JSON object',
      [{ query: `mutation { ${create} }` }, { query: `mutation { ${create} }` }],
    ],
    ['a batch of one', 'must be a JSON object', [{ query: `mutation { ${create} }` }]],
  ])('%s', async (_, message, body) => {
    const before = await gateway.written();
    expectRefused(await gateway.send('POST', '/graphql', body), message);
    expect(await gateway.written()).toEqual(before);
  });

  test.each([`mutation { ${create} }`, `query Q { __typename } mutation M { ${create} }`])(
    'GET of %s',
    async (query) => {
      const before = await gateway.written();
      const parameters = new URLSearchParams({ query, ...(query.includes(' M ') && { operationName: 'M' }) });
      const { status } = await gateway.send('GET', `/graphql?${parameters}`);
      expect(status).toBe(405);
      expect(await gateway.written()).toEqual(before);
    },
  );
});

test('unknown fragments are refused before fields are compared, which takes quadratic time', async () => {
  const spreads = Array.from({ length: 400 }, (_, index) => `...unknown${index}`).join(' ');
  const conflict = 'a: __typename a: oauthClients { totalCount }';
  const { status, body } = await gateway.graphql(`{ ${spreads} ${conflict} }`);
  expect(status).toBe(400);
  const messages: string[] = body.errors.map(({ message }: { message: string }) => message);
  expect(messages.slice(0, 20).every((message) => message.startsWith('Unknown fragment'))).toBe(true);
  expect(messages.join(' ')).not.toContain('conflict');
  const conflicting = await gateway.graphql(`{ ${conflict} }`);
  expect(conflicting.body.errors[0].message).toContain('conflict');
});
