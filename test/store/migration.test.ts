import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { nameKeyOf } from '../../src/domain/client/client-name.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { storeOn } from '../../src/store/store.ts';
import * as tables from '../../src/store/table.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { folderUpTo, type Step, steps } from './upgrade/step.ts';

test('instances that start at once on an empty database all start', async () => {
  for (let round = 0; round < 3; round++) {
    const url = await createDatabase(inject('postgresUrl'));
    const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openPostgres(url)));
    await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
  }
});

test('a migrated database can be opened again with its data', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const first = await openPostgres(url);
  const event = {
    tenantId: 't',
    actorTenantId: 't',
    actorId: 'a',
    clientId: 'c',
    requestId: 'r',
    address: '::1',
    occurredAt: new Date(0),
    outcome: 'done',
    actorType: 'user',
    changes: [],
  } as const;
  await first.database
    .insert(tables.auditEvents)
    .values({ ...event, id: 'e', action: 'oauth_client.create', issueCodes: [] });
  await first.close();
  const second = await openPostgres(url);
  expect(await second.database.$count(tables.auditEvents)).toBe(1);
  await second.close();
});

test('rows of the first versions are upgraded, and their names can be searched in any script', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const folder = new URL('../../drizzle/', import.meta.url);
  for (const file of ['0000_clients.sql', '0001_client-certificates.sql']) {
    await client.unsafe(readFileSync(new URL(file, folder), 'utf8'));
  }
  const names = ['Ärger', 'ÉCOLE', 'ΑΣΤΕΡΙΑΣ', '日本語', 'Plain'];
  for (const [index, name] of names.entries()) {
    const id = `01ARZ3NDEKTSV4RRFFQ69G5FA${index}`;
    await client`insert into oauth_clients (id, client_id, tenant_id, name, redirect_uris, client_auth_methods, grant_types,
      scopes, cors_origins, is_confidential, status, created_at, updated_at) values (${id}, ${`app-${id}`}, 'acme', ${name},
      '{https://a.example/}', '{client_secret_basic}', '{authorization_code}', '{openid}', '{}', true, 'active', now(), now())`;
    await client`insert into oauth_client_secrets (id, oauth_client_id, digest, last_four, created_at)
      values (${`secret-${index}`}, ${id}, 'v1.x', 'abcd', now())`;
  }
  await client`insert into audit_events values ('e', 'acme', 'oauth_client.create', 'alice', 'c', 'r', '::1', now())`;
  // Drizzle's own record of executed migrations, as those versions left it.
  await client.unsafe(
    'create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  const { entries } = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8'));
  await client`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', ${entries[1].when})`;
  await client.end();

  const open = await openPostgres(url);
  const store = storeOn(open);
  const page = { limit: 10, isBackward: false, after: undefined, before: undefined, skip: 0 };
  for (const [search, found] of [
    ['ärg', 'Ärger'],
    ['école', 'ÉCOLE'],
    ['ΑΣ', 'ΑΣΤΕΡΙΑΣ'],
    ['本', '日本語'],
  ] as const) {
    const order = { field: 'name', isDescending: false } as const;
    const clients = await store.reads.listClients('acme', { name: search }, order, page);
    expect(clients.map(({ client: { name } }) => name)).toEqual([found]);
  }
  const [row] = await open.database.select().from(tables.oauthClients).limit(1);
  expect(row).toMatchObject({ version: 1, deletedAt: null });
  const [secret] = await open.database.select().from(tables.oauthClientSecrets).limit(1);
  expect(secret).toMatchObject({ status: 'active', updatedAt: secret?.createdAt });
  const [event] = await open.database.select().from(tables.auditEvents);
  expect(event).toMatchObject({ outcome: 'done', actorType: 'user', actorTenantId: 'acme', changes: [] });
  await open.close();
});

test('search keys that an older version made too long are shortened', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const directory = await mkdtemp(join(tmpdir(), 'clientele-name-keys-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const earlier = steps.find(({ tag }) => tag === '0003_rate-limits') as Step;
  await (await openPostgres(url, await folderUpTo(earlier, directory))).close();
  const client = postgres(url, { max: 1, onnotice: () => {} });
  onTestFinished(() => client.end());
  const name = '\uFDFA'.repeat(255);
  const long = name.normalize('NFKC');
  for (const [id, key] of [
    ['long', long],
    ['short', 'short'],
  ] as const) {
    await client`insert into oauth_clients (id, client_id, tenant_id, name, name_key, redirect_uris, client_auth_methods,
      grant_types, scopes, cors_origins, is_confidential, status, version, created_at, updated_at) values (${id}, ${id}, 'acme',
      ${name}, ${key}, '{https://a.example/}', '{client_secret_basic}', '{authorization_code}', '{openid}', '{}', true, 'active',
      1, now(), now())`;
  }
  await (await openPostgres(url)).close();
  const keys = await client`select id, name_key from oauth_clients order by id`;
  expect([...keys]).toEqual([
    { id: 'long', name_key: nameKeyOf(name) },
    { id: 'short', name_key: 'short' },
  ]);
});

test('an open database is described without its password', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const password = 'never-to-be-shown';
  url.password = password;
  const open = await openPostgres(url.href);
  await open.close();
  expect(open.description).toMatch(/^PostgreSQL 127\.0\.0\.1:\d+, database test_/);
  expect(open.description).not.toContain(password);
});
