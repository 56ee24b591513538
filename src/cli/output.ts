import { randomBytes } from 'node:crypto';
import { constants, rmSync, statSync } from 'node:fs';
import { copyFile, link, open, rename } from 'node:fs/promises';
import { exitCodeOf, onEndSignal } from './end-signal.ts';
import { Failure } from './failure.ts';

/** Where an export goes. */
export interface Output {
  /** Resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>;
  /** Puts the file in its place. */
  readonly finish: () => Promise<void>;
  /** Removes what is not in its place. */
  readonly discard: () => Promise<void>;
}

/**
 * Opens a file that is in its place when it is complete, and for its owner alone; standard output without a path, or with `-`.
 *
 * @throws {Failure} when the file is there and `isForced` does not say to replace it.
 */
export async function openOutput(path: string | undefined, isForced: boolean): Promise<Output> {
  if (path === undefined || path === '-') return standardOutput();
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !isForced) throw isThere(path);
  // A device or a pipe would be replaced by a file.
  if (there && !there.isFile()) throw new Failure(`${path} is no regular file.`);
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

/** Names the file, or copies it where the file system has no second names; never over another one. */
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
  return new Failure(`${path} is there already; --force replaces it.`);
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
  return error.code === 'EPIPE' ? new Failure('Standard output was closed before the end.') : error;
}
