import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import { ownerOfData } from './postgres-server.ts';

const pgbouncer = '/usr/sbin/pgbouncer';

export const hasPgbouncer = existsSync(pgbouncer);

/** Whether the installed version is older than 1.21, which loses prepared statements in transaction mode. */
export async function isOldPgbouncer(): Promise<boolean> {
  const child = spawn(pgbouncer, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(String(text)) ?? [];
  return Number(major) === 1 && Number(minor) < 21;
}

/**
 * Starts the installed PgBouncer until the test ends.
 * @returns the URL of the database through it.
 */
export async function startPgbouncer(databaseUrl: string, mode: 'session' | 'transaction'): Promise<string> {
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
  // A version that does not know the setting exits.
  const known = (await isOldPgbouncer())
    ? settings.filter((line) => !line.startsWith('max_prepared'))
    : settings;
  const file = join(directory, 'pgbouncer.ini');
  await writeFile(file, known.join('\n'));
  await chmod(directory, 0o755);
  // PgBouncer refuses to run as root.
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
