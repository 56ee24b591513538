import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openGateway } from '../../harness/gateway.ts';
import { clienteleProgram } from '../../harness/program.ts';
import { contents, contentsOf, expectKept, oldDatabase, query, sessionOn } from './old-database.ts';
import { schemaDump } from './schema-dump.ts';
import { lastStep, type Step, steps } from './step.ts';
import { expectWorking } from './work.ts';

const sessions = `select wait_event_type from pg_stat_activity
  where datname = current_database() and application_name = 'clientele'`;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-killed-migration-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function startMigration(url: string) {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: url, DATA_DIR: directory };
  const child: ChildProcess = spawn(process.execPath, [clienteleProgram, 'migrate'], { env });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => output.push(String(text)));
  const ended = once(child, 'close').then(([code, signal]) => `${code ?? signal}: ${output.join('')}`);
  return { kill: () => child.kill('SIGKILL'), ended };
}

test.each([
  // A transaction that has read a table blocks its alteration; the first step is done by then.
  ['a step', steps[0] as Step, 'select from audit_events'],
  ['filling in name keys', lastStep, "select from oauth_clients where name = 'Sealed' for update"],
] as const)('the next process can continue after one that is killed within %s', async (_, step, hold) => {
  const { url, place, tables } = await oldDatabase('PostgreSQL', step, directory);
  const holder = sessionOn(url).client;
  const { client, database } = sessionOn(url);
  const isFilling = step === lastStep;
  if (isFilling) await client`update oauth_clients set name_key = '' where purged_at is null`;
  const before = await schemaDump(database);
  await holder`begin`;
  await holder.unsafe(hold);

  const killed = startMigration(url);
  const isWaiting = async () => (await query(database, sessions)).map((row) => row.wait_event_type);
  await expect
    .poll(isWaiting, { timeout: 30_000, message: 'the migration waits for the lock' })
    .toEqual(['Lock']);
  killed.kill();
  expect(await killed.ended).toBe('SIGKILL: ');
  await holder`rollback`;
  await expect
    .poll(isWaiting, { timeout: 30_000, message: "the server ends the killed process's session" })
    .toEqual([]);
  expect(await schemaDump(database)).toEqual(before);
  if (isFilling) {
    const missing = await client`select from oauth_clients where name_key = '' and purged_at is null`;
    expect(missing.length, 'names that the killed process had still to fill in').toBeGreaterThan(0);
  }

  expect(await startMigration(url).ended).toBe('0: The tables are up to date.\n');
  const gateway = await openGateway('PostgreSQL', place);
  onTestFinished(gateway.close);
  expectKept(await contents(database, Object.keys(tables)), contentsOf(tables));
  await expectWorking(gateway);
});
