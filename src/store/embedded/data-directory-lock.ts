import { createHash, randomBytes } from 'node:crypto';
import { realpath, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The embedded data directory is in use: two processes on it would silently lose acknowledged rows. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';

  constructor(directory: string, holder: string) {
    super(
      `The data directory ${directory} is in use by process ${holder}. The embedded database serves one process only: ` +
        'two would overwrite each other. Stop the other process, choose another DATA_DIR, or use PostgreSQL (DATABASE_URL).',
    );
  }
}

/** The limit of `sun_path` is 104 bytes on macOS and 108 on Linux, with the final NUL. */
const maxSocketPath = 103;
/** Milliseconds, longer than another process that saw a dead holder needs to take the lock. */
const settleMilliseconds = 50;
const silenceMilliseconds = 1000;

/**
 * Holds `directory` for this process until the returned function is called or the process ends, however it ends.
 *
 * The lock is a listening socket: the kernel stops answering on it when its process dies, so a kill -9 leaves nothing to
 * wait for. One is in the directory: it works between containers that share the directory, where process ids mean
 * nothing. On Linux there is a second one without a file, which only one process can have and which is never stale.
 *
 * @throws {DataDirectoryInUse} when another process holds it.
 */
export async function lockDataDirectory(directory: string): Promise<() => Promise<void>> {
  const real = await realpath(directory);
  const token = `${process.pid} ${randomBytes(8).toString('hex')}`;
  const releases: (() => Promise<void>)[] = [];
  try {
    if (process.platform === 'linux') releases.push(await lockAbstract(real, token));
    releases.push(await lockPath(socketPath(real), token));
  } catch (error) {
    await Promise.all(releases.map((release) => release()));
    throw error instanceof Held ? new DataDirectoryInUse(directory, error.holder) : error;
  }
  return async () => {
    await Promise.all(releases.map((release) => release()));
  };
}

/** Thrown only within this file. */
class Held extends Error {
  readonly holder: string;

  constructor(answer: string | undefined) {
    super('held');
    this.holder = answer?.split(' ')[0] || 'unknown';
  }
}

/** A socket in the abstract namespace of Linux, named after the directory itself rather than one of its paths. */
async function lockAbstract(directory: string, token: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(directory, { bigint: true });
  const name = `\0clientele-${dev}-${ino}`;
  const server = serve(token);
  if (!(await listen(server, name))) throw new Held(await askHolder(name));
  return () => close(server);
}

async function lockPath(path: string, token: string): Promise<() => Promise<void>> {
  const server = serve(token);
  if (!(await listen(server, path))) {
    const holder = await askHolder(path);
    if (holder !== undefined) throw new Held(holder);
    await rm(path, { force: true });
    if (!(await listen(server, path))) throw new Held(undefined);
  }
  // Another process may have seen the same dead holder and created its own socket since. The process that responds now is the
  // holder.
  await delay(settleMilliseconds);
  const holder = await askHolder(path);
  // Not closed: closing removes the path, which now belongs to the other process.
  if (holder !== token) throw new Held(holder);
  return () => close(server);
}

function serve(token: string): Server {
  return createServer((socket) => socket.on('error', () => {}).end(token)).unref();
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}

function socketPath(directory: string): string {
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\clientele-${name}`;
  const inside = join(directory, 'lock');
  return Buffer.byteLength(inside) <= maxSocketPath ? inside : join(tmpdir(), `clientele-${name}`);
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(false) : fail(error);
    server.once('error', onError);
    server.listen(path, () => {
      server.off('error', onError);
      done(true);
    });
  });
}

/**
 * The description that the holder sends; `undefined` if there is no holder. A busy or stopped holder sends nothing, but its
 * kernel accepts the connection, so silence does not mean that it died.
 */
function askHolder(path: string): Promise<string | undefined> {
  return new Promise((done) => {
    let answer = '';
    const socket = connect(path)
      .setEncoding('utf8')
      .on('data', (text: string) => {
        answer += text;
      })
      .on('error', ({ code }: NodeJS.ErrnoException) =>
        done(code === 'ECONNREFUSED' || code === 'ENOENT' ? undefined : answer),
      )
      .on('end', () => done(answer));
    socket.setTimeout(silenceMilliseconds, () => socket.destroy(new Error('silent')));
  });
}
