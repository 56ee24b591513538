import { type Config, ConfigProblems } from '../config.ts';
import { hasDatabase } from '../store/data-directory.ts';
import type { OpenDatabase } from '../store/database.ts';
import { openMigratedPglite, openPglite, openPgliteInMemory } from '../store/pglite.ts';
import { openMigratedPostgres, openPostgres } from '../store/postgres.ts';
import { Failure } from './failure.ts';

type Place = Pick<Config, 'databaseUrl' | 'dataDirectory'>;

/** Opens the configured database and migrates it. */
export function openToWrite(place: Place): Promise<OpenDatabase> {
  if (place.databaseUrl !== undefined) return openPostgres(place.databaseUrl);
  return openPglite(directoryOf(place));
}

/** Opens the configured database as it is. */
export async function openToRead(place: Place): Promise<OpenDatabase> {
  if (place.databaseUrl !== undefined) return openMigratedPostgres(place.databaseUrl);
  const directory = directoryOf(place);
  if (!(await hasDatabase(directory)))
    throw new Failure(`There is no database in ${directory}; DATA_DIR and DATABASE_URL say where it is.`);
  return openMigratedPglite(directory);
}

/** The same for what only tries: where there is no embedded database yet, an empty one that is gone afterwards. */
export async function openToTry(place: Place): Promise<OpenDatabase> {
  const { databaseUrl, dataDirectory } = place;
  const isNew =
    databaseUrl === undefined && (dataDirectory === undefined || !(await hasDatabase(dataDirectory)));
  return isNew ? openPgliteInMemory() : openToRead(place);
}

function directoryOf({ dataDirectory }: Place): string {
  if (dataDirectory === undefined)
    throw new ConfigProblems([
      'DATA_DIR is memory://, where nothing is kept; name a directory, or set DATABASE_URL',
    ]);
  return dataDirectory;
}
