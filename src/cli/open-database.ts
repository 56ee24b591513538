import { type Config, ConfigProblems } from '../config.ts';
import type { OpenDatabase } from '../store/database.ts';
import { hasDatabase } from '../store/embedded/data-directory.ts';
import { openMigratedPglite, openPglite, openPgliteInMemory } from '../store/embedded/pglite.ts';
import { openMigratedPostgres, openPostgres } from '../store/postgres/postgres.ts';
import { Failure } from './failure.ts';

type DatabaseTarget = Pick<Config, 'databaseUrl' | 'dataDirectory'>;

/** Opens the configured database and migrates it. */
export function openToWrite(target: DatabaseTarget): Promise<OpenDatabase> {
  if (target.databaseUrl !== undefined) return openPostgres(target.databaseUrl);
  return openPglite(directoryOf(target));
}

/** Opens the configured database without migrating it. */
export async function openToRead(target: DatabaseTarget): Promise<OpenDatabase> {
  if (target.databaseUrl !== undefined) return openMigratedPostgres(target.databaseUrl);
  const directory = directoryOf(target);
  if (!(await hasDatabase(directory)))
    throw new Failure(`There is no database in ${directory}; DATA_DIR and DATABASE_URL say where it is.`);
  return openMigratedPglite(directory);
}

/** The same for a dry run: if there is no embedded database yet, it opens a temporary empty one. */
export async function openToTry(target: DatabaseTarget): Promise<OpenDatabase> {
  const { databaseUrl, dataDirectory } = target;
  const isNew =
    databaseUrl === undefined && (dataDirectory === undefined || !(await hasDatabase(dataDirectory)));
  return isNew ? openPgliteInMemory() : openToRead(target);
}

function directoryOf({ dataDirectory }: DatabaseTarget): string {
  if (dataDirectory === undefined)
    throw new ConfigProblems([
      'DATA_DIR is memory://, where nothing is kept; name a directory, or set DATABASE_URL',
    ]);
  return dataDirectory;
}
