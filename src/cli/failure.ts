import { ConfigProblems } from '../config.ts';
import { DataDirectoryUnusable } from '../store/embedded/data-directory.ts';
import { DataDirectoryInUse } from '../store/embedded/data-directory-lock.ts';
import { TablesOutdated } from '../store/embedded/pglite.ts';
import { reasonOf } from '../store/failure-reason.ts';
import { DatabaseNotReady } from '../store/postgres/postgres.ts';
import { readQueryError } from '../store/query-error.ts';
import { Interrupted } from './end-signal.ts';
import { exitCodes } from './exit-code.ts';

/** A failure whose sentence is all that there is to say. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

interface Explained {
  /** For standard error. */
  readonly message: string;
  readonly exitCode: number;
}

/** Why a command failed. Nothing of a query but what the database says of it: its parameters may be secret. */
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
 * Kills this process where a file operation is still blocked: Node would wait for it at the exit.
 */
export function killIfBlocked(error: unknown): void {
  if (error instanceof DataDirectoryUnusable && error.isBlocked) process.kill(process.pid, 'SIGKILL');
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Failed without an error message.';
  const { code, syscall } = error as NodeJS.ErrnoException;
  // The system and the database say what is wrong in a sentence; anything else is a fault of this program.
  return code === undefined && syscall === undefined ? `${error.stack}` : reasonOf(error);
}
