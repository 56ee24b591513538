import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openClients } from '../../src/oidc-provider/open-clients.ts';
import { openMigratedPostgres } from '../../src/store/postgres/postgres.ts';
import { secretUseOn } from '../../src/store/secret-use.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase } from '../harness/postgres-server.ts';

const script = readFileSync(new URL('../../drizzle/roles.sql', import.meta.url), 'utf8');
// The test server is shared, and roles belong to the whole server.
const suffix = randomBytes(6).toString('hex');
const [owner, application, reader] = [`owner_${suffix}`, `app_${suffix}`, `as_${suffix}`];
const today = new Date('2026-01-31T00:00:00.000Z');

let admin: postgres.Sql;
let gateway: TestGateway;
let url: string;
let clientId: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  const databaseUrl = gateway.databaseUrl ?? '';
  admin = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`set clientele.owner_role = '${owner}'`);
  await admin.unsafe(`set clientele.application_role = '${application}'`);
  await admin.unsafe(`set clientele.authorization_server_role = '${reader}'`);
  await admin.unsafe(script);
  await admin.unsafe(script);
  url = Object.assign(new URL(databaseUrl), { username: reader }).href;
  const { body } = await gateway.send('POST', '/admin/oauth/clients', {
    name: 'x',
    redirect_uris: ['https://a.example/'],
  });
  clientId = body.data.client_id;
});
afterAll(async () => {
  await gateway.close();
  await admin.unsafe(`reassign owned by ${owner} to current_user;
    drop owned by ${owner}, ${application}, ${reader}; drop role ${owner}, ${application}, ${reader}`);
  await admin.end();
});

test('an authorization server reads clients and records their use under its own role', async () => {
  const database = await openMigratedPostgres(url);
  const { stateOf, record } = secretUseOn(database);
  const state = await stateOf(clientId);
  expect(state?.secrets).toHaveLength(1);
  await record({ id: state?.client.id ?? '', secretId: state?.secrets[0]?.id ?? '' }, today);
  expect(await stateOf(clientId)).toMatchObject({
    client: { lastUsedAt: today },
    secrets: [{ lastUsedAt: today }],
  });
  await database.close();
});

test.each([
  "update oauth_clients set status = 'active'",
  "update oauth_client_secrets set status = 'active'",
  'insert into oauth_client_secrets select * from oauth_client_secrets',
  'delete from oauth_clients',
  'select * from audit_events',
  'select * from rate_limits',
  'select * from idempotency_keys',
  'create table t (id int)',
])('its role has no right to %s', async (statement) => {
  const sql = postgres(url, { max: 1 });
  await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
  await sql.end();
});

test('a database that is not migrated is refused and not changed', async () => {
  const empty = await createDatabase(inject('postgresUrl'));
  await expect(openClients({ databaseUrl: empty })).rejects.toMatchObject({ name: 'DatabaseNotReady' });
  const sql = postgres(empty, { max: 1 });
  expect(await sql`select from information_schema.tables where table_schema = 'public'`).toHaveLength(0);
  await sql`create schema drizzle`;
  await sql`create table drizzle.__drizzle_migrations (created_at bigint)`;
  await sql`insert into drizzle.__drizzle_migrations values (1)`;
  await expect(openClients({ databaseUrl: empty })).rejects.toThrow('missing or older than this version');
  await sql.end();
});

test('an invalid key is refused before a connection is opened', async () => {
  await expect(
    openClients({ databaseUrl: 'postgres://database.invalid/', secretEncryptionKeys: ['short'] }),
  ).rejects.toThrow(TypeError);
});
