import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Database, migrationsFolder } from './database.ts';
import { inTime } from './deadline.ts';
import { stateOf } from './query-error.ts';

/** Milliseconds. Probes usually have a longer time limit. */
const patience = 2000;

/** The reasons for which a database cannot be used. */
export type Unreadiness = 'unreachable' | 'not migrated';

/** The time of the newest migration of a folder, in milliseconds since 1970. A newer version has a later one. */
function newestIn(folder: string): number {
  return readMigrationFiles({ migrationsFolder: folder }).at(-1)?.folderMillis ?? 0;
}

const newest = newestIn(migrationsFolder);
/** SQLSTATE of a missing table: no migration has been run. */
const undefinedTable = '42P01';

/** Whether every migration of this version was run; newer ones may have been run as well. A read-only role may call this. */
export async function isMigrated(database: Database, folder = migrationsFolder): Promise<boolean> {
  try {
    const [row] = await database
      .select({ last: sql<string | null>`max(created_at)::text` })
      .from(sql`drizzle.__drizzle_migrations`);
    return Number(row?.last) >= (folder === migrationsFolder ? newest : newestIn(folder));
  } catch (error) {
    if (stateOf(error) === undefinedTable) return false;
    throw error;
  }
}

/** Checks that the database responds and that every migration of this version was run. */
export async function readinessOf(database: Database): Promise<Unreadiness | undefined> {
  try {
    return (await inTime(isMigrated(database), patience)) ? undefined : 'not migrated';
  } catch {
    return 'unreachable';
  }
}
