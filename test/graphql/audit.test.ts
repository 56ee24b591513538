import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { fillDataDirectory } from '../harness/embedded-database.ts';
import { databases, openGateway, type TestGateway } from '../harness/gateway.ts';

const uri = 'https://app.example.com/cb';
const never = 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV';
const secretId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** The input of each mutation with an unknown client; a new mutation without one makes the test fail. */
const inputs: Record<string, string> = {
  createOAuthClient: `{ name: "", redirectUris: ["${uri}"] }`,
  updateOAuthClient: `{ clientId: "${never}", name: "x" }`,
  suspendOAuthClient: `{ clientId: "${never}" }`,
  activateOAuthClient: `{ clientId: "${never}" }`,
  deleteOAuthClient: `{ clientId: "${never}" }`,
  restoreOAuthClient: `{ clientId: "${never}" }`,
  cloneOAuthClient: `{ clientId: "${never}" }`,
  addOAuthClientSecret: `{ clientId: "${never}" }`,
  rotateOAuthClientSecret: `{ clientId: "${never}" }`,
  deactivateOAuthClientSecret: `{ clientId: "${never}", secretId: "${secretId}" }`,
  deleteOAuthClientSecret: `{ clientId: "${never}", secretId: "${secretId}" }`,
};
const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
const actionOf = (mutation: string) => {
  const [, verb, secret] = /^([a-z]+)OAuthClient(Secret)?$/.exec(mutation) ?? [];
  return `oauth_client${secret ? '_secret' : ''}.${verb}`;
};
const document = (mutation: string) => `mutation { ${mutation}(input: ${inputs[mutation]}) { __typename } }`;

