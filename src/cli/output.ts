import { randomBytes } from 'node:crypto';
import { constants, rmSync, statSync } from 'node:fs';
import { copyFile, link, open, rename } from 'node:fs/promises';
import { exitCodeOf, onEndSignal } from './end-signal.ts';
import { Failure } from './failure.ts';

/** The destination of an export. */
export interface Output {
  /** Resolves when more can be written. */
  readonly write: (text: string) => Promise<void>;
  /** Moves the complete file to its path. */
  readonly finish: () => Promise<void>;
  /** Removes an incomplete file. */
  readonly discard: () => Promise<void>;
}

/**
 * Opens a file that appears at its path when it is complete, readable by its owner only; standard output without a path, or
 * with `-`.
 *
 * @throws {Failure} if the file exists and `isForced` is not set.
 */
export async function openOutput(path: string | undefined, isForced: boolean): Promise<Output> {
  if (path === undefined || path === '-') return standardOutput();
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !isForced) throw isThere(path);
  // Renaming would replace a device or a pipe by a file.
  if (there && !there.isFile()) throw new Failure(`${path} is not a regular file.`);
  const draft = `${path}.${randomBytes(6).toString('hex')}.partial`;
  const file = await open(draft, 'wx', 0o600);
  const remove = () => rmSync(draft, { force: true });
  process.once('exit', remove);
  const ignoreSignals = onEndSignal((signal) => process.exit(exitCodeOf(signal)));
  return {
    write: async (text) => {
      await file.writeFile(text);
    },
    finish: async () => {
      await file.sync();
      if (isForced) await rename(draft, path);
      else await place(draft, path);
    },
    discard: async () => {
      await file.close();
      remove();
      process.off('exit', remove);
      ignoreSignals();
    },
  };
}

/** Links the file to its path, or copies it if the file system has no hard links; never over an existing file. */
async function place(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (!withoutLinks.includes(error.code ?? '')) throw error;
      return copyFile(draft, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? isThere(path) : error;
  }
}

const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

function isThere(path: string): Failure {
  return new Failure(`${path} already exists. Use --force to replace it.`);
}

function standardOutput(): Output {
  return {
    write: (text) =>
      new Promise((done, fail) => {
        process.stdout.write(text, (error) => (error ? fail(whyCut(error)) : done()));
      }),
    finish: async () => {},
    discard: async () => {},
  };
}

function whyCut(error: NodeJS.ErrnoException): Error {
  return error.code === 'EPIPE'
    ? new Failure('Standard output was closed before all output was written.')
    : error;
}
