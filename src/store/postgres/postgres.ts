import { makePgArray } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { fillNameKeys } from '../client/name-key.ts';
import { searchOn, searchTimeout } from '../client/search.ts';
import { migrationsFolder, type OpenDatabase } from '../database.ts';
import { inTime } from '../deadline.ts';
import { reasonOf } from '../failure-reason.ts';
import { readQueryError } from '../query-error.ts';
import { searchShare } from '../queue/search-share.ts';
import { isMigrated } from '../readiness.ts';
import { withoutStragglers } from '../transaction.ts';
import { requirePreparedStatements } from './pooler.ts';
import { driverConnection } from './postgres-tls.ts';
import { hostsOf } from './postgres-url.ts';

/** An arbitrary number, the same in every version: its holder is migrating. */
const migrationLock = 7_233_120_548;

/** For changes and other statements of one caller; more than the limit of concurrent changes. */
const writeConnections = 10;
/** For lists, counts and searches, as many as `searchShare` runs at once. */
const searchConnections = searchShare.total;
/** For statements that callers share; two of each kind run at once. */
const sharedConnections = 10;
/** Seconds after which an idle connection for cancellations is closed. */
const controlIdleSeconds = 60;
const connectTimeoutSeconds = 5;
const firstAnswerMilliseconds = 20_000;

/**
 * Milliseconds for which a statement may wait for a lock, may run, and for which a transaction may be idle. Beyond them
 * the server cancels it, so that one locked row does not occupy the whole pool.
 */
