import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url');
const never = globalId('OAuthClient', '01ARZ3NDEKTSV4RRFFQ69G5FAV');
const document =
  'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on OAuthClient { name } ... on OAuthClientSecret { lastFour } } }';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const ask = (ids: readonly string[], query = document) => gateway.graphql(query, { ids });

async function register() {
  const { body } = await gateway.graphql(
    'mutation { createOAuthClient(input: { name: "Mine", redirectUris: ["https://app.example.com/cb"] }) { ... on CreateOAuthClientPayload { client { id clientId secrets { id } auditEvents { nodes { id } } } } } }',
  );
  return body.data.createOAuthClient.client;
}

describe('nodes', () => {
  test('returns objects of several types in the order of their ids, and null for an id without an object', async () => {
    const { id, secrets, auditEvents } = await register();
    const ids = [auditEvents.nodes[0].id, never, secrets[0].id, id, globalId('PageInfo', '1'), id];
    const { status, body } = await ask(ids);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        nodes: [
          { __typename: 'OAuthAuditEvent', id: ids[0] },
          null,
          { __typename: 'OAuthClientSecret', id: ids[2], lastFour: expect.any(String) },
          { __typename: 'OAuthClient', id, name: 'Mine' },
          null,
          { __typename: 'OAuthClient', id, name: 'Mine' },
        ],
      },
    });
  });

  test('is null for a deleted client', async () => {
    const { id, clientId } = await register();
    await gateway.send('DELETE', `/admin/oauth/clients/${clientId}`);
    expect((await ask([id])).body.data.nodes).toEqual([null]);
  });

  test('accepts 100 ids and refuses more', async () => {
    expect((await ask(Array(100).fill(never))).body.data.nodes).toEqual(Array(100).fill(null));
    const { body } = await ask(Array(101).fill(never));
    expect(body.errors[0].extensions).toMatchObject({
      code: 'INVALID_ARGUMENT',
      issues: [{ path: ['ids'], code: 'TOO_MANY_ITEMS' }],
    });
  });

  test('refuses a text that is not a global id, as node does', async () => {
    const { body } = await ask([never, 'not an id']);
    expect(body.errors[0].extensions.code).toBe('BAD_REQUEST');
  });

  test('costs as much as its objects', async () => {
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on OAuthClient { redirectUris jwks website } } }';
    const costOf = async (count: number) => {
      const fields = Array.from(
        { length: 4 },
        (_, index) => `_${index}: nodes(ids: $ids) { ... on OAuthClient { redirectUris } }`,
      );
      const { body } = await ask(Array(count).fill(never), `query ($ids: [ID!]!) { ${fields.join(' ')} }`);
      return body.errors?.[0].message;
    };
    expect((await ask(Array(100).fill(never), query)).body.errors).toBeUndefined();
    expect(await costOf(80)).toBeUndefined();
    expect(await costOf(100)).toBe(
      'The operation costs 30004; at most 25000 is allowed. Request smaller pages.',
    );
  });
});
