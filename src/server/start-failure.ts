import { DataDirectoryUnusable } from '../store/embedded/data-directory.ts';
import { DataDirectoryInUse } from '../store/embedded/data-directory-lock.ts';
import { DatabaseNotReady } from '../store/postgres/postgres.ts';

export interface StartFailure {
  /** For the operator, one sentence if the cause is known. */
  readonly message: string;
  /** 2 if the configuration must change, otherwise 1. */
  readonly exitCode: 1 | 2;
}

/** Messages for the codes of listen errors, each with the variable to change. */
const listenFailures: Readonly<Record<string, (port: number | undefined) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is in use. Set PORT to another, or 0 for any free one.`,
  EACCES: (port) => `This user may not listen on port ${port}. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: () => 'HOST is not an address of this machine.',
  ENOTFOUND: () => 'HOST is not an address of this machine.',
};

/** Why the gateway did not start. */
export function explainStartFailure(error: unknown): StartFailure {
  if (error instanceof DataDirectoryInUse) return { message: error.message, exitCode: 2 };
  if (error instanceof DatabaseNotReady || error instanceof DataDirectoryUnusable)
    return { message: error.message, exitCode: 1 };
  const {
    code = '',
    syscall,
    path,
    port,
    message,
  } = error as NodeJS.ErrnoException & { readonly port?: number };
  const isListening = syscall === 'listen' || syscall === 'getaddrinfo';
  const known = isListening ? listenFailures[code]?.(port) : path && `DATA_DIR cannot be used: ${message}`;
  const unknown = `Clientele could not start. ${error instanceof Error ? error.stack : message}`;
  return { message: known || unknown, exitCode: 1 };
}
