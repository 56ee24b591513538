import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { RequestEnd } from './queue/request-end.ts';

/** The interface of Drizzle that PostgreSQL and PGlite share. Queries use nothing else, so both run the same ones. */
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
  /** The same database over connections that long searches cannot occupy, for statements that many callers share. */
  readonly shared: Database;
  /** Runs lists, counts and searches over connections of their own, so that they never occupy those of writes. */
  readonly search: Search;
  /** Runs a statement of a library. */
  readonly query: (statement: {
    readonly text: string;
    readonly values?: unknown[];
  }) => Promise<{ rows: object[]; rowCount: number }>;
  /** Whether several connections write at once, so that sharing commits helps. */
  readonly isConcurrent: boolean;
  /** A description for people, without a password. */
  readonly description: string;
  /** Closes every connection after the running work. */
  readonly close: () => Promise<void>;
}

/** The committed SQL files, relative to `src/store` and to `dist/store`. */
export const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
