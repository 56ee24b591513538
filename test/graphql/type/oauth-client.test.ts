import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, openGateway, type TestGateway } from '../../harness/gateway.ts';

const operation = (name: string) =>
  readFileSync(new URL(`../../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
const create = operation('create-oauth-client');
const read = operation('oauth-client');
const absent = `app-01ARZ3NDEKTSV4RRFFQ69G5FAV`;

describe.each(databases)('oauthClient and node on %s', (kind) => {
  let gateway: TestGateway;
  let clientId: string;
  beforeAll(async () => {
    gateway = await openGateway(kind);
    const input = { name: 'Mine', redirectUris: ['https://app.example.com/cb'] };
    const { body } = await gateway.graphql(create, { input });
    clientId = body.data.createOAuthClient.client.clientId;
  });
  afterAll(() => gateway.close());

  test.each([
    ['the role admin', { role: 'admin' }],
    ['the role security_admin', { role: 'security_admin' }],
    ['the scope oauth.clients:read', { role: '', scope: 'oauth.clients:read' }],
    ['the scope oauth.clients:write', { role: '', scope: 'oauth.clients:write' }],
  ])('return a client with %s', async (_, claims) => {
    const { status, body } = await gateway.graphql(
      read,
      { clientId },
      { token: await gateway.token(claims) },
    );
    expect(status).toBe(200);
    expect(body.data.oauthClient).toMatchObject({
      clientId,
      tenantId: 'acme',
      name: 'Mine',
      status: 'ACTIVE',
    });
  });

  test('return the same client by its global id', async () => {
    const { id } = (await gateway.graphql(read, { clientId })).body.data.oauthClient;
    const { body } = await gateway.graphql(
      'query ($id: ID!) { node(id: $id) { __typename id ... on OAuthClient { clientId } } }',
      {
        id,
      },
    );
    expect(body.data.node).toEqual({ __typename: 'OAuthClient', id, clientId });
  });

  test('have restorableUntil only in the response to a deletion, as its payload', async () => {
    const input = { name: 'Mine', redirectUris: ['https://app.example.com/cb'] };
    const { body } = await gateway.graphql(create, { input });
    const { clientId: id } = body.data.createOAuthClient.client;
    const live = await gateway.graphql(
      'query ($id: String!) { oauthClient(clientId: $id) { restorableUntil } }',
      {
        id,
      },
    );
    expect(live.body.data.oauthClient).toEqual({ restorableUntil: null });
    const deleted = await gateway.graphql(
      'mutation ($id: String!) { deleteOAuthClient(input: { clientId: $id }) { ... on DeleteOAuthClientPayload { restorableUntil client { restorableUntil deletedAt } } } }',
      { id },
    );
    const { restorableUntil, client } = deleted.body.data.deleteOAuthClient;
    expect(client.restorableUntil).toBe(restorableUntil);
    expect(new Date(restorableUntil).getTime()).toBeGreaterThan(new Date(client.deletedAt).getTime());
  });

  test.each(['', 'not an id', 'T0F1dGhDbGllbnQ6', 'T0F1dGhDbGllbnQ6J29yIDE9MSc', 'VW5rbm93bjox', '\u0000'])(
    'return null or an error, never an exception, for a made-up global id (%j)',
    async (id) => {
      const { status, body } = await gateway.graphql('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect([200, 400]).toContain(status);
      expect(body.data?.node ?? null).toBeNull();
    },
  );

  test("do not distinguish another tenant's client from an unknown one", async () => {
    const { id } = (await gateway.graphql(read, { clientId })).body.data.oauthClient;
    const token = await gateway.token({ tenant: 'rival', role: 'super_admin' });
    const ask = (variables: object) =>
      gateway.graphql(
        'query ($clientId: String!, $id: ID!) { oauthClient(clientId: $clientId) { name } node(id: $id) { id } }',
        variables,
        { token },
      );
    const foreign = await ask({ clientId, id });
    const never = await ask({
      clientId: absent,
      id: Buffer.from(`OAuthClient:${absent.slice(4)}`).toString('base64url'),
    });
    expect(foreign.body).toEqual({ data: { oauthClient: null, node: null } });
    expect([never.status, never.body]).toEqual([foreign.status, foreign.body]);
  });

  test.each(['', 'app-', absent.toLowerCase(), `${absent}\u0000`, "' or 1=1", 'x'.repeat(10_000)])(
    'find no client with the id %.40j',
    async (unknown) => {
      const { status, body } = await gateway.graphql(read, { clientId: unknown });
      expect([status, body]).toEqual([200, { data: { oauthClient: null } }]);
    },
  );

  test.each([
    ['updateOAuthClient', 'name: "Late"'],
    ['suspendOAuthClient', ''],
    ['rotateOAuthClientSecret', ''],
  ])('a version conflict of %s returns the stored client', async (mutation, further) => {
    const { body } = await gateway.graphql(
      `mutation { ${mutation}(input: { clientId: "${clientId}", expectedVersion: 1000000 ${further} }) {
        ... on RegistrationError { code issues { code } client { clientId version } } ... on OperationError { message } } }`,
    );
    expect(body.data[mutation]).toMatchObject({
      code: 'CONFLICT',
      issues: [{ code: 'VERSION_CONFLICT' }],
      client: { clientId, version: expect.any(Number) },
      message: expect.any(String),
    });
  });

  test('return no client with an error other than a version conflict', async () => {
    const { body } = await gateway.graphql(
      `mutation { updateOAuthClient(input: { clientId: "${clientId}", name: "" }) { ... on RegistrationError { client { clientId } } } }`,
    );
    expect(body.data.updateOAuthClient).toEqual({ client: null });
  });

  test('require the right to read', async () => {
    const token = await gateway.token({ role: 'user', scope: 'openid' });
    const { status, body } = await gateway.graphql(read, { clientId }, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { oauthClient: null },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('let a super_admin who names another tenant read and write there', async () => {
    const call = { token: await gateway.token({ role: 'super_admin' }), headers: { 'x-tenant-id': 'other' } };
    const input = { name: 'Theirs', redirectUris: ['https://app.example.com/cb'] };
    const { client } = (await gateway.graphql(create, { input }, call)).body.data.createOAuthClient;
    const there = await gateway.graphql(read, { clientId: client.clientId }, call);
    expect(there.body.data.oauthClient.tenantId).toBe('other');
    const here = await gateway.graphql(read, { clientId: client.clientId });
    expect(here.body.data.oauthClient).toBeNull();
  });
});
