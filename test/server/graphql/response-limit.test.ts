import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, openGateway, type TestGateway } from '../../harness/gateway.ts';

/** Ten clients of 12 KB each, with a limit of 64 KiB for a response and 256 KiB for what is read. */
const maxResponseBytes = 65_536;
const key = {
  kty: 'EC',
  crv: 'P-256',
  x: 'WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis',
  y: 'y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE',
  note: 'x'.repeat(8000),
};
const input = {
  name: 'x',
  redirectUris: [1, 2].map((index) => `https://a.example/${'p'.repeat(2000)}${index}`),
  jwks: JSON.stringify({ keys: [key] }),
  clientAuthMethods: ['PRIVATE_KEY_JWT'],
};

const create = (selection: string) => `mutation ($input: CreateOAuthClientInput!) {
  createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { ${selection} } } } }`;

let gateway: TestGateway;
const clientIds: string[] = [];
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL', { maxResponseBytes, federation: true });
  for (let count = 0; count < 10; count++) {
    const { body } = await gateway.graphql(create('clientId'), { input });
    clientIds.push(body.data.createOAuthClient.client.clientId);
  }
});
afterAll(() => gateway.close());

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
const accept = { headers: { accept: 'application/graphql-response+json' } };
const one = () => `oauthClient(clientId: "${clientIds[0]}")`;

function expectTooLarge({ status, body }: Answer): void {
  expect([status, body]).toMatchObject([400, { errors: [{ extensions: { code: 'RESPONSE_TOO_LARGE' } }] }]);
  expect(body).not.toHaveProperty('data');
  expect(body.errors).toHaveLength(1);
}

describe('a response that is larger than the limit is refused as a whole:', () => {
  test.each<[string, () => string]>([
    ['a list', () => '{ oauthClients { nodes { jwks } } }'],
    ['aliases of one field', () => `{ ${one()} { ${aliases(10, 'jwks')} } }`],
    ['aliases of a list', () => `{ ${aliases(2, 'oauthClients(first: 5) { nodes { jwks } }')} }`],
    ['the changes of audit events', () => '{ auditEvents { nodes { changes { before after } } } }'],
    [
      'the changes of the audit events of clients',
      () => '{ oauthClients(first: 10) { nodes { auditEvents(first: 2) { nodes { changes { after } } } } } }',
    ],
    ['long aliases', () => `{ oauthClients(first: 10) { nodes { ${'long'.repeat(2000)}: ulid } } }`],
    ['the schema', () => getIntrospectionQuery()],
    [
      'entities',
      () => {
        const representations = clientIds.map((id) => `{ __typename: "OAuthClient", clientId: "${id}" }`);
        return `{ _entities(representations: [${representations.join(' ')}]) { ... on OAuthClient { jwks } } }`;
      },
    ],
  ])('%s', async (_, query) => {
    expectTooLarge(await gateway.graphql(query(), {}, accept));
    const parameters = new URLSearchParams({ query: query() });
    expectTooLarge(await gateway.send('GET', `/graphql?${parameters}`, undefined, accept));
  });

  test('a REST list', async () => {
    const list = (size: number) => gateway.send('GET', `/admin/oauth/clients?page_size=${size}`);
    expect((await list(8)).status).toBe(200);
    for (let count = 0; count < 10; count++) await gateway.graphql(create('id'), { input });
    const { status, body } = await list(20);
    expect([status, body]).toMatchObject([400, { code: 40010005 }]);
  });
});

test('a response within the limit is sent', async () => {
  const { status, body } = await gateway.graphql('{ oauthClients(first: 5) { nodes { jwks } } }', {}, accept);
  expect(status).toBe(200);
  expect(body.data.oauthClients.nodes).toHaveLength(5);
});

test('a request that reads several times the size of a response is refused, even if it selects little', async () => {
  const lists = (count: number) => `{ ${aliases(count, 'oauthClients(first: 10) { nodes { clientId } }')} }`;
  expect((await gateway.graphql(lists(1), {}, accept)).status).toBe(200);
  expectTooLarge(await gateway.graphql(lists(40), {}, accept));
});

