import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openPglite } from '../../../src/store/embedded/pglite.ts';
import { DatabaseNotReady, migratePostgres, openPostgres } from '../../../src/store/postgres/postgres.ts';
import { fillDataDirectory } from '../../harness/embedded-database.ts';
import { openGateway } from '../../harness/gateway.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { contents, expectKept, oldDatabase, query, sessionOn } from './old-database.ts';
import { schemaDump } from './schema-dump.ts';
import { folderWith, type Step, steps } from './step.ts';
import { expectWorking } from './work.ts';

const harmless = "alter table oauth_clients add column later text default 'x' not null";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-rolling-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A role that migrates and one that serves. Roles belong to the whole server, which is shared. */
async function rolesOf(url: string) {
  const suffix = randomBytes(6).toString('hex');
  const [owner, application] = [`owner_${suffix}`, `app_${suffix}`];
  const name = new URL(url).pathname.slice(1);
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  onTestFinished(async () => {
    await admin.unsafe(`alter database ${name} owner to current_user; drop owned by ${application}, ${owner} cascade;
      drop role ${application}, ${owner}`);
    await admin.end();
  });
  await admin.unsafe(`create role ${owner} login; create role ${application} login;
    alter database ${name} owner to ${owner}; set clientele.application_role = '${application}'; set clientele.owner_role = '${owner}'`);
  const as = (role: string) => Object.assign(new URL(url), { username: role }).href;
  const script = readFileSync(new URL('../../../drizzle/roles.sql', import.meta.url), 'utf8');
  const grant = () => admin.unsafe(script);
  return { ownerUrl: as(owner), application, applicationUrl: as(application), grant };
}

describe.each(steps.map((step) => [step.tag, step] as const))('from %s', (_, step) => {
  test('instances that migrate at once all start, each step runs once, and no row is lost', async () => {
    const { url, place, tables } = await oldDatabase('PostgreSQL', step, directory);
    const { client, database } = sessionOn(url);
    // More rows than two instances fill with name keys in one round each.
    await client`insert into oauth_clients select (jsonb_populate_record(c, to_jsonb(c) || jsonb_build_object(
      'id', 'copy-' || n, 'client_id', 'app-copy-' || n))).* from oauth_clients c, generate_series(1, 1100) n
      where c.name = 'Plain' and c.tenant_id = 'acme'`;
    const before = await contents(database, Object.keys(tables));

    const opened = await Promise.allSettled([1, 2].map(() => openGateway('PostgreSQL', place)));
    const gateways = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    onTestFinished(async () => {
      await Promise.all(gateways.map((gateway) => gateway.close()));
    });
    expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
    expectKept(await contents(database, Object.keys(tables)), before);
    const text = 'select created_at::text as instant from drizzle.__drizzle_migrations order by id';
    const run = (await query(database, text)).map(({ instant }) => Number(instant));
    expect(run).toEqual(steps.map(({ when }) => when));
    for (const gateway of gateways) {
      const found = await gateway.graphql('{ oauthClients(filter: { name: "LAIN" }) { totalCount } }');
      expect(found.body.data.oauthClients.totalCount).toBe(1101);
      await expectWorking(gateway);
    }
  });
});

describe('on a database that a newer version has migrated', () => {
  test('an instance whose role only serves starts again, works, and does not change the newer schema', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const newer = await folderWith([harmless, 'create table later (id text)'], directory);
    const { ownerUrl, applicationUrl, grant } = await rolesOf(url);
    await migratePostgres(ownerUrl, newer);
    await grant();
    const { database } = sessionOn(url);
    const before = await schemaDump(database);
    const gateway = await openGateway('PostgreSQL', { databaseUrl: applicationUrl });
    onTestFinished(gateway.close);
    await expectWorking(gateway);
    expect(await schemaDump(database)).toEqual(before);
  });

  test('an instance starts again while the newer one runs its next step', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    await migratePostgres(url, await folderWith(['create table later (id text)'], directory));
    const waiting =
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    const texts = ['create table later (id text)', 'drop table later'];
    const { client } = sessionOn(url);
    const observer = sessionOn(url);
    await client`begin`;
    await client`select from later`;
    const migrating = migratePostgres(url, await folderWith(texts, directory));
    await expect
      .poll(() => query(observer.database, waiting), { timeout: 10_000, message: 'the newer one waits' })
      .toHaveLength(1);
    const gateway = await openGateway('PostgreSQL', { databaseUrl: url });
    onTestFinished(gateway.close);
    await expectWorking(gateway);
    await client`rollback`;
    await migrating;
  });

  test('the embedded database can be opened and used, and keeps the newer schema', async () => {
    const dataDirectory = await fillDataDirectory(join(directory, 'newer'));
    const newer = await openPglite(dataDirectory, await folderWith([harmless], directory));
    const before = await schemaDump(newer.database);
    await newer.close();
    const gateway = await openGateway('PGlite', { dataDirectory });
    onTestFinished(gateway.close);
    await expectWorking(gateway);
    expect(await schemaDump(gateway.database)).toEqual(before);
  });
});

test('an instance whose role only serves is refused on a database of an older version, with the reason', async () => {
  const { url } = await oldDatabase('PostgreSQL', steps[0] as Step, directory);
  const { client, database } = sessionOn(url);
  const { application, applicationUrl } = await rolesOf(url);
  await client.unsafe(`grant usage on schema drizzle to ${application};
    grant select on drizzle.__drizzle_migrations to ${application}`);
  const before = await schemaDump(database);
  const attempt = openPostgres(applicationUrl);
  await expect(attempt).rejects.toThrow(DatabaseNotReady);
  await expect(attempt).rejects.toThrow('permission denied for database');
  expect(await schemaDump(database)).toEqual(before);
});