describe.each(databases)('the audit log on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  const eventsOf = async (actorId: string) =>
    (await gateway.rows()).auditEvents.filter((event) => event.actorId === actorId);

  test('every mutation is tested', () => {
    expect(Object.keys(inputs).sort()).toEqual(mutations.sort());
  });

  test.each(mutations)('has an event for %s without the right', async (mutation) => {
    const token = await gateway.token({ role: 'security_admin', sub: `reader-${mutation}` });
    const headers = { 'x-request-id': `refused-${mutation}` };
    const { body } = await gateway.graphql(document(mutation), {}, { token, headers });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await eventsOf(`reader-${mutation}`)).toMatchObject([
      {
        tenantId: 'acme',
        action: actionOf(mutation),
        outcome: 'refused',
        actorType: 'user',
        clientId: mutation === 'createOAuthClient' ? null : never,
        requestId: `refused-${mutation}`,
        address: '127.0.0.1',
        changes: [],
        refusalCode: 'FORBIDDEN',
        issueCodes: [],
      },
    ]);
  });

  test.each(mutations)('has an event with the reason for %s that is refused', async (mutation) => {
    const token = await gateway.token({ sub: `writer-${mutation}` });
    await gateway.graphql(document(mutation), {}, { token });
    const isCreate = mutation === 'createOAuthClient';
    expect(await eventsOf(`writer-${mutation}`)).toMatchObject([
      {
        action: actionOf(mutation),
        outcome: 'refused',
        refusalCode: isCreate ? 'INVALID_CLIENT_METADATA' : 'NOT_FOUND',
        issueCodes: [isCreate ? 'NAME_BLANK' : 'CLIENT_NOT_FOUND'],
      },
    ]);
  });

  test('has the same event for a refused REST call', async () => {
    const token = await gateway.token({ role: 'security_admin', sub: 'rest' });
    await gateway.send('DELETE', `/admin/oauth/clients/${never}`, undefined, { token });
    await gateway.send('POST', '/admin/oauth/clients', 'no JSON', { token });
    const writer = await gateway.token({ sub: 'rest' });
    await gateway.send('POST', '/admin/oauth/clients', 'no JSON', { token: writer });
    expect(
      (await eventsOf('rest')).map(({ action, refusalCode, issueCodes }) => [
        action,
        refusalCode,
        issueCodes,
      ]),
    ).toEqual([
      ['oauth_client.delete', 'FORBIDDEN', []],
      ['oauth_client.create', 'FORBIDDEN', []],
      ['oauth_client.create', 'INVALID_CLIENT_METADATA', ['INPUT_NOT_JSON']],
    ]);
  });

  test("has an event in the caller's own tenant if it named another tenant", async () => {
    const token = await gateway.token({ sub: 'reacher' });
    const headers = { 'x-tenant-id': 'rival' };
    const path = `/admin/oauth/clients/${never}`;
    expect((await gateway.send('DELETE', path, undefined, { token, headers })).status).toBe(403);
    expect((await gateway.graphql('{ oauthClients { totalCount } }', {}, { token, headers })).status).toBe(
      403,
    );
    const event = { tenantId: 'acme', action: 'tenant.choose', outcome: 'refused', refusalCode: 'FORBIDDEN' };
    // The second refusal is equal, so it is only counted.
    expect(await eventsOf('reacher')).toMatchObject([event]);
  });

  test('counts repeated refusals together and shows their number after a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'clientele-audit-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const dataDirectory = await fillDataDirectory(join(directory, 'data'));
    const other = await openGateway(kind, { dataDirectory });
    const token = await other.token({ role: 'security_admin', sub: 'mallory', tenant: 'flooded' });
    const remove = (id: string) =>
      `mutation { deleteOAuthClient(input: { clientId: "${id}" }) { __typename } }`;
    const ids = Array.from({ length: 60 }, (_, index) => `app-${String(index).padStart(26, '0')}`);
    for (const id of [never, never, ...ids]) {
      const { body } = await other.graphql(remove(id), {}, { token });
      expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const before = (await other.rows()).auditEvents;
    expect(before).toHaveLength(10);
    await other.close();
    const again = await openGateway(kind, { dataDirectory, databaseUrl: other.databaseUrl });
    onTestFinished(again.close);
    const reader = { token: await again.token({ tenant: 'flooded' }) };
    const { body } = await again.graphql(
      '{ auditEvents(first: 100) { nodes { clientId occurrences } } }',
      {},
      reader,
    );
    const { nodes } = body.data.auditEvents;
    expect(nodes).toHaveLength(12);
    expect(nodes.filter(({ occurrences }: { occurrences: number }) => occurrences > 1)).toEqual([
      { clientId: null, occurrences: 51 },
    ]);
    const total = nodes.reduce(
      (sum: number, { occurrences }: { occurrences: number }) => sum + occurrences,
      0,
    );
    expect(total).toBe(62);
  });

  test('shows the home tenant of a super_admin who works in another tenant', async () => {
    const token = await gateway.token({ sub: 'root', role: 'super_admin', tenant: 'home' });
    const call = { token, headers: { 'x-tenant-id': 'acme' } };
    await gateway.send('POST', '/admin/oauth/clients', { name: 'x', redirect_uris: [uri] }, call);
    expect(await eventsOf('root')).toMatchObject([
      { tenantId: 'acme', actorTenantId: 'home', outcome: 'done' },
    ]);
  });

  test('has changes with the values that the schema declares', async () => {
    const token = await gateway.token({ sub: 'changer' });
    const mutate = async (text: string) =>
      (await gateway.graphql(`mutation { ${text} }`, {}, { token })).body.data;
    const { createOAuthClient } = await mutate(
      `createOAuthClient(input: { name: "x", redirectUris: ["${uri}"], fapiProfile: FAPI1_BASELINE
        clientAuthMethods: [TLS_CLIENT_AUTH], tlsClientAuth: { sanDns: "client.example" } grantTypes: [AUTHORIZATION_CODE] }) {
        ... on CreateOAuthClientPayload { client { clientId } } }`,
    );
    const { clientId } = createOAuthClient.client;
    await mutate(
      `updateOAuthClient(input: { clientId: "${clientId}", status: SUSPENDED, fapiProfile: null
        clientAuthMethods: [CLIENT_SECRET_BASIC], tlsClientAuth: null, grantTypes: [AUTHORIZATION_CODE, REFRESH_TOKEN] }) { __typename }`,
    );
    await mutate(`rotateOAuthClientSecret(input: { clientId: "${clientId}" }) { __typename }`);
    const { body } = await gateway.graphql(
      `{ oauthClient(clientId: "${clientId}") { auditEvents { nodes { changes { field before after } } } } }`,
    );
    const [rotated, updated] = body.data.oauthClient.auditEvents.nodes;
    expect(updated.changes).toEqual(
      expect.arrayContaining([
        { field: 'status', before: 'ACTIVE', after: 'SUSPENDED' },
        { field: 'fapiProfile', before: 'FAPI1_BASELINE', after: null },
        { field: 'clientAuthMethods', before: ['TLS_CLIENT_AUTH'], after: ['CLIENT_SECRET_BASIC'] },
        {
          field: 'grantTypes',
          before: ['AUTHORIZATION_CODE'],
          after: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
        },
        { field: 'tlsClientAuth', before: { sanDns: 'client.example' }, after: null },
      ]),
    );
    expect(rotated.changes).toContainEqual({
      field: expect.stringMatching(/^secrets\.\w{26}\.status$/),
      before: 'ACTIVE',
      after: 'RETIRED',
    });
  });

  test('does not store a made-up client_id', async () => {
    const token = await gateway.token({ sub: 'inventor' });
    const invented = 'x'.repeat(10_000);
    await gateway.graphql(
      'mutation ($id: String!) { deleteOAuthClient(input: { clientId: $id }) { __typename } }',
      { id: `${invented}\u0000` },
      { token },
    );
    expect(await eventsOf('inventor')).toMatchObject([{ clientId: null, refusalCode: 'NOT_FOUND' }]);
  });

  test('has no refused private key, and neither has the log', async () => {
    const token = await gateway.token({ sub: 'careless' });
    const secretPart = 'c2VjcmV0LXBhcnQtb2YtYS1rZXk';
    const jwks = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', d: secretPart }] });
    const input = { name: 'x', redirectUris: [uri], jwks };
    const create =
      'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
    await gateway.graphql(create, { input }, { token });
    expect(await eventsOf('careless')).toHaveLength(1);
    expect(JSON.stringify([await gateway.rows(), gateway.logLines])).not.toContain(secretPart);
  });

  test('has no event for reads, dry runs and invalid GraphQL', async () => {
    const before = (await gateway.rows()).auditEvents.length;
    await gateway.graphql('{ oauthClients { totalCount } }');
    await gateway.graphql('{ validateOAuthClient(input: { name: "", redirectUris: [] }) { valid } }');
    await gateway.graphql('mutation { createOAuthClient { __typename } }');
    expect((await gateway.rows()).auditEvents).toHaveLength(before);
  });

  test('can be read by auditEvents page by page, newest first, by every filter', async () => {
    const tenant = 'trail';
    const call = async (sub: string, role = 'admin') => ({
      token: await gateway.token({ tenant, sub, role }),
    });
    const created = await gateway.graphql(
      `mutation { createOAuthClient(input: { name: "A", redirectUris: ["${uri}"] }) { ... on CreateOAuthClientPayload { client { clientId } } } }`,
      {},
      await call('alice'),
    );
    const { clientId } = created.body.data.createOAuthClient.client;
    const target = `clientId: "${clientId}"`;
    await gateway.graphql(
      `mutation { updateOAuthClient(input: { ${target}, name: "B" }) { __typename } }`,
      {},
      await call('bob'),
    );
    await gateway.graphql(
      `mutation { deleteOAuthClient(input: { ${target} }) { __typename } }`,
      {},
      await call('eve', 'security_admin'),
    );
    const read = async (args: string, selection = 'nodes { action }') => {
      const { body } = await gateway.graphql(
        `{ auditEvents${args} { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${selection} } }`,
        {},
        await call('reader', 'security_admin'),
      );
      return body.data.auditEvents;
    };
    const actions = (page: { nodes: { action: string }[] }) => page.nodes.map(({ action }) => action);
    const all = ['OAUTH_CLIENT_DELETE', 'OAUTH_CLIENT_UPDATE', 'OAUTH_CLIENT_CREATE'];
    expect(actions(await read(''))).toEqual(all);

    const first = await read('(first: 2)');
    expect([actions(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([
      all.slice(0, 2),
      3,
      true,
    ]);
    const second = await read(`(first: 2, after: "${first.pageInfo.endCursor}")`);
    expect([actions(second), second.pageInfo.hasNextPage]).toEqual([all.slice(2), false]);
    const back = await read(`(last: 2, before: "${second.pageInfo.startCursor}")`);
    expect([actions(back), back.pageInfo.hasPreviousPage]).toEqual([all.slice(0, 2), false]);

    expect(actions(await read(`(filter: { ${target} })`))).toEqual(all);
    expect(actions(await read('(filter: { actorId: "bob" })'))).toEqual([all[1]]);
    expect(actions(await read('(filter: { outcome: REFUSED })'))).toEqual([all[0]]);
    expect(actions(await read('(filter: { action: OAUTH_CLIENT_CREATE })'))).toEqual([all[2]]);
    expect(actions(await read('(filter: { occurredAt: { before: "2020-01-01T00:00:00Z" } })'))).toEqual([]);
    expect(actions(await read('(filter: { occurredAt: { from: "2020-01-01T00:00:00Z" } })'))).toEqual(all);

    const { nodes } = await read(
      '(filter: { action: OAUTH_CLIENT_UPDATE })',
      'nodes { id clientId actorId outcome changes { field before after } }',
    );
    expect(nodes).toMatchObject([
      { clientId, actorId: 'bob', outcome: 'DONE', changes: [{ field: 'name', before: 'A', after: 'B' }] },
    ]);
    const found = await gateway.graphql(
      `{ node(id: "${nodes[0].id}") { __typename ... on OAuthAuditEvent { actorId } } }`,
      {},
      await call('reader', 'security_admin'),
    );
    expect(found.body.data.node).toEqual({ __typename: 'OAuthAuditEvent', actorId: 'bob' });
  });
});
