import { afterEach, beforeEach, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway('PostgreSQL', { rateLimit: { actor: 10, address: 1000 } });
});
afterEach(() => gateway.close());

const create = 'createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename }';

function creations(count: number, prefix = 'a'): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}: ${create}`).join(' ');
}

test.each([
  ['beside each other', `mutation { ${creations(12)} }`],
  ['in a fragment', `mutation { ...f } fragment f on Mutation { ${creations(12)} }`],
  ['in an inline fragment', `mutation { ... { ... on Mutation { ${creations(12)} } } }`],
  [
    'in fragments of fragments',
    `mutation { ...f ...g } fragment f on Mutation { ...h ${creations(6)} }
      fragment g on Mutation { ...h } fragment h on Mutation { ${creations(3, 'b')} }`,
  ],
  ['that are one of several operations', `query Q { __typename } mutation M { ${creations(12)} }`],
])('12 mutations %s exceed the 10 points of a caller, and none is executed', async (_, query) => {
  const before = await gateway.written();
  const operationName = query.includes(' M ') ? 'M' : undefined;
  const { status, headers, body } = await gateway.send('POST', '/graphql', { query, operationName });
  expect([status, body]).toMatchObject([429, { errors: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await gateway.written()).toEqual(before);
});

test('each mutation of a document costs one point, so that three documents of three leave one', async () => {
  const query = `mutation { ${creations(3)} }`;
  for (const _ of [1, 2, 3]) expect((await gateway.graphql(query)).status).toBe(200);
  const refused = await gateway.graphql(query);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect((await gateway.rows()).clients).toHaveLength(9);
});

test('all fields of a query cost one point together', async () => {
  const query = `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  for (const _ of Array.from({ length: 10 })) expect((await gateway.graphql(query)).status).toBe(200);
  expect((await gateway.graphql(query)).status).toBe(429);
});
