import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { routes } from '../../src/rest/route-table.ts';
import { openGateway, type TestGateway, usualDatabases } from '../harness/gateway.ts';

/** The ids of one client, its secret and one of its audit events. */
interface Ids {
  readonly clientId: string;
  readonly secretId: string;
  readonly eventId: string;
  readonly cursor: string;
}

const never: Ids = {
  clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
  secretId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  eventId: '01ARZ3NDEKTSV4RRFFQ69G5FAX',
  cursor: Buffer.from(
    JSON.stringify(['createdAt', '2026-01-01T00:00:00.000Z', '01ARZ3NDEKTSV4RRFFQ69G5FAV']),
  ).toString('base64url'),
};
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url');
const refusal = '{ __typename ... on RegistrationError { code issues { path code message reference } } }';
const target = (field: string, ids: string) => `mutation { ${field}(input: { ${ids} }) ${refusal} }`;

/** A document with foreign ids for every root field; a new field without one makes the test fail. */
const documents: Record<string, (ids: Ids) => string> = {
  'Query.node': ({ clientId, secretId, eventId }) =>
    `{ client: node(id: "${globalId('OAuthClient', clientId.slice(4))}") { id }
       secret: node(id: "${globalId('OAuthClientSecret', secretId)}") { id }
       event: node(id: "${globalId('OAuthAuditEvent', eventId)}") { id } }`,
  'Query.nodes': ({ clientId, secretId, eventId }) =>
    `{ nodes(ids: ["${globalId('OAuthClient', clientId.slice(4))}", "${globalId('OAuthClientSecret', secretId)}",
       "${globalId('OAuthAuditEvent', eventId)}"]) { id } }`,
  'Query.oauthClient': ({ clientId }) => `{ oauthClient(clientId: "${clientId}") { name } }`,
  'Query.oauthClients': ({ cursor }) =>
    `{ all: oauthClients { totalCount nodes { name } }
       after: oauthClients(after: "${cursor}") { nodes { name } }
       before: oauthClients(before: "${cursor}") { nodes { name } }
       found: oauthClients(filter: { name: "mine" }) { totalCount nodes { name } }
       uri: oauthClients(filter: { redirectUri: "https://app.example.com/cb" }) { totalCount } }`,
  'Query.auditEvents': ({ clientId, eventId }) =>
    `{ all: auditEvents(filter: { outcome: DONE }) { totalCount nodes { clientId } }
       own: auditEvents(filter: { clientId: "${clientId}", outcome: DONE }) { totalCount }
       after: auditEvents(after: "${Buffer.from(`event:${eventId}`).toString('base64url')}", filter: { outcome: DONE }) { nodes { clientId } } }`,
  'Query.capabilities': () => '{ capabilities { restoreDays } }',
  'Query.viewer': () => '{ viewer { tenantId } }',
  'Query.registrationProfiles': () => '{ registrationProfiles { profile } }',
  'Query.validateOAuthClient': () =>
    '{ validateOAuthClient(input: { name: "mine", redirectUris: ["https://app.example.com/cb"] }) { valid } }',
  'Query.validateOAuthClientUpdate': ({ clientId }) =>
    `{ validateOAuthClientUpdate(input: { clientId: "${clientId}", expectedVersion: 9, name: "theirs" }) { valid issues { path code message } normalized { name } } }`,
  'Mutation.createOAuthClient': () =>
    `mutation { createOAuthClient(idempotencyKey: "mine", input: { name: "", redirectUris: [] }) ${refusal} }`,
  'Mutation.updateOAuthClient': ({ clientId }) =>
    target('updateOAuthClient', `clientId: "${clientId}", name: "theirs"`),
  'Mutation.suspendOAuthClient': ({ clientId }) => target('suspendOAuthClient', `clientId: "${clientId}"`),
  'Mutation.activateOAuthClient': ({ clientId }) =>
    target('activateOAuthClient', `clientId: "${clientId}", expectedVersion: 7`),
  'Mutation.deleteOAuthClient': ({ clientId }) => target('deleteOAuthClient', `clientId: "${clientId}"`),
  'Mutation.restoreOAuthClient': ({ clientId }) => target('restoreOAuthClient', `clientId: "${clientId}"`),
  'Mutation.cloneOAuthClient': ({ clientId }) => target('cloneOAuthClient', `clientId: "${clientId}"`),
  'Mutation.addOAuthClientSecret': ({ clientId }) =>
    target('addOAuthClientSecret', `clientId: "${clientId}", expiresAt: "wrong"`),
  'Mutation.rotateOAuthClientSecret': ({ clientId }) =>
    target('rotateOAuthClientSecret', `clientId: "${clientId}", graceSeconds: -1`),
  'Mutation.deactivateOAuthClientSecret': ({ clientId, secretId }) =>
    target('deactivateOAuthClientSecret', `clientId: "${clientId}", secretId: "${secretId}"`),
  'Mutation.deleteOAuthClientSecret': ({ clientId, secretId }) =>
    target('deleteOAuthClientSecret', `clientId: "${clientId}", secretId: "${secretId}"`),
};

