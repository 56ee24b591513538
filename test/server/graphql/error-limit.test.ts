import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  const input = { name: 'x', redirectUris: ['https://a.example/cb'] };
  const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
  for (let from = 0; from < names.length; from += 25) {
    const fields = names
      .slice(from, from + 25)
      .map((name) => `${name}: createOAuthClient(input: $input) { __typename }`);
    await gateway.graphql(`mutation ($input: CreateOAuthClientInput!) { ${fields.join(' ')} }`, { input });
  }
});
afterAll(() => gateway.close());

const failing = (count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: auditEvents(first: -1) { totalCount }`).join(' ');
const clients = (first: number, aliases: number) =>
  `{ oauthClients(first: ${first}) { nodes { clientId ${failing(aliases)} } } }`;

describe('a query in which more than 100 fields fail', () => {
  test.each(['application/json', 'application/graphql-response+json'])(
    'is refused with the first errors and the reason, in %s',
    async (accept) => {
      const { status, body, text } = await gateway.graphql(clients(100, 48), {}, { headers: { accept } });
      expect(status).toBe(400);
      expect(body.data).toBeUndefined();
      expect(body.errors).toHaveLength(21);
      expect(body.errors[0].extensions).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(body.errors[20]).toMatchObject({
        message: 'More than 100 fields failed; only the first errors are listed.',
        extensions: { code: 'RESPONSE_TOO_LARGE' },
      });
      expect(text.length).toBeLessThan(20_000);
    },
  );

  test('does not start the remaining fields', async () => {
    const selection = `${failing(2)} good: auditEvents(first: 1) { totalCount }`;
    const { status } = await gateway.graphql(`{ oauthClients(first: 100) { nodes { ${selection} } } }`);
    expect(status).toBe(400);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/auditTrail\.listOfClients/);
    expect(metrics).not.toMatch(/auditTrail\.countOfClients/);
  });
});

test('a query in which 100 fields fail returns its data and every error', async () => {
  const { status, body } = await gateway.graphql(clients(10, 10));
  expect([status, body.errors.length, body.data.oauthClients.nodes.length]).toEqual([200, 100, 10]);
});
