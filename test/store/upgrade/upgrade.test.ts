import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { decryptSecret } from '../../../src/credentials/encrypted-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { storeOn } from '../../../src/store/store.ts';
import { type DatabaseKind, databases, openGateway, type TestGateway } from '../../harness/gateway.ts';
import { encryptionKey, fixtureOf, type Row } from './fixture.ts';
import { contents, contentsOf, expectKept, type OldDatabase, oldDatabase } from './old-database.ts';
import { lastStep, type Step, steps } from './step.ts';
import { graphqlClient, graphqlEvent, graphqlSecret, restClient } from './view.ts';

/** The time of the upgrade, between the past and future times of the fixtures. */
const now = new Date('2026-01-31T12:00:00.000Z');
const tenants = ['acme', 'globex'];
const clients = '/admin/oauth/clients';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-upgrade-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('every step of the journal has rows to upgrade from, and follows the one before it', async () => {
  for (const step of steps) await fixtureOf(step);
  const instants = steps.map(({ when }) => when);
  // Drizzle silently skips a step that is dated before the last executed one.
  expect(
    [...new Set(instants)].sort((one, other) => one - other),
    'a step is dated before the one that it follows',
  ).toEqual(instants);
});

test('a step without rows to upgrade from fails with a message that says what to add', async () => {
  const step: Step = { idx: 9, tag: '0009_forgotten', when: 0 };
  await expect(fixtureOf(step)).rejects.toThrow('Write test/store/upgrade/fixture/0009_forgotten.ts');
});

/** PostgreSQL has the same migrations, so that the embedded database needs the steps between only in a thorough run. */
const stepsOn = (kind: DatabaseKind) =>
  kind === 'PostgreSQL' || inject('isThorough')
    ? steps
    : steps.filter((step) => step === steps[0] || step === lastStep);

