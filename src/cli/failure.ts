import { ConfigProblems } from '../config.ts';
import { DataDirectoryUnusable } from '../store/embedded/data-directory.ts';
import { DataDirectoryInUse } from '../store/embedded/data-directory-lock.ts';
import { TablesOutdated } from '../store/embedded/pglite.ts';
import { reasonOf } from '../store/failure-reason.ts';
import { DatabaseNotReady } from '../store/postgres/postgres.ts';
import { readQueryError } from '../store/query-error.ts';
import { Interrupted } from './end-signal.ts';
import { exitCodes } from './exit-code.ts';

/** A failure that its message explains completely. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

interface Explained {
  /** For standard error. */
  readonly message: string;
  readonly exitCode: number;
}

/** Explains why a command failed. Of a query it prints only the message of the database, because parameters may be secret. */
export function explainFailure(error: unknown): Explained {
  const { failed, usage } = exitCodes;
  if (error instanceof ConfigProblems || error instanceof DataDirectoryInUse)
    return { message: error.message, exitCode: usage.code };
  if (error instanceof Interrupted) return { message: error.message, exitCode: error.exitCode };
  if (
    error instanceof DatabaseNotReady ||
    error instanceof DataDirectoryUnusable ||
    error instanceof TablesOutdated ||
    error instanceof Failure
  )
    return { message: error.message, exitCode: failed.code };
  const cause = readQueryError(error)?.cause ?? error;
  return { message: sentenceOf(cause), exitCode: failed.code };
}

/**
 * Kills this process if a file operation is still blocked, because Node would wait for it at exit.
 */
export function killIfBlocked(error: unknown): void {
  if (error instanceof DataDirectoryUnusable && error.isBlocked) process.kill(process.pid, 'SIGKILL');
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Failed without an error message.';
  const { code, syscall } = error as NodeJS.ErrnoException;
  // Errors of the system and of the database explain themselves. Anything else is a bug and needs its stack trace.
  return code === undefined && syscall === undefined ? `${error.stack}` : reasonOf(error);
}