describe('a request that has read too much reads no more of', () => {
  const callsOf = async (call: string) => {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const line = `clientele_database_call_duration_seconds_count{call="${call}"} `;
    return Number(metrics.split(line)[1]?.split('\n')[0] ?? 0);
  };

  test('the long changes in the audit events of a page of clients', async () => {
    const call = 'reads.auditTrail.listOfClients';
    const pages = [100, 99].map(
      (first) => `p${first}: auditEvents(first: ${first}) { nodes { changes { field } } }`,
    );
    const before = await callsOf(call);
    expectTooLarge(await gateway.graphql(`{ oauthClients(first: 10) { nodes { ${pages.join(' ')} } } }`));
    // Each of the 20 pages is a separate statement, so that those after the limit are not executed.
    const calls = (await callsOf(call)) - before;
    expect(calls).toBeGreaterThan(5);
    expect(calls).toBeLessThan(18);
  });

  test('entities', async () => {
    const representations = Array.from({ length: 600 }, (_, index) => ({
      __typename: 'OAuthClient',
      clientId: clientIds[index % clientIds.length],
    }));
    const before = await callsOf('reads.findClient.byClientId');
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on OAuthClient { clientId } } }';
    expectTooLarge(await gateway.graphql(query, { r: representations }));
    expect((await callsOf('reads.findClient.byClientId')) - before).toBeLessThanOrEqual(200);
  });
});

test('the response of a mutation is not cut off, because it may contain a secret that is shown only once', async () => {
  const { status, body } = await gateway.graphql(create(aliases(20, 'jwks')), { input }, accept);
  expect([status, body.errors]).toEqual([200, undefined]);
  expect(JSON.stringify(body).length).toBeGreaterThan(2 * maxResponseBytes);
});

test('the changes of audit events are read only if they are selected', async () => {
  const lists = (field: string) => `{ ${aliases(8, `auditEvents(first: 10) { nodes { ${field} } }`)} }`;
  expect((await gateway.graphql(lists('action'), {}, accept)).status).toBe(200);
  expectTooLarge(await gateway.graphql(lists('changes { field }'), {}, accept));
});

test('audit events of clients have their changes if they are selected, also in a fragment', async () => {
  const query = (field: string) => `{ ${one()} { auditEvents { nodes { ulid ${field} } } } }
    ${field.includes('...') ? 'fragment changed on OAuthAuditEvent { changes { field } }' : ''}`;
  const changesOf = async (field: string) => {
    const { body } = await gateway.graphql(query(field));
    return body.data.oauthClient.auditEvents.nodes[0];
  };
  const { changes } = await changesOf('changes { field }');
  expect(changes.length).toBeGreaterThan(3);
  expect((await changesOf('...changed')).changes).toEqual(changes);
  expect(await changesOf('action')).toMatchObject({ action: 'OAUTH_CLIENT_CREATE' });
});

describe('the cost of an operation depends on the length of its fields; refused is', () => {
  test.each<[string, string, number]>([
    [
      'one long field under 50 aliases for each of 100 clients',
      `{ oauthClients(first: 100) { nodes { ${aliases(50, 'jwks')} } } }`,
      25_000,
    ],
    [
      'the changes of 1,000 audit events',
      '{ oauthClients(first: 100) { nodes { auditEvents(first: 10) { nodes { changes { before after } } } } } }',
      25_000,
    ],
    [
      'a mutation with a tenth of that, whose response is not cut off',
      `mutation { ${aliases(
        5,
        `suspendOAuthClient(input: { clientId: "x" }) { ... on SuspendOAuthClientPayload {
        client { auditEvents(first: 10) { nodes { changes { before after } } } } } }`,
      )} }`,
      3000,
    ],
  ])('%s', async (_, query, most) => {
    const { status, body } = await gateway.graphql(query, {}, accept);
    const message = expect.stringContaining(`at most ${most} is allowed`);
    expect([status, body]).toMatchObject([
      400,
      { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  test('but not a page of 100 clients with every field', async () => {
    const fields = `clientId name redirectUris scopes grantTypes clientAuthMethods corsOrigins jwks jwksUri logoUrl website
      privacyPolicy termsUrl status version createdAt updatedAt secrets { secretId status createdAt }`;
    const { body } = await gateway.graphql(
      `{ oauthClients(first: 100, filter: { name: "none" }) { nodes { ${fields} } } }`,
    );
    expect(body).toEqual({ data: { oauthClients: { nodes: [] } } });
  });
});