describe.each(databases)('on %s', (kind) => {
  describe.each(stepsOn(kind).map((step) => [step.tag, step] as const))('a database of %s', (_, step) => {
    let old: OldDatabase;
    let gateway: TestGateway;
    let live: Row[];
    const callIn = async (tenant: string) => ({ token: await gateway.token({ tenant }) });
    const of = (table: string) => old.tables[table] ?? [];
    const secretsOf = ({ id }: Row) => of('oauth_client_secrets').filter((row) => row.oauth_client_id === id);
    const authenticate = (clientId: unknown, secret = '') => {
      const { database } = gateway;
      const store = storeOn({ database, shared: database, isConcurrent: false });
      return authenticateClient({ store, now: () => now }, String(clientId), secret);
    };

    beforeAll(async () => {
      old = await oldDatabase(kind, step, directory);
      gateway = await openGateway(kind, old.place, { now: () => now });
      live = of('oauth_clients').filter(({ deleted_at }) => deleted_at == null);
    });
    afterAll(() => gateway?.close());

    test('keeps every value of every row', async () => {
      expectKept(await contents(gateway.database, Object.keys(old.tables)), contentsOf(old.tables));
    });

    test('shows each client by GraphQL and REST as it was registered', async () => {
      expect(live.length).toBeGreaterThan(7);
      const query = `query ($clientId: String!) { oauthClient(clientId: $clientId) { ulid clientId tenantId name redirectUris
        scopes grantTypes clientAuthMethods corsOrigins fapiProfile isConfidential jwks jwksUri logoUrl privacyPolicy termsUrl
        website tlsClientAuth { subjectDn sanDns sanUri sanIp sanEmail } status version createdAt updatedAt lastUsedAt
        secrets { secretId status description lastFour createdAt updatedAt expiresAt lastUsedAt } } }`;
      for (const row of live) {
        const call = await callIn(String(row.tenant_id));
        const { body } = await gateway.graphql(query, { clientId: row.client_id }, call);
        const secrets = secretsOf(row).map(graphqlSecret);
        expect(body, String(row.name)).toEqual({ data: { oauthClient: { ...graphqlClient(row), secrets } } });
        const answer = await gateway.send('GET', `${clients}/${row.client_id}`, undefined, call);
        const { secret_last_four: _, ...item } = answer.body.data;
        expect(item, String(row.name)).toEqual(restClient(row));
        expect(answer.headers.get('etag')).toBe(`"${row.version ?? 1}"`);
      }
    });

    test('lists the clients of each tenant, newest first, without deleted ones', async () => {
      for (const tenant of tenants) {
        const call = await callIn(tenant);
        const expected = live
          .filter(({ tenant_id }) => tenant_id === tenant)
          .sort((one, other) => (`${one.created_at}${one.id}` < `${other.created_at}${other.id}` ? 1 : -1))
          .map(({ client_id }) => client_id);
        const query = '{ oauthClients(first: 100) { totalCount nodes { clientId } } }';
        const { nodes, totalCount } = (await gateway.graphql(query, {}, call)).body.data.oauthClients;
        expect(nodes.map(({ clientId }: { clientId: string }) => clientId)).toEqual(expected);
        expect(totalCount).toBe(expected.length);
        const { body } = await gateway.send('GET', `${clients}?page_size=100`, undefined, call);
        expect(body.items.map((item: Row) => item.client_id)).toEqual(expected);
      }
    });

    test.each([
      ['acme', 'PLAIN', ['Plain']],
      ['acme', 'ärg', ['Ärger & Söhne "GmbH" \\ 100%_{a,b}']],
      ['acme', '100%_{', ['Ärger & Söhne "GmbH" \\ 100%_{a,b}']],
      ['acme', 'ας', ['ΑΣΤΕΡΙΑΣ']],
      ['acme', '本', ['日本語アプリ']],
      ['acme', '👋', ['مرحبا 👋 O’Brien']],
      ['acme', 'finance 1 éc', ['ﬁnance ① ÉCOLE']],
      ['globex', 'ПРИМ', ['Пример']],
      ['acme', 'прим', []],
    ])('finds in %s by the name %s', async (tenant, name, found) => {
      const call = await callIn(tenant);
      const query =
        'query ($name: String!) { oauthClients(filter: { name: $name }, orderBy: { field: NAME, direction: ASC }) { nodes { name } } }';
      const { nodes } = (await gateway.graphql(query, { name }, call)).body.data.oauthClients;
      expect(nodes.map((node: Row) => node.name)).toEqual(found);
      const path = `${clients}?name=${encodeURIComponent(name)}`;
      const { items } = (await gateway.send('GET', path, undefined, call)).body;
      expect(items.map((item: Row) => item.name)).toEqual(found);
    });

    test('lists every audit event, newest first', async () => {
      const query = `{ auditEvents(first: 100) { nodes { ulid tenantId action outcome actorType actorTenantId actorId clientId
        requestId address occurredAt changes { field before after } refusalCode issueCodes occurrences } } }`;
      for (const tenant of tenants) {
        const { body } = await gateway.graphql(query, {}, await callIn(tenant));
        const events = of('audit_events').filter(({ tenant_id }) => tenant_id === tenant);
        const newestFirst = events.toSorted((one, other) => (String(one.id) < String(other.id) ? 1 : -1));
        expect(body.data.auditEvents.nodes).toEqual(newestFirst.map(graphqlEvent));
        for (const { client_id: clientId } of live.filter(({ tenant_id }) => tenant_id === tenant)) {
          const path = `${clients}/${clientId}/audit-logs`;
          const { items } = (await gateway.send('GET', path, undefined, await callIn(tenant))).body;
          const own = newestFirst.filter(({ client_id }) => client_id === clientId);
          expect(items.map(({ id }: Row) => id)).toEqual(own.map(({ id }) => id));
        }
      }
    });

    test('accepts the valid secrets of its clients, and no expired one', async () => {
      const verdicts = new Map<string, boolean>();
      for (const secret of of('oauth_client_secrets')) {
        const owner = of('oauth_clients').find(({ id }) => id === secret.oauth_client_id) ?? {};
        const isInForce =
          secret.status !== 'inactive' &&
          (secret.expires_at === null || new Date(String(secret.expires_at)) > now);
        const isUsable = owner.status === 'active' && owner.deleted_at == null && !secret.sealed;
        const client = await authenticate(owner.client_id, old.plaintexts.get(String(secret.id)));
        verdicts.set(`${owner.name} ${secret.id}`, client !== undefined);
        expect(client?.clientId, `${owner.name}, secret ${secret.id}`).toBe(
          isInForce && isUsable ? owner.client_id : undefined,
        );
        expect(await authenticate(owner.client_id, `secret_${'x'.repeat(43)}`)).toBeUndefined();
      }
      expect(new Set(verdicts.values())).toEqual(new Set([true, false]));
    });

    test('decrypts every encrypted secret with its key', async () => {
      const { secrets } = await gateway.rows();
      const sealed = of('oauth_client_secrets').filter((row) => row.sealed);
      expect(sealed).toHaveLength(step.idx === 0 ? 0 : 1);
      for (const { id } of sealed) {
        const kept = secrets.find((row) => row.id === id)?.encrypted ?? '';
        expect(await decryptSecret(kept, [encryptionKey])).toBe(old.plaintexts.get(String(id)));
      }
    });

    // From this step on, clients can be deleted and registrations can be repeated.
    const hasLives = step.idx >= 2;

    if (hasLives)
      test('finds no deleted client, and restores those that can be restored, with their secrets', async () => {
        const deleted = of('oauth_clients').filter(({ deleted_at }) => deleted_at != null);
        expect(deleted.map(({ purged_at }) => purged_at === null).sort()).toEqual([false, true]);
        const query = `mutation ($input: RestoreOAuthClientInput!) { restoreOAuthClient(input: $input) { __typename
        ... on RestoreOAuthClientPayload { client { name version } } ... on RegistrationError { code } } }`;
        for (const row of deleted) {
          const path = `${clients}/${row.client_id}`;
          expect((await gateway.send('GET', path)).status).toBe(404);
          const { body } = await gateway.graphql(query, { input: { clientId: row.client_id } });
          const client = { name: row.name, version: Number(row.version) + 1 };
          expect(body.data.restoreOAuthClient, String(row.client_id)).toEqual(
            row.purged_at === null
              ? { __typename: 'RestoreOAuthClientPayload', client }
              : { __typename: 'RegistrationError', code: 'NOT_FOUND' },
          );
          for (const { id } of secretsOf(row)) {
            const client = await authenticate(row.client_id, old.plaintexts.get(String(id)));
            expect(client?.clientId).toBe(row.client_id);
          }
        }
      });

    if (hasLives)
      test('answers a repeated registration with the client of the first one', async () => {
        for (const { key, client_id: clientId } of of('idempotency_keys')) {
          const query = `mutation ($key: String!) { createOAuthClient(idempotencyKey: $key, input: { name: "Plain", redirectUris:
          ["https://app.example.com/callback"] }) { ... on CreateOAuthClientPayload { replayed client { clientId } } } }`;
          const { body } = await gateway.graphql(query, { key });
          expect(body.data.createOAuthClient).toEqual({ replayed: true, client: { clientId } });
        }
      });

    test('lets every client be updated, rotated, suspended and activated, by GraphQL and REST', async () => {
      for (const [index, row] of live.entries()) {
        const call = await callIn(String(row.tenant_id));
        const path = `${clients}/${row.client_id}`;
        const version = Number(row.version ?? 1);
        const uri = 'https://later.example.com/callback';
        if (index % 2 === 0) {
          const query = `mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) {
            ... on UpdateOAuthClientPayload { client { name version } } ... on RegistrationError { code issues { code } } } }`;
          const input = { clientId: row.client_id, expectedVersion: version, addRedirectUris: [uri] };
          const { body } = await gateway.graphql(query, { input }, call);
          const client = { name: row.name, version: version + 1 };
          expect(body.data?.updateOAuthClient, `${row.name}: ${JSON.stringify(body)}`).toEqual({ client });
        } else {
          const headers = { 'if-match': `"${version}"` };
          const answer = await gateway.send('PUT', path, { add_redirect_uris: [uri] }, { ...call, headers });
          expect(answer.status, `${row.name}: ${answer.text}`).toBe(200);
        }
        if (secretsOf(row).length > 0) await rotate(row, path, call);
        for (const status of ['suspended', 'active']) {
          const answer = await gateway.send('PUT', path, { status }, call);
          expect([answer.status, answer.body.data.status], `${row.name}: ${answer.text}`).toEqual([
            200,
            status,
          ]);
        }
      }
    });

    async function rotate(row: Row, path: string, call: { readonly token: string }): Promise<void> {
      const { body } = await gateway.send('POST', `${path}/rotate-secret`, {}, call);
      expect(body.data?.new_secret, `${row.name}: ${JSON.stringify(body)}`).toMatch(/^secret_/);
      if (row.status === 'suspended' || secretsOf(row).some(({ sealed }) => sealed)) return;
      expect((await authenticate(row.client_id, body.data.new_secret))?.clientId).toBe(row.client_id);
      const [earlier] = secretsOf(row).map(({ id }) => old.plaintexts.get(String(id)));
      expect(await authenticate(row.client_id, earlier), 'the old secret has its grace period').toBeDefined();
    }
  });
});
