import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../src/store/database.ts';
import { openPglite } from '../../../src/store/embedded/pglite.ts';
import { DatabaseNotReady, openPostgres } from '../../../src/store/postgres/postgres.ts';
import { openGateway } from '../../harness/gateway.ts';
import type { Tables } from './fixture.ts';
import { contents, contentsOf, expectKept, oldDatabase, sessionOn } from './old-database.ts';
import { schemaDump } from './schema-dump.ts';
import { folderWith, lastStep } from './step.ts';
import { expectWorking } from './work.ts';

const breakpoint = '\n--> statement-breakpoint\n';
const harmless = 'create table later (id text primary key)';
/** Changes tables, indexes, functions and rows, as a migration may, and then fails. */
const failing = [
  "alter table oauth_clients add column later text default 'x' not null",
  'alter table oauth_clients drop column website',
  'drop index oauth_clients_by_name',
  'drop trigger audit_events_append_only on audit_events',
  'create function later() returns int language sql as $$ select 1 $$',
  "update oauth_clients set name = 'gone', version = version + 1",
  'delete from oauth_client_secrets',
  'select 1 / 0',
].join(breakpoint);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-failed-migration-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function withPassword(url: string): string {
  return Object.assign(new URL(url), { password: 'never-to-be-shown' }).href;
}

/** The state of the database, which a failed migration must not change. */
async function stateOf(database: Database, tables: Tables) {
  return { schema: await schemaDump(database), rows: await contents(database, Object.keys(tables)) };
}

/** Attempts to migrate and returns the error. */
async function failureOf(attempt: Promise<unknown>): Promise<Error> {
  const error = await attempt.then(
    () => new Error('The migration did not fail.'),
    (thrown: Error) => thrown,
  );
  expect(inspect(error, { depth: 9 })).not.toContain('never-to-be-shown');
  return error;
}

test.each([
  ['one step', [failing]],
  ['the second of two steps', [harmless, failing]],
])(
  'on PostgreSQL, %s that fails leaves nothing behind, and gateways of this version keep running',
  async (_, texts) => {
    const { url, place, tables } = await oldDatabase('PostgreSQL', lastStep, directory);
    const running = await openGateway('PostgreSQL', place);
    onTestFinished(running.close);
    await expectWorking(running);
    const before = await stateOf(running.database, tables);

    const newer = await folderWith(texts, directory);
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await failureOf(openPostgres(withPassword(url), newer));
      expect(error).toBeInstanceOf(DatabaseNotReady);
      expect(error.message).toBe('The database of DATABASE_URL cannot be used: division by zero');
      expect(await stateOf(running.database, tables)).toEqual(before);
    }

    await expectWorking(running);
    const started = await openGateway('PostgreSQL', place);
    onTestFinished(started.close);
    await expectWorking(started);
  },
);

test('on the embedded database, a failed step leaves nothing behind, and this version can open it again', async () => {
  const { place, tables } = await oldDatabase('PGlite', lastStep, directory);
  const dataDirectory = place.dataDirectory ?? '';
  const first = await openPglite(dataDirectory);
  const before = await stateOf(first.database, tables);
  await first.close();

  const newer = await folderWith([harmless, failing], directory);
  for (let attempt = 0; attempt < 2; attempt++) {
    const error = await failureOf(openPglite(dataDirectory, newer));
    expect(error.message).toBe('division by zero');
    // PostgreSQL removes this file when it is shut down.
    expect(await readdir(join(dataDirectory, 'database'))).not.toContain('postmaster.pid');
  }

  const gateway = await openGateway('PGlite', place);
  onTestFinished(gateway.close);
  expect(await stateOf(gateway.database, tables)).toEqual(before);
  expectKept(await contents(gateway.database, Object.keys(tables)), contentsOf(tables));
  await expectWorking(gateway);
});

test('a step that waits too long for a lock is aborted, leaves nothing behind, and runs later', async () => {
  const { url, place, tables } = await oldDatabase('PostgreSQL', lastStep, directory);
  const gateway = await openGateway('PostgreSQL', place);
  onTestFinished(gateway.close);
  const before = await stateOf(gateway.database, tables);
  const newer = await folderWith(
    [`${harmless}${breakpoint}alter table oauth_clients add later text`],
    directory,
  );

  const holder = sessionOn(url).client;
  await holder`begin`;
  await holder`select from oauth_clients`;
  const error = await failureOf(openPostgres(`${withPassword(url)}?lock_timeout=300`, newer));
  expect(error).toBeInstanceOf(DatabaseNotReady);
  expect(error.message).toContain('canceling statement due to lock timeout');
  expect(await stateOf(gateway.database, tables)).toEqual(before);
  await expectWorking(gateway);

  await holder`rollback`;
  await (await openPostgres(url, newer)).close();
  await expectWorking(gateway);
});
