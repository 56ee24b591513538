import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { RequestEnd } from './request-end.ts';

/** What Drizzle offers on PostgreSQL and on PGlite alike. Queries stay inside it, so that both run the same ones. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/**
 * Runs a statement that may take long.
 *
 * @param signal cancels the statement on the server when it is aborted, so that it does not keep running for a request that has ended.
 */
export type Search = <Result>(
  ask: (database: Database) => Promise<Result>,
  signal?: RequestEnd,
) => Promise<Result>;

export interface OpenDatabase {
  readonly database: Database;
  /** The same database, over connections that no long search can take, for the statements that many callers share. */
  readonly shared: Database;
  /** Runs lists, counts and searches over connections of their own, so that they take none that a write needs. */
  readonly search: Search;
  /** Runs a statement of a library that brings its own text. */
  readonly query: (statement: {
    readonly text: string;
    readonly values?: unknown[];
  }) => Promise<{ rows: object[]; rowCount: number }>;
  /** Whether several connections write at once, so that registrations gain from sharing a commit. */
  readonly isConcurrent: boolean;
  /** What is open, in words for a person; never a password. */
  readonly description: string;
  /** Ends every connection. Work under way is finished first. */
  readonly close: () => Promise<void>;
}

/** The committed SQL files; the same place seen from `src/store` and from `dist/store`. */
export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
