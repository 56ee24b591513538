import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migratePostgres } from '../../src/store/postgres.ts';
import { auditEvents } from '../../src/store/table.ts';
import { databases, openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase } from '../harness/postgres-server.ts';

const script = readFileSync(new URL('../../drizzle/roles.sql', import.meta.url), 'utf8');
const create =
  'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename ... on CreateOAuthClientPayload { client { clientId } } } }';
// The test server is shared, and roles belong to the whole server.
const suffix = randomBytes(6).toString('hex');
const [owner, application] = [`owner_${suffix}`, `app_${suffix}`];

let admin: postgres.Sql;
let gateway: TestGateway;
beforeAll(async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  admin = postgres(url.href, { max: 1, onnotice: () => {} });
  // No superuser: the extension for the name search is a trusted one.
  await admin.unsafe(`create role ${owner} login`);
  await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to ${owner}`);
  const as = (role: string) => Object.assign(new URL(url.href), { username: role }).href;
  await migratePostgres(as(owner));
  await admin.unsafe(`set clientele.application_role = '${application}'`);
  await admin.unsafe(script);
  await admin.unsafe(script);
  gateway = await openGateway('PostgreSQL', { databaseUrl: as(application) });
});
afterAll(async () => {
  await gateway.close();
  await admin.unsafe(`drop owned by ${application}, ${owner}; drop role ${application}`);
  await admin.end();
});

test('the application works under its own role', async () => {
  const { clientId } = (await gateway.graphql(create)).body.data.createOAuthClient.client;
  const path = `/admin/oauth/clients/${clientId}`;
  expect((await gateway.send('PUT', path, { name: 'y' })).status).toBe(200);
  expect((await gateway.send('POST', `${path}/rotate-secret`)).status).toBe(200);
  expect((await gateway.send('GET', `${path}/audit-logs`)).body.total).toBe(3);
  expect((await gateway.send('DELETE', path)).status).toBe(204);
});

test.each([
  'update audit_events set actor_id = actor_id',
  'delete from audit_events',
  'truncate audit_events',
])("the application's role has no right to %s", async (statement) => {
  await gateway.graphql(create);
  await expect(gateway.database.execute(statement)).rejects.toMatchObject({
    cause: { code: '42501', message: expect.stringContaining('permission denied') },
  });
});

test.each([
  'create table t (id int)',
  'alter table oauth_clients disable trigger all',
  'drop table audit_events',
])("the application's role has no right to %s", async (statement) => {
  await expect(gateway.database.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test.each(databases)(
  'audit events are append-only for the owner of the table as well, on %s',
  async (kind) => {
    const own = await openGateway(kind);
    await own.graphql(create);
    const before = await own.rows();
    for (const statement of [
      "update audit_events set actor_id = 'nobody'",
      'delete from audit_events',
      'truncate audit_events',
    ]) {
      await expect(own.database.execute(statement), statement).rejects.toMatchObject({
        cause: { message: expect.stringContaining('append-only') },
      });
    }
    expect(await own.database.$count(auditEvents)).toBe(1);
    expect(await own.rows()).toEqual(before);
    await own.close();
  },
);
