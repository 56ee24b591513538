import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { fillNameKeys } from '../client/name-key.ts';
import { migrationsFolder, type OpenDatabase } from '../database.ts';
import { readQueryError } from '../query-error.ts';
import { isMigrated } from '../readiness.ts';
import { databaseIn, inDataDirectory, makeDatabaseDirectory } from './data-directory.ts';
import { lockDataDirectory } from './data-directory-lock.ts';

const options = { extensions: { pg_trgm } };

/**
 * Migrates and opens the embedded database under `directory` for this process only.
 *
 * @param folder the migrations; tests use those of another version.
 * @throws the error of a failed migration, which changes nothing.
 */
export function openPglite(directory: string, folder = migrationsFolder): Promise<OpenDatabase> {
  return openDirectory(directory, (database) => migrateEmbedded(database, folder));
}

/**
 * Opens the embedded database under `directory` without migrating it, for commands that write nothing.
 *
 * @throws {TablesOutdated}
 */
export function openMigratedPglite(directory: string): Promise<OpenDatabase> {
  return openDirectory(directory, async (database) => {
    if (!(await isMigrated(database))) throw new TablesOutdated(directory);
  });
}

/** The tables of the embedded database are older than this program. */
export class TablesOutdated extends Error {
  override readonly name = 'TablesOutdated';

  constructor(directory: string) {
    super(`The schema in ${resolve(directory)} is older than this version. Start the gateway to migrate it.`);
  }
}

async function openDirectory(directory: string, prepare: Prepare): Promise<OpenDatabase> {
  const release = await inDataDirectory(directory, () => lockDataDirectory(directory));
  try {
    const path = databaseIn(directory);
    await inDataDirectory(directory, () => makeDatabaseDirectory(path));
    const opened = await openClient(await PGlite.create(path, options), prepare);
    return {
      ...opened,
      description: `the embedded database in ${resolve(directory)}`,
      close: async () => {
        await opened.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Migrates and opens an embedded database in memory, which is lost when the process ends.
 *
 * @param dump a database to start with (`PGlite.dumpDataDir`). Default: a new one, which takes two seconds to create.
 */
export async function openPgliteInMemory(dump?: Blob): Promise<OpenDatabase> {
  const client = await PGlite.create(dump ? { ...options, loadDataDir: dump } : options);
  const opened = await openClient(client, (database) => migrateEmbedded(database, migrationsFolder));
  return { ...opened, description: 'the embedded database, in memory' };
}

type EmbeddedDatabase = PgliteDatabase<Record<string, never>>;
/** Work that must be complete before the database is used. */
type Prepare = (database: EmbeddedDatabase) => Promise<void>;

async function migrateEmbedded(database: EmbeddedDatabase, folder: string): Promise<void> {
  await migrate(database, { migrationsFolder: folder });
  await fillNameKeys(database);
}

async function openClient(client: PGlite, prepare: Prepare): Promise<Omit<OpenDatabase, 'description'>> {
  const database = drizzle(client);
  try {
    await prepare(database);
  } catch (error) {
    // Before the lock is released: another process must not open the directory while this one can still write.
    await client.close();
    throw readQueryError(error)?.cause ?? error;
  }
  return {
    database,
    shared: database,
    search: (ask) => ask(database),
    query: async ({ text, values }) => {
      const { rows, affectedRows = rows.length } = await client.query<object>(text, values);
      return { rows, rowCount: affectedRows };
    },
    isConcurrent: false,
    close: () => client.close(),
  };
}