const limits = {
  lock_timeout: 3000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** The database at `DATABASE_URL` cannot be reached, opened or migrated. */
export class DatabaseNotReady extends Error {
  override readonly name = 'DatabaseNotReady';

  constructor(cause: unknown) {
    super(`The database of DATABASE_URL cannot be used: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Migrates and opens the PostgreSQL server at `url`. If there is nothing to migrate, its role need not own the tables. The
 * pool reconnects after the server was unreachable. Of several hosts it uses the primary.
 *
 * @param folder the migrations; tests use those of another version.
 * @throws {DatabaseNotReady} with the message of the server or the network, never the password.
 */
export async function openPostgres(url: string, folder = migrationsFolder): Promise<OpenDatabase> {
  await checkPooler(url);
  await migratePostgres(url, folder);
  return open(url);
}

/** @throws {DatabaseNotReady} if the database cannot be reached, or only through a pooler that loses prepared statements. */
async function checkPooler(url: string): Promise<void> {
  try {
    await inTime(
      requirePreparedStatements(() => connect(url, 1)),
      firstAnswerMilliseconds,
    );
  } catch (error) {
    throw new DatabaseNotReady(error);
  }
}

function open(url: string): OpenDatabase {
  const { client, ...pools } = openPools(url);
  const { host, port, database } = client.options;
  return {
    ...pools,
    isConcurrent: true,
    description: `PostgreSQL ${host.join(',')}:${port.join(',')}, database ${database}`,
  };
}

/**
 * Opens the PostgreSQL server at `url` without migrating it, for a program that only reads and has its own role.
 *
 * @throws {DatabaseNotReady} also if the tables are older than this program.
 */
export async function openMigratedPostgres(url: string, folder = migrationsFolder): Promise<OpenDatabase> {
  await checkPooler(url);
  const client = connect(url, 1);
  try {
    if (!(await inTime(isMigrated(drizzle(client), folder), firstAnswerMilliseconds)))
      throw new Error(
        'its schema is missing or older than this version. Run `clientele migrate` to migrate it.',
      );
  } catch (error) {
    throw new DatabaseNotReady(readQueryError(error)?.cause ?? error);
  } finally {
    await client.end({ timeout: 5 });
  }
  return open(url);
}

/** A replica for reads. It is opened at the first read and may be absent. */
export function openReplica(url: string): Pick<OpenDatabase, 'database' | 'shared' | 'search' | 'close'> {
  return openPools(url);
}

function openPools(url: string) {
  const client = withoutStragglers(connect(url, writeConnections, limits));
  const searchLimits = { ...limits, statement_timeout: searchTimeout };
  const searches = Array.from({ length: searchConnections }, () => connect(url, 1, searchLimits));
  const control = connect(url, 1, limits, { idle_timeout: controlIdleSeconds });
  // After a table was altered, the driver sends a prepared statement again, and statements sent behind it would get wrong
  // results or none. So prepared statements use this connection one at a time, and no other.
  const shared = connect(url, sharedConnections, limits, { max_pipeline: 0 });
  return {
    client,
    database: drizzle(client),
    shared: drizzle(shared),
    search: searchOn(searches, control),
    query: async ({ text, values }: Parameters<OpenDatabase['query']>[0]) => {
      const rows = await client.unsafe(text, values as postgres.ParameterOrJSON<never>[]);
      return { rows: [...rows], rowCount: rows.count };
    },
    close: async () => {
      await Promise.all([client, ...searches, control, shared].map((pool) => pool.end({ timeout: 5 })));
    },
  };
}

/**
 * Applies the migrations. Drizzle's migrator takes no lock, so instances that start together would run the same file twice.
 *
 * @throws {DatabaseNotReady}
 */
export async function migratePostgres(url: string, folder = migrationsFolder): Promise<void> {
  const client = connect(url, 1);
  try {
    const database = drizzle(client);
    // With several hosts, the driver retries without end until one is the primary.
    if (await inTime(isCurrent(client, folder), firstAnswerMilliseconds)) return;
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(database, { migrationsFolder: folder });
    await fillNameKeys(database as PostgresJsDatabase<Record<string, never>>);
  } catch (error) {
    throw new DatabaseNotReady(readQueryError(error)?.cause ?? error);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * Whether the last migration, or a newer one of a later version, was run. Then an older instance has nothing to do at its
 * start, and its role may not be allowed to migrate. A role that cannot check this gets an error when it tries to migrate.
 */
async function isCurrent(client: postgres.Sql, folder: string): Promise<boolean> {
  try {
    if (!(await isMigrated(drizzle(client), folder))) return false;
    const missing = await client`select from oauth_clients where name_key = '' and purged_at is null limit 1`;
    return missing.length === 0;
  } catch (error) {
    if ((readQueryError(error)?.cause ?? error) instanceof postgres.PostgresError) return false;
    throw error;
  }
}

function connect(
  url: string,
  max: number,
  settings: Readonly<Record<string, number>> = {},
  // The types of the driver lack some of its options.
  further: Readonly<Record<string, unknown>> = {},
) {
  const [bareUrl, address] = driverConnection(url);
  return postgres(bareUrl, {
    ...address,
    max,
    connect_timeout: connectTimeoutSeconds,
    connection: { application_name: 'clientele', ...settings },
    onnotice: () => {},
    // With type fetching, the driver queries the server on every new connection. One that is lost during this query ends the
    // process with an unhandled rejection.
    fetch_types: false,
    types: { textArray },
    ...further,
    // Of several hosts one is the primary, which changes after a failover.
    ...(hostsOf(url).length > 1 ? { target_session_attrs: 'primary' } : {}),
  });
}

/** The only array type in the tables, without nulls (PostgreSQL, "Array Input and Output Syntax"). */
const textArray = {
  to: 1009,
  from: [1009],
  serialize: (items: string | readonly string[]) =>
    typeof items === 'string' ? items : makePgArray([...items]),
  parse: (text: string) => {
    const items = text.slice(1, -1);
    // Most lists need no quotes. For a page of 20 clients with its 120 lists, the expression took 45 µs.
    if (!items.includes('"')) return items === '' ? [] : items.split(',');
    return [...items.matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replace(/\\(.)/gs, '$1'),
    );
  },
};
