import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockDataDirectory } from './data-directory-lock.ts';
import { migrationsFolder, type OpenDatabase } from './database.ts';
import { fillNameKeys } from './name-key.ts';
import { readQueryError } from './query-error.ts';

const options = { extensions: { pg_trgm } };

/**
 * Migrates and opens the embedded database under `directory`, for this process alone.
 *
 * @param folder the migrations; tests put another version's there.
 * @throws what the database says where it cannot be migrated; it is as it was then.
 */
export async function openPglite(directory: string, folder = migrationsFolder): Promise<OpenDatabase> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await lockDataDirectory(directory);
  try {
    const opened = await openClient(await PGlite.create(join(directory, 'database'), options), folder);
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
 * Migrates and opens an embedded database that is gone when the process ends.
 *
 * @param dump of a database to begin with (`PGlite.dumpDataDir`); default: a new one, which takes two seconds to make.
 */
export async function openPgliteInMemory(dump?: Blob): Promise<OpenDatabase> {
  const client = await PGlite.create(dump ? { ...options, loadDataDir: dump } : options);
  const opened = await openClient(client, migrationsFolder);
  return { ...opened, description: 'the embedded database, in memory' };
}

async function openClient(client: PGlite, folder: string): Promise<Omit<OpenDatabase, 'description'>> {
  const database = drizzle(client);
  try {
    await migrate(database, { migrationsFolder: folder });
    await fillNameKeys(database);
  } catch (error) {
    // Before the directory is given up: nobody else may open it while this one still can write to it.
    await client.close();
    throw readQueryError(error)?.cause ?? error;
  }
  return {
    database,
    shared: database,
    query: async ({ text, values }) => {
      const { rows, affectedRows = rows.length } = await client.query<object>(text, values);
      return { rows, rowCount: affectedRows };
    },
    isConcurrent: false,
    close: () => client.close(),
  };
}
