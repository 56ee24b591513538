import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migratePostgres } from '../../src/store/postgres/postgres.ts';
import { auditEvents } from '../../src/store/table.ts';
import { databases, openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase } from '../harness/postgres-server.ts';

const script = readFileSync(new URL('../../drizzle/roles.sql', import.meta.url), 'utf8');
const create =
  'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename ... on CreateOAuthClientPayload { client { clientId } } } }';
// The test server is shared, and roles belong to the whole server.
const suffix = randomBytes(6).toString('hex');
const [migrator, owner, application] = [`migrator_${suffix}`, `owner_${suffix}`, `app_${suffix}`];

let admin: postgres.Sql;
let adminUrl: string;
let gateway: TestGateway;
beforeAll(async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  adminUrl = url.href;
  admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  // Not a superuser, because the extension for the name search is trusted.
  await admin.unsafe(`create role ${migrator} login createrole createdb`);
  await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to ${migrator}`);
  const as = (role: string) => Object.assign(new URL(url.href), { username: role }).href;
  await migratePostgres(as(migrator));
  const administrator = postgres(as(migrator), { max: 1, onnotice: () => {} });
  await administrator.unsafe(`set clientele.application_role = '${application}'`);
  await administrator.unsafe(`set clientele.owner_role = '${owner}'`);
  await administrator.unsafe(script);
  await administrator.unsafe(script);
  await administrator.end();
  gateway = await openGateway('PostgreSQL', { databaseUrl: as(application) });
});
afterAll(async () => {
  await gateway.close();
  await admin.unsafe(`reassign owned by ${owner} to current_user;
    drop owned by ${migrator}, ${owner}, ${application} cascade; drop role ${migrator}, ${owner}, ${application}`);
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

test('the database, its tables and its functions are owned by a role that cannot log in', async () => {
  const owners = await admin`
    select distinct r.rolname, r.rolcanlogin, r.rolsuper from pg_roles r join (
      select datdba as id from pg_database where datname = current_database()
      union select nspowner from pg_namespace where nspname = 'drizzle'
      union select relowner from pg_class where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)
      union select proowner from pg_proc where proname = 'refuse_change_of_audit_event'
    ) as objects on objects.id = r.oid`;
  expect([...owners]).toEqual([{ rolname: owner, rolcanlogin: false, rolsuper: false }]);
});

test('a table of a later migration gets the same owner under any migrating role', async () => {
  const later = `later_${suffix}`;
  await admin.unsafe(`create table ${later} (id int)`);
  await admin.unsafe(
    `set clientele.application_role = '${application}'; set clientele.owner_role = '${owner}'`,
  );
  await admin.unsafe(script);
  const [row] = await admin`select tableowner from pg_tables where tablename = ${later}`;
  expect(row?.tableowner).toBe(owner);
  await admin.unsafe(`drop table ${later}`);
});

test.each(['superuser', `in role ${owner}`])('a serving role that is %s is refused', async (right) => {
  const strong = `strong_${suffix}_${right.length}`;
  const refusal = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await refusal.unsafe(`create role ${strong} login ${right}`);
  await refusal.unsafe(`set clientele.application_role = '${strong}'; set clientele.owner_role = '${owner}'`);
  await expect(refusal.unsafe(script)).rejects.toThrow(`The role ${strong} could remove audit events`);
  await refusal.unsafe(`drop role ${strong}`);
  await refusal.end();
});

test.each([
  'create table t (id int)',
  'alter table oauth_clients disable trigger all',
  'alter table audit_events disable trigger audit_events_append_only',
  'drop function refuse_change_of_audit_event() cascade',
  'drop schema public cascade',
  `set role ${owner}`,
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
      "update audit_events set actor_id = 'mallory'",
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