const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
);

describe.each(usualDatabases)("another tenant's client on %s", (kind) => {
  let gateway: TestGateway;
  let foreign: Ids;
  let deleted: Ids;
  let rival: { token: string };
  beforeAll(async () => {
    gateway = await openGateway(kind);
    foreign = await register();
    deleted = await register();
    await gateway.send('DELETE', `/admin/oauth/clients/${deleted.clientId}`);
    rival = { token: await gateway.token({ tenant: 'rival', role: 'super_admin' }) };
  });
  afterAll(() => gateway.close());

  async function register(): Promise<Ids> {
    const document =
      'mutation { createOAuthClient(input: { name: "Mine", redirectUris: ["https://app.example.com/cb"] }) { ... on CreateOAuthClientPayload { client { clientId secrets { secretId } auditEvents { nodes { ulid } } } } } }';
    const { client } = (await gateway.graphql(document)).body.data.createOAuthClient;
    const list = await gateway.graphql('{ oauthClients { pageInfo { startCursor } } }');
    return {
      clientId: client.clientId,
      secretId: client.secrets[0].secretId,
      eventId: client.auditEvents.nodes[0].ulid,
      cursor: list.body.data.oauthClients.pageInfo.startCursor,
    };
  }

  test('every root field is tested', () => {
    expect(Object.keys(documents).sort()).toEqual(rootFields.sort());
  });

  test.each(rootFields)('is treated as unknown by %s, and is not changed', async (field) => {
    const before = await gateway.written();
    const ask = async (ids: Ids) => {
      const { status, text } = await gateway.graphql(documents[field]?.(ids) ?? '', {}, rival);
      return { status, text };
    };
    const answer = await ask(foreign);
    expect(answer).toEqual(await ask(never));
    expect(answer).toEqual(await ask(deleted));
    expect(answer.text).not.toMatch(/Mine|acme/);
    expect(await gateway.written()).toEqual(before);
  });

  test.each(Object.entries(routes).filter(([, { path }]) => path.includes('{client_id}')))(
    'is treated as unknown by %s, and is not changed',
    async (_, { method, path }) => {
      const before = await gateway.written();
      const ask = async ({ clientId, secretId }: Ids) => {
        const real = path.replace('{client_id}', clientId).replace('{secret_id}', secretId);
        const { status, body } = await gateway.send(method, real, method === 'PUT' ? {} : undefined, rival);
        return { status, body: { ...body, timestamp: '', request_id: '' } };
      };
      const answer = await ask(foreign);
      expect(answer).toMatchObject({ status: 404, body: { code: 40410001 } });
      expect(await ask(never)).toEqual(answer);
      expect(await ask(deleted)).toEqual(answer);
      expect(await gateway.written()).toEqual(before);
    },
  );

  test('is in no list, for any page or filter', async () => {
    const list = await gateway.send('GET', '/admin/oauth/clients?name=mine', undefined, rival);
    expect([list.status, list.body.items, list.body.total]).toEqual([200, [], 0]);
  });

  test('is not revealed by an idempotency key of another tenant or caller', async () => {
    const body = { name: 'Mine', redirect_uris: ['https://app.example.com/cb'] };
    const send = (token?: string) =>
      gateway.send('POST', '/admin/oauth/clients', body, {
        headers: { 'idempotency-key': 'shared' },
        ...(token ? { token } : {}),
      });
    const first = await send();
    const replayed = await send();
    const theirs = await send(rival.token);
    const colleague = await send(await gateway.token({ sub: 'bob' }));
    expect(replayed.body.data.client_id).toBe(first.body.data.client_id);
    const ids = [first, theirs, colleague].map(({ body: { data } }) => data.client_id);
    expect(new Set(ids).size).toBe(3);
    expect([theirs, colleague].every(({ body: { data } }) => data.client_secret !== undefined)).toBe(true);
  });

  test('is found by a super_admin who names its tenant; another caller who names it gets 403', async () => {
    const headers = { 'x-tenant-id': 'acme' };
    const path = `/admin/oauth/clients/${foreign.clientId}`;
    expect((await gateway.send('GET', path, undefined, { ...rival, headers })).body.data.tenant_id).toBe(
      'acme',
    );
    const token = await gateway.token({ tenant: 'rival' });
    expect((await gateway.send('GET', path, undefined, { token, headers })).status).toBe(403);
  });
});
