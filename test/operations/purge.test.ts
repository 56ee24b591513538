import { eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/domain/client/client-metadata.ts';
import { deleteClient } from '../../src/operations/client/delete-client.ts';
import { restoreClient } from '../../src/operations/client/restore-client.ts';
import { suspendClient } from '../../src/operations/client/suspend-client.ts';
import { updateClient } from '../../src/operations/client/update-client.ts';
import { purge, purgeLimits } from '../../src/operations/purge.ts';
import { addSecret } from '../../src/operations/secret/add-secret.ts';
import type { Services } from '../../src/operations/services.ts';
import { auditEvents, idempotencyKeys, oauthClientSecrets, oauthClients } from '../../src/store/table.ts';
import { databases } from '../harness/gateway.ts';
import { callerOf, day, openServices, smallest, type TestServices } from '../harness/services.ts';

const caller = callerOf();

describe.each(databases)('the purge on %s', (kind) => {
  let open: TestServices;
  let services: Services;
  beforeAll(async () => {
    open = await openServices(kind);
    services = open.services;
  });
  beforeEach(async () => {
    open.clock.set(open.clock.start);
    // A purge sees every client. Audit events cannot be deleted, so those of other tests are ignored.
    await open.database.delete(oauthClientSecrets);
    await open.database.delete(oauthClients);
    await open.database.delete(idempotencyKeys);
  });
  afterAll(() => open.close());

  const at = (milliseconds: number) => open.clock.set(new Date(open.clock.start.getTime() + milliseconds));
  const registerDeleted = async () => {
    const { client } = await open.register();
    return deleteClient(services, caller, client);
  };
  const isPurged = async ({ clientId }: Client) => (await open.clientRow(clientId)).purgedAt !== null;
  const purgeRows = async ({ clientId }: Pick<Client, 'clientId'>) =>
    (await open.auditRows(clientId)).filter(({ action }) => action === 'oauth_client.purge');

  /** This many clients with a secret each, deleted this many milliseconds after the start of the clock. */
  const insertDeleted = async (count: number, prefix: string, milliseconds = 0) => {
    const deletedAt = new Date(open.clock.start.getTime() + milliseconds).toISOString();
    await open.database.execute(sql`
      insert into oauth_clients (id, client_id, tenant_id, name, name_key, redirect_uris, client_auth_methods,
        grant_types, scopes, cors_origins, is_confidential, status, version, created_at, updated_at, deleted_at)
      select ${prefix} || lpad(n::text, 6, '0'), 'app-' || ${prefix} || lpad(n::text, 6, '0'), 'acme', 'name', 'name',
        array['https://a.example/'], array['client_secret_basic'], array['authorization_code'], array['openid'],
        array['https://a.example'], true, 'active', 2, ${deletedAt}::timestamptz, ${deletedAt}::timestamptz,
        ${deletedAt}::timestamptz
      from generate_series(1, ${count}::int) n`);
    await open.database.execute(sql`
      insert into oauth_client_secrets (id, oauth_client_id, digest, last_four, status, created_at, updated_at)
      select 'secret-' || id, id, 'v1.x', 'abcd', 'active', created_at, updated_at from oauth_clients
      where id like ${`${prefix}%`}`);
  };
  const erasedRows = () =>
    open.database
      .select({
        clientId: oauthClients.clientId,
        name: oauthClients.name,
        writer: sql<string>`${oauthClients}.xmin::text`,
      })
      .from(oauthClients)
      .where(isNotNull(oauthClients.purgedAt))
      .orderBy(oauthClients.clientId);
  /** How often each client has an audit event of a purge. */
  const timesTold = async (clientIds: readonly string[]) => {
    const told = new Map(clientIds.map((clientId) => [clientId, 0]));
    const rows = await open.database
      .select({ clientId: auditEvents.clientId })
      .from(auditEvents)
      .where(eq(auditEvents.action, 'oauth_client.purge'));
    for (const { clientId } of rows) {
      const times = told.get(clientId ?? '');
      if (times !== undefined) told.set(clientId ?? '', times + 1);
    }
    return [...told.values()];
  };

  test.each([
    [30 * day - 1, false],
    [30 * day, true],
    [30 * day + 1, true],
    [400 * day, true],
  ])('erases a client %i milliseconds after it was deleted: %s', async (milliseconds, expected) => {
    const client = await registerDeleted();
    at(milliseconds);
    expect((await purge(services, 'run')).clients).toBe(expected ? 1 : 0);
    expect(await isPurged(client)).toBe(expected);
    expect(await open.secretRows(client.id)).toHaveLength(expected ? 0 : 1);
    expect(await purgeRows(client)).toHaveLength(expected ? 1 : 0);
  });

  test('erases after the configured period', async () => {
    const client = await registerDeleted();
    at(7 * day + 1);
    expect((await purge({ ...services, restoreDays: 8 }, 'run')).clients).toBe(0);
    expect((await purge({ ...services, restoreDays: 7 }, 'run')).clients).toBe(1);
    expect(await isPurged(client)).toBe(true);
  });

  test('does not erase active, suspended and restored clients', async () => {
    const [{ client: used }, { client: suspended }] = [await open.register(), await open.register()];
    await suspendClient(services, caller, suspended);
    const restored = await registerDeleted();
    await restoreClient(services, caller, restored);
    const before = await open.rows();
    at(1000 * day);
    expect((await purge(services, 'run')).clients).toBe(0);
    expect({ ...(await open.rows()), idempotencyKeys: [] }).toEqual({ ...before, idempotencyKeys: [] });
    expect([await isPurged(used), await isPurged(suspended), await isPurged(restored)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('keeps the ids and dates of a client and erases all its metadata', async () => {
    const { client } = await open.register({
      ...smallest,
      name: 'Unmistakable',
      redirectUris: ['https://unmistakable.example/callback'],
      clientAuthMethods: ['tls_client_auth', 'client_secret_jwt'],
      grantTypes: ['client_credentials'],
      jwks: JSON.stringify({
        keys: [
          {
            kty: 'EC',
            crv: 'P-256',
            x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
            y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
          },
        ],
      }),
      logoUrl: 'https://unmistakable.example/logo',
      privacyPolicy: 'https://unmistakable.example/privacy',
      scopes: ['unmistakable'],
      termsUrl: 'https://unmistakable.example/terms',
      tlsClientAuth: { sanDns: 'unmistakable.example' },
      website: 'https://unmistakable.example/',
      fapiProfile: 'fapi1',
    });
    await addSecret(services, caller, { clientId: client.clientId, description: 'Unmistakable' });
    await services.store.secretUse.record({ id: client.id, secretId: '' }, open.clock.start);
    await deleteClient(services, caller, client);
    const before = await open.clientRow(client.clientId);
    expect(before.lastUsedAt).not.toBeNull();
    at(31 * day);
    await purge(services, 'run');
    const after = await open.clientRow(client.clientId);
    expect(after).toEqual({
      id: client.id,
      clientId: client.clientId,
      tenantId: 'acme',
      name: '',
      nameKey: '',
      redirectUris: [],
      clientAuthMethods: [],
      grantTypes: [],
      scopes: [],
      corsOrigins: [],
      fapiProfile: null,
      isConfidential: expect.any(Boolean),
      jwks: null,
      jwksUri: null,
      logoUrl: null,
      privacyPolicy: null,
      termsUrl: null,
      website: null,
      tlsClientAuthMember: null,
      tlsClientAuthValue: null,
      otherMetadata: {},
      status: before.status,
      version: before.version,
      createdAt: before.createdAt,
      updatedAt: before.updatedAt,
      lastUsedAt: null,
      deletedAt: before.deletedAt,
      purgedAt: open.clock.now(),
    });
    const { clients, secrets } = await open.rows();
    expect(secrets).toEqual([]);
    expect(JSON.stringify(clients)).not.toMatch(/unmistakable/i);
  });

  test('erases a jwks_uri too', async () => {
    const { client } = await open.register({ jwksUri: 'https://keys.example.com/jwks' });
    await deleteClient(services, caller, client);
    at(31 * day);
    await purge(services, 'run');
    expect(await open.clientRow(client.clientId)).toMatchObject({ jwksUri: null });
  });

  test('adds an audit event of the system in the tenant of each client', async () => {
    const mine = await registerDeleted();
    const { client: theirs } = await open.register({}, callerOf({ tenantId: 'rival' }));
    await deleteClient(services, callerOf({ tenantId: 'rival' }), theirs);
    at(31 * day);
    expect((await purge(services, 'run-of-tonight')).clients).toBe(2);
    for (const [client, tenantId] of [
      [mine, 'acme'],
      [theirs, 'rival'],
    ] as const) {
      expect(await purgeRows(client)).toEqual([
        {
          id: expect.stringMatching(/^[0-9A-Z]{26}$/),
          tenantId,
          action: 'oauth_client.purge',
          outcome: 'done',
          actorType: 'system',
          actorTenantId: tenantId,
          actorId: 'purge',
          clientId: client.clientId,
          requestId: 'run-of-tonight',
          address: null,
          occurredAt: open.clock.now(),
          changes: [],
          refusalCode: null,
          issueCodes: [],
          occurrences: 1,
        },
      ]);
    }
  });

  test('writes nothing if it runs a second time', async () => {
    const client = await registerDeleted();
    at(31 * day);
    await purge(services, 'run');
    const [rows, writers] = [await open.rows(), await open.writers(client.id)];
    at(62 * day);
    expect((await purge(services, 'again')).clients).toBe(0);
    expect(await open.rows()).toEqual(rows);
    expect(await open.writers(client.id)).toEqual(writers);
  });

  test('erases any number of clients in commits of at most 100, the longest deleted first', async () => {
    await insertDeleted(200, 'late', 1000);
    await insertDeleted(60, 'early', 0);
    at(30 * day + 1001);
    expect((await purge(services, 'run')).clients).toBe(260);
    const rows = await erasedRows();
    expect(rows).toHaveLength(260);
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(['']));
    const writers = [...new Set(rows.map(({ writer }) => writer))];
    const commits = writers.map((writer) => rows.filter((row) => row.writer === writer));
    expect(commits.map(({ length }) => length).sort()).toEqual([100, 100, 60]);
    const firstCommit = commits.find((commit) =>
      commit.some(({ clientId }) => clientId === 'app-early000001'),
    );
    const early = rows.filter(({ clientId }) => clientId.startsWith('app-early'));
    expect(firstCommit).toEqual(expect.arrayContaining(early));
    expect(await open.database.$count(oauthClientSecrets)).toBe(0);
    expect(new Set(await timesTold(rows.map(({ clientId }) => clientId)))).toEqual(new Set([1]));
  });

  test('stops between two commits when the gateway stops', async () => {
    await insertDeleted(250, 'stop');
    at(31 * day);
    let made = 0;
    const counting: Services = {
      ...services,
      newId: () => {
        made += 1;
        return services.newId();
      },
    };
    expect((await purge(counting, 'run', () => made > 0)).clients).toBe(100);
    expect(await erasedRows()).toHaveLength(100);
    expect((await purge(counting, 'run', () => true)).clients).toBe(0);
    expect((await purge(services, 'run')).clients).toBe(150);
  });

  test('needs no second commit for exactly 100 clients', async () => {
    await insertDeleted(100, 'even');
    at(31 * day);
    expect((await purge(services, 'run')).clients).toBe(100);
    expect((await purge(services, 'run')).clients).toBe(0);
  });

  test('erases everything that is due in one run', async () => {
    await insertDeleted(320, 'many');
    at(31 * day);
    const limits = { ...purgeLimits, clients: 3 };
    const { clients, isComplete } = await purge(services, 'run', undefined, limits);
    expect([clients, isComplete]).toEqual([320, true]);
    expect(await erasedRows()).toHaveLength(320);
  });

  test('deletes more idempotency keys in one run than an actor can create in an hour', async () => {
    const keys = 185_000;
    await open.database.execute(sql`
      insert into idempotency_keys (tenant_id, actor_tenant_id, actor_id, key, input_digest, client_id, created_at)
      select 'acme', 'acme', 'mallory', n::text, 'x', 'app-x', ${open.clock.start.toISOString()}::timestamptz
      from generate_series(1, ${keys}::int) n`);
    at(2 * day);
    expect(await purge(services, 'run')).toEqual({ clients: 0, keys, isComplete: true });
    expect(await open.database.$count(idempotencyKeys)).toBe(0);
  });

  test('starts no commit after its time budget, reports that, and has processed both clients and keys', async () => {
    await insertDeleted(50, 'slow');
    await open.database.insert(idempotencyKeys).values(
      Array.from({ length: 50 }, (_, index) => ({
        ...{ tenantId: 'acme', actorTenantId: 'acme', actorId: 'alice', key: `${index}` },
        ...{ inputDigest: 'x', clientId: 'app-x', createdAt: open.clock.start },
      })),
    );
    at(31 * day);
    const limits = { clients: 5, keys: 5, budget: 10_000 };
    // Each reading of the clock takes a second.
    const ticking: Services = {
      ...services,
      now: () => {
        open.clock.advance(1000);
        return open.clock.now();
      },
    };
    const first = await purge(ticking, 'run', undefined, limits);
    expect(first).toEqual({ clients: 20, keys: 25, isComplete: false });
    expect(await purge(services, 'run', undefined, limits)).toEqual({
      clients: 30,
      keys: 25,
      isComplete: true,
    });
  });

  test('erases and records each client exactly once if several instances run it', async () => {
    await insertDeleted(350, 'share');
    const others = await Promise.all([open.another(), open.another(), open.another()]);
    at(31 * day);
    const counts = await Promise.all([services, ...others].map((one, index) => purge(one, `run-${index}`)));
    expect(counts.reduce((sum, { clients }) => sum + clients, 0)).toBe(350);
    const rows = await erasedRows();
    expect(rows).toHaveLength(350);
    expect(new Set(await timesTold(rows.map(({ clientId }) => clientId)))).toEqual(new Set([1]));
    expect(await open.database.$count(oauthClientSecrets)).toBe(0);
  });

  test('leaves a batch unchanged if its audit events cannot be written, and the next run erases it', async () => {
    await insertDeleted(3, 'fault');
    at(31 * day);
    const before = await open.rows();
    const id = services.newId();
    await expect(purge({ ...services, newId: () => id }, 'run')).rejects.toThrow();
    expect(await open.rows()).toEqual(before);
    expect((await purge(services, 'run')).clients).toBe(3);
  });

  test('deletes exactly the idempotency keys that are older than a day, of every tenant', async () => {
    const ages = [0, day - 1, day, day + 1, 40 * day];
    const rowOf = (age: number, tenantId: string) => ({
      tenantId,
      actorTenantId: tenantId,
      actorId: 'alice',
      key: `key-${age}`,
      inputDigest: 'x',
      clientId: 'app-x',
      createdAt: new Date(open.clock.start.getTime() - age),
    });
    await open.database
      .insert(idempotencyKeys)
      .values(ages.flatMap((age) => [rowOf(age, 'acme'), rowOf(age, 'rival')]));
    expect((await purge(services, 'run')).clients).toBe(0);
    const kept = (await open.rows()).idempotencyKeys;
    expect(kept.map(({ key, tenantId }) => `${tenantId} ${key}`).sort()).toEqual([
      'acme key-0',
      `acme key-${day - 1}`,
      'rival key-0',
      `rival key-${day - 1}`,
    ]);
  });

  test('either erases a client or lets it be restored, and the client is complete', async () => {
    for (let round = 0; round < 4; round++) {
      open.clock.set(open.clock.start);
      const client = await registerDeleted();
      // The purging instance has a shorter period than the restoring one.
      at(10 * day);
      const [restored, erased] = await Promise.allSettled([
        restoreClient(services, caller, client),
        purge({ ...services, restoreDays: 9 }, 'run'),
      ]);
      const row = await open.clientRow(client.clientId);
      const isWhole = row.name !== '' && row.deletedAt === null && row.purgedAt === null;
      expect(isWhole).toBe(restored.status === 'fulfilled');
      expect(erased).toMatchObject({ status: 'fulfilled', value: { clients: isWhole ? 0 : 1 } });
      expect(await open.secretRows(client.id)).toHaveLength(isWhole ? 1 : 0);
    }
  });

  if (kind === 'PostgreSQL') {
    test('skips a client that another transaction has locked, without waiting', async () => {
      const [held, free] = [await registerDeleted(), await registerDeleted()];
      at(31 * day);
      await open.database.transaction(async (transaction) => {
        await transaction
          .select()
          .from(oauthClients)
          .where(inArray(oauthClients.id, [held.id]))
          .for('update');
        expect((await purge(services, 'run')).clients).toBe(1);
      });
      expect([await isPurged(held), await isPurged(free)]).toEqual([false, true]);
      expect((await purge(services, 'run')).clients).toBe(1);
      expect(await isPurged(held)).toBe(true);
    });
  }

  test('does not block changes of other clients', async () => {
    await insertDeleted(300, 'busy');
    const { client } = await open.register();
    at(31 * day);
    const [erased] = await Promise.all([
      purge(services, 'run'),
      ...Array.from({ length: 5 }, (_, index) =>
        updateClient(services, caller, { clientId: client.clientId, name: `Name ${index}` }),
      ),
    ]);
    expect(erased.clients).toBe(300);
    expect((await open.clientRow(client.clientId)).version).toBe(6);
  });
});
