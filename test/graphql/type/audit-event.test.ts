import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

async function register(name: string, tenant = 'acme'): Promise<string> {
  const { body } = await gateway.graphql(
    'mutation ($name: String!) { createOAuthClient(input: { name: $name, redirectUris: ["https://app.example.com/cb"] }) { ... on CreateOAuthClientPayload { client { clientId } } } }',
    { name },
    { token: await gateway.token({ tenant }) },
  );
  return body.data.createOAuthClient.client.clientId;
}

async function eventsOf(clientId: string): Promise<object[]> {
  const { body } = await gateway.graphql(
    'query ($clientId: String!) { auditEvents(filter: { clientId: $clientId }) { nodes { action client { clientId name } } } }',
    { clientId },
  );
  return body.data.auditEvents.nodes;
}

describe('OAuthAuditEvent.client', () => {
  test('is the client as it is now, and null after its deletion', async () => {
    const clientId = await register('Old');
    await gateway.send('PUT', `/admin/oauth/clients/${clientId}`, { name: 'New' });
    const client = { clientId, name: 'New' };
    expect(await eventsOf(clientId)).toEqual([
      { action: 'OAUTH_CLIENT_UPDATE', client },
      { action: 'OAUTH_CLIENT_CREATE', client },
    ]);
    await gateway.send('DELETE', `/admin/oauth/clients/${clientId}`);
    expect((await eventsOf(clientId)).map((event) => ({ ...event }))).toEqual([
      { action: 'OAUTH_CLIENT_DELETE', client: null },
      { action: 'OAUTH_CLIENT_UPDATE', client: null },
      { action: 'OAUTH_CLIENT_CREATE', client: null },
    ]);
  });

  test('is null for a refused registration', async () => {
    await gateway.graphql('mutation { createOAuthClient(input: { name: "" }) { __typename } }');
    const { body } = await gateway.graphql(
      '{ auditEvents(filter: { outcome: REFUSED }) { nodes { clientId client { name } } } }',
    );
    expect(body.data.auditEvents.nodes).toEqual([{ clientId: null, client: null }]);
  });

  test("is null for a refused change of another tenant's client", async () => {
    const clientId = await register('Theirs', 'rival');
    await gateway.send('DELETE', `/admin/oauth/clients/${clientId}`);
    expect(await eventsOf(clientId)).toEqual([{ action: 'OAUTH_CLIENT_DELETE', client: null }]);
  });

  test('adds the cost of the selected fields for every event', async () => {
    const { body } = await gateway.graphql(
      '{ auditEvents(first: 100) { nodes { client { redirectUris jwks jwksUri logoUrl scopes name } auditEvents: client { auditEvents(first: 100) { nodes { clientId } } } } } }',
    );
    expect(body.errors[0].message).toMatch(/^The operation costs \d{5}; at most 25000 is allowed\./);
  });
});
