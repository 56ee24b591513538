import { trustedKeys } from '../../access/trusted-key.ts';
import type { Config } from '../../config.ts';
import { DataDirectoryUnusable, hasDatabase } from '../../store/embedded/data-directory.ts';
import { openMigratedPglite } from '../../store/embedded/pglite.ts';
import { reasonOf } from '../../store/failure-reason.ts';
import { DatabaseNotReady, openMigratedPostgres } from '../../store/postgres/postgres.ts';
import { explainFailure } from '../failure.ts';

interface Attempt {
  /** The variable. */
  readonly name: string;
  readonly answer: string;
  /** 0, or the exit code that a command would have for the failure. */
  readonly exitCode: number;
}

/** Tries the databases and the key set of the configuration, one after the other. */
export async function* tryConnections(config: Config): AsyncGenerator<Attempt> {
  const { databaseUrl, databaseReplicaUrl, dataDirectory, keySource } = config;
  if (databaseUrl !== undefined) yield await attempt('DATABASE_URL', () => tryPostgres(databaseUrl));
  else if (dataDirectory !== undefined) yield await attempt('DATA_DIR', () => tryDirectory(dataDirectory));
  if (databaseReplicaUrl !== undefined)
    yield await attempt('DATABASE_REPLICA_URL', () => tryPostgres(databaseReplicaUrl));
  if (keySource.kind === 'url') {
    yield await attempt('AUTH_JWKS_URL', async () => {
      await trustedKeys(keySource, undefined).refresh();
      return 'the keys were fetched';
    });
  }
}

async function attempt(name: string, work: () => Promise<string>): Promise<Attempt> {
  try {
    return { name, answer: await work(), exitCode: 0 };
  } catch (error) {
    if (error instanceof DataDirectoryUnusable && error.isBlocked) throw error;
    const { exitCode } = explainFailure(error);
    // The message of the error names DATABASE_URL, but this may be the replica.
    const reason = error instanceof DatabaseNotReady ? error.cause : error;
    return { name, answer: reasonOf(reason), exitCode };
  }
}

async function tryPostgres(url: string): Promise<string> {
  const open = await openMigratedPostgres(url);
  await open.close();
  return `${open.description}; its tables are up to date`;
}

async function tryDirectory(directory: string): Promise<string> {
  if (!(await hasDatabase(directory))) return 'no database yet; the first start creates it';
  const open = await openMigratedPglite(directory);
  await open.close();
  return `${open.description}; its tables are up to date`;
}
