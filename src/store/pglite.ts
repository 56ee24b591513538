import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockDataDirectory } from './data-directory-lock.ts';
import { migrationsFolder, type OpenDatabase } from './database.ts';
import { fillNameKeys } from './name-key.ts';

const options = { extensions: { pg_trgm } };

/** Migrates and opens the embedded database under `directory`, for this process alone. */
export async function openPglite(directory: string): Promise<OpenDatabase> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await lockDataDirectory(directory);
  try {
    const opened = await openClient(await PGlite.create(join(directory, 'database'), options));
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

/** Migrates and opens an embedded database that is gone when the process ends. */
export async function openPgliteInMemory(): Promise<OpenDatabase> {
  const opened = await openClient(await PGlite.create(options));
  return { ...opened, description: 'the embedded database, in memory' };
}

async function openClient(client: PGlite): Promise<Omit<OpenDatabase, 'description'>> {
  const database = drizzle(client);
  await migrate(database, { migrationsFolder });
  await fillNameKeys(database);
  return { database, shared: database, isConcurrent: false, close: () => client.close() };
}
