import { DataDirectoryUnusable } from '../store/data-directory.ts';
import { DataDirectoryInUse } from '../store/data-directory-lock.ts';
import { DatabaseNotReady } from '../store/postgres.ts';

export interface StartFailure {
  /** For the operator, in one sentence where the cause is known. */
  readonly message: string;
  /** 2 where the configuration has to change, 1 for everything else. */
  readonly exitCode: 1 | 2;
}

/** What Node says of the address to listen on, and the variable to change. */
const listenFailures: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT is taken by another process; choose another, or 0 for a free one.',
  EACCES: 'PORT may not be opened by this user; choose one above 1023.',
  EADDRNOTAVAIL: 'HOST is no address of this machine.',
  ENOTFOUND: 'HOST is no address of this machine.',
};

/** Why the gateway did not start. */
export function explainStartFailure(error: unknown): StartFailure {
  if (error instanceof DataDirectoryInUse) return { message: error.message, exitCode: 2 };
  if (error instanceof DatabaseNotReady || error instanceof DataDirectoryUnusable)
    return { message: error.message, exitCode: 1 };
  const { code = '', syscall = '', path, message } = error as NodeJS.ErrnoException;
  const isListening = syscall === 'listen' || syscall === 'getaddrinfo';
  const known = isListening ? listenFailures[code] : path && `DATA_DIR cannot be used: ${message}`;
  return {
    message: `Clientele could not start. ${known || (error instanceof Error ? error.stack : message)}`,
    exitCode: 1,
  };
}
