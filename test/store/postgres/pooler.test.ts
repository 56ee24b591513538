import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openMigratedPostgres, openPostgres } from '../../../src/store/postgres/postgres.ts';
import { createDatabase, ownerOfData } from '../../harness/postgres-server.ts';
import { clienteleProgram, runProgram } from '../../harness/program.ts';
import { openTransactionPooler } from '../../harness/transaction-pooler.ts';

const pgbouncer = '/usr/sbin/pgbouncer';
const reason = /loses prepared statements.*PgBouncer 1\.21.*pool_mode = session/;

let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject('postgresUrl'));
  await (await openPostgres(databaseUrl)).close();
});

async function messageOf(opening: Promise<{ close: () => Promise<void> }>): Promise<string> {
  try {
    await (await opening).close();
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was opened.';
}

async function checkConfig(url: string) {
  const { ended, output } = runProgram(clienteleProgram, { DATA_DIR: 'memory://', DATABASE_URL: url }, [
    'check-config',
    '--connect',
  ]);
  return { code: await ended, ...output };
}

describe('a pooler that moves each transaction to another connection and loses prepared statements', () => {
  test('is named at the start and by check-config, with what to do', async () => {
    const pooler = await openTransactionPooler(databaseUrl);
    onTestFinished(pooler.close);
    expect(await messageOf(openPostgres(pooler.url))).toMatch(reason);
    expect(await messageOf(openMigratedPostgres(pooler.url))).toMatch(reason);
    const { code, stderr } = await checkConfig(pooler.url);
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('    at ');
  });

  test('leaves no connection behind when it is refused', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const pooler = await openTransactionPooler(url);
    expect(await messageOf(openPostgres(pooler.url))).toMatch(reason);
    await pooler.close();
    const client = postgres(url, { max: 1 });
    onTestFinished(() => client.end());
    let others = -1;
    for (let attempt = 0; attempt < 500 && others !== 0; attempt++) {
      const [row] = await client<{ count: number }[]>`select count(*)::int from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      others = row?.count ?? -1;
      await delay(10);
    }
    expect(others).toBe(0);
  });
});

test('a direct connection is opened', async () => {
  expect(await messageOf(openPostgres(databaseUrl))).toBe('It was opened.');
});

describe.runIf(existsSync(pgbouncer))('the PgBouncer that is installed', () => {
  test('is opened in session mode, and refused in transaction mode where it is older than 1.21', async () => {
    expect(await messageOf(openPostgres(await startPgbouncer('session')))).toBe('It was opened.');
    const transactionUrl = await startPgbouncer('transaction');
    expect(await messageOf(openPostgres(transactionUrl))).toMatch(
      (await isOld()) ? reason : /^It was opened\.$/,
    );
  });
});

async function isOld(): Promise<boolean> {
  const child = spawn(pgbouncer, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(String(text)) ?? [];
  return Number(major) === 1 && Number(minor) < 21;
}

/** @returns the URL of the database by way of it. */
async function startPgbouncer(mode: 'session' | 'transaction'): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-pgbouncer-'));
  const { hostname, port, username } = new URL(databaseUrl);
  const own = new URL(databaseUrl);
  own.port = `${await freePort()}`;
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${port} user=${username}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1`,
    `listen_port = ${own.port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${mode}`,
    'max_prepared_statements = 100',
    'ignore_startup_parameters = lock_timeout,statement_timeout,idle_in_transaction_session_timeout,extra_float_digits',
  ];
  // A version that does not know the setting ends at it.
  const known = (await isOld()) ? settings.filter((line) => !line.startsWith('max_prepared')) : settings;
  const file = join(directory, 'pgbouncer.ini');
  await writeFile(file, known.join('\n'));
  await chmod(directory, 0o755);
  // It refuses to run as root.
  const identity = ownerOfData === undefined ? {} : { uid: ownerOfData, gid: ownerOfData };
  const child = spawn(pgbouncer, [file], { stdio: 'ignore', cwd: directory, ...identity });
  onTestFinished(async () => {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGQUIT')) await ended;
    await rm(directory, { recursive: true, force: true });
  });
  await untilAnswering(own.href);
  return own.href;
}

async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const client = postgres(url, { max: 1, connect_timeout: 1, fetch_types: false });
    try {
      await client.unsafe('select 1');
      return;
    } catch {
      await delay(50);
    } finally {
      await client.end({ timeout: 1 });
    }
  }
  throw new Error('PgBouncer did not answer.');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
