import { chmod, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseOverdue, inTime } from '../deadline.ts';

/** Milliseconds that the file system of DATA_DIR may take to open the directory and the files in it. */
const openMilliseconds = 10_000;

/** DATA_DIR cannot be created or used, or its file system does not respond. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable';
  /** A file operation is still blocked. Node waits for it even in `process.exit`, so only a signal ends this process. */
  readonly isBlocked: boolean;

  constructor(directory: string, cause: Error) {
    super(`DATA_DIR ${resolve(directory)} cannot be used: ${cause.message}.`, { cause });
    this.isBlocked = cause instanceof DatabaseOverdue;
  }
}

/**
 * Creates `directory` for its owner only if it is missing, and does `work` in it.
 *
 * @param milliseconds for both together. Default: 10 s.
 * @throws {DataDirectoryUnusable} if an operation of the file system fails or does not end in time.
 */
export function inDataDirectory<Result>(
  directory: string,
  work: () => Promise<Result>,
  milliseconds = openMilliseconds,
): Promise<Result> {
  const making = makeDirectory(resolve(directory)).then(work);
  return usable(directory, making, milliseconds);
}

/**
 * Whether `directory` holds an embedded database.
 *
 * @throws {DataDirectoryUnusable}
 */
export function hasDatabase(directory: string): Promise<boolean> {
  return usable(directory, exists(databaseIn(directory)), openMilliseconds);
}

/** The path of the files of the embedded database. */
export function databaseIn(directory: string): string {
  return join(directory, 'database');
}

async function usable<Result>(directory: string, work: Promise<Result>, milliseconds: number) {
  try {
    return await inTime(work, milliseconds);
  } catch (error) {
    const isSystem = error instanceof Error && (error as NodeJS.ErrnoException).syscall !== undefined;
    if (isSystem || error instanceof DatabaseOverdue || error instanceof NotPrivate)
      throw new DataDirectoryUnusable(directory, error);
    throw error;
  }
}

/**
 * Creates the missing directories one by one. Node's recursive `mkdir` (20.20) loops forever where the parent exists but takes
 * no directory, as `/proc` does.
 */
async function makeDirectory(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; dirname(at) !== at && !(await exists(at)); at = dirname(at)) missing.unshift(at);
  for (const each of missing) await makeOne(each);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Another process may create the same directory at the same time. */
async function makeOne(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Files that other users can open cannot be made private. */
class NotPrivate extends Error {}

/**
 * Creates the directory of the embedded database for its owner only, or makes an existing one private: PGlite creates files
 * with mode 666 whatever the umask, so the mode of the directory protects them. Like PostgreSQL, it refuses the directory of
 * another user.
 */
export async function makeDatabaseDirectory(path: string): Promise<void> {
  await makeOne(path);
  if (process.geteuid === undefined) return;
  const { uid, mode } = await stat(path);
  if (uid !== process.geteuid())
    throw new NotPrivate(`${path} belongs to user ${uid}, and this process runs as ${process.geteuid()}`);
  if (!isOpenToOthers(mode)) return;
  await chmod(path, 0o700);
  if (isOpenToOthers((await stat(path)).mode))
    throw new NotPrivate(`${path} is open to other users, and this file system does not change its mode`);
  await closeFiles(path);
}

function isOpenToOthers(mode: number): boolean {
  return (mode & 0o077) !== 0;
}

/**
 * While the directory was open to others, another user could have replaced a file by a link to a place that the mode of the
 * directory does not protect.
 */
async function closeFiles(path: string): Promise<void> {
  for (const name of await readdir(path, { recursive: true })) {
    const file = join(path, name);
    const status = await lstat(file);
    // `chmod` would follow a symbolic link.
    if (!status.isSymbolicLink()) await chmod(file, status.mode & 0o700);
  }
}
