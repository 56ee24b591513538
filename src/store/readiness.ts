import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Database, migrationsFolder } from './database.ts';
import { inTime } from './deadline.ts';

/** Milliseconds; whoever asks has a limit of its own, usually longer. */
const patience = 2000;

/** When the last migration of this version was made. One that a newer version ran came later. */
const lastMigration = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0;

/** What keeps a database from being used; `undefined` when nothing does. */
export type Unreadiness = 'unreachable' | 'not migrated';

/** Whether every migration of this version has been run, and perhaps those of a newer one. */
export async function isMigrated(database: Database): Promise<boolean> {
  const [row] = await database
    .select({ last: sql<string | null>`max(created_at)::text` })
    .from(sql`drizzle.__drizzle_migrations`);
  return Number(row?.last) >= lastMigration;
}

/** Asks the database whether it answers and whether every migration of this version has been run. */
export async function readinessOf(database: Database): Promise<Unreadiness | undefined> {
  try {
    return (await inTime(isMigrated(database), patience)) ? undefined : 'not migrated';
  } catch {
    return 'unreachable';
  }
}
