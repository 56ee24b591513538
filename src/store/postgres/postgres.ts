import { makePgArray } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { migrationsFolder, type OpenDatabase } from '../database.ts';
import { inTime } from '../deadline.ts';
import { reasonOf } from '../failure-reason.ts';
import { fillNameKeys } from '../name-key.ts';
import { readQueryError } from '../query-error.ts';
import { isMigrated } from '../readiness.ts';
import { searchOn, searchTimeout } from '../search.ts';
import { searchShare } from '../search-share.ts';
import { withoutStragglers } from '../transaction.ts';
import { requirePreparedStatements } from './pooler.ts';
import { driverConnection } from './postgres-tls.ts';
import { hostsOf } from './postgres-url.ts';

/** Any number, the same in every version of this program: who holds it is migrating. */
const migrationLock = 7_233_120_548;

/** For changes, and statements that one caller has to itself; more than changes under way at once. */
const writeConnections = 10;
/** For lists, counts and searches; as many as run at once, see `searchShare`. */
const searchConnections = searchShare.total;
/** For the statements that callers share: of each kind, two are under way at once. */
const sharedConnections = 10;
/** Seconds after which the connection that cancels searches is closed when it is not used. */
const controlIdleSeconds = 60;
const connectTimeoutSeconds = 5;
const firstAnswerMilliseconds = 20_000;

/**
 * Milliseconds that a statement may wait for a lock, that it may take, and that a transaction may do nothing: past them
 * the server gives up, so that one row that somebody holds does not take the whole pool.
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
 * Migrates and opens the PostgreSQL server at `url`. Its role need not own the tables when there is nothing to migrate.
 * The pool connects again by itself after the server was away. Of several hosts it uses the one that is the primary.
 *
 * @param folder the migrations; tests put another version's there.
 * @throws {DatabaseNotReady} naming what the server or the network says, never the password.
 */
export async function openPostgres(url: string, folder = migrationsFolder): Promise<OpenDatabase> {
  await checkPooler(url);
  await migratePostgres(url, folder);
  return open(url);
}

/** @throws {DatabaseNotReady} when the database is not reached, or only through a pooler that loses prepared statements. */
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
 * Opens the PostgreSQL server at `url` and never migrates it: for a program that only reads what the gateway keeps, under a role
 * of its own.
 *
 * @throws {DatabaseNotReady} also where the tables are of an older version than this program.
 */
export async function openMigratedPostgres(url: string, folder = migrationsFolder): Promise<OpenDatabase> {
  await checkPooler(url);
  const client = connect(url, 1);
  try {
    if (!(await inTime(isMigrated(drizzle(client), folder), firstAnswerMilliseconds)))
      throw new Error(
        'its tables are missing or of an older version; `clientele migrate` brings them up to date',
      );
  } catch (error) {
    throw new DatabaseNotReady(readQueryError(error)?.cause ?? error);
  } finally {
    await client.end({ timeout: 5 });
  }
  return open(url);
}

/** A replica that reads come from. It is opened when it is first asked, and need not be there. */
export function openReplica(url: string): Pick<OpenDatabase, 'database' | 'shared' | 'search' | 'close'> {
  return openPools(url);
}

function openPools(url: string) {
  const client = withoutStragglers(connect(url, writeConnections, limits));
  const searchLimits = { ...limits, statement_timeout: searchTimeout };
  const searches = Array.from({ length: searchConnections }, () => connect(url, 1, searchLimits));
  const control = connect(url, 1, limits, { idle_timeout: controlIdleSeconds });
  // When a table is altered, the driver sends a prepared statement anew; what it has sent behind it would then be given the
  // wrong answer, or none. So prepared statements go here, one at a time, and none goes over the other connections.
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
 * Brings the tables up to date. Drizzle's migrator takes no lock, so instances that start together would run the same file
 * twice.
 *
 * @throws {DatabaseNotReady}
 */
export async function migratePostgres(url: string, folder = migrationsFolder): Promise<void> {
  const client = connect(url, 1);
  try {
    const database = drizzle(client);
    // Of several hosts the driver goes on trying without end, until one is the primary.
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
 * Whether the last migration has been run, or one of a newer version that came after it: there is nothing to do then for an
 * older instance that starts again, whose role may not be allowed to migrate. A role that may not even ask is told when it
 * tries to migrate.
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
  // The driver's types do not know all of its options.
  further: Readonly<Record<string, unknown>> = {},
) {
  const [bareUrl, address] = driverConnection(url);
  return postgres(bareUrl, {
    ...address,
    max,
    connect_timeout: connectTimeoutSeconds,
    connection: { application_name: 'clientele', ...settings },
    onnotice: () => {},
    // Asked for them, the server would be asked on every new connection, and one that is lost in the middle of it ends the
    // process with a rejection that nobody can catch.
    fetch_types: false,
    types: { textArray },
    ...further,
    // Of several hosts one is the primary, and another one after a failover.
    ...(hostsOf(url).length > 1 ? { target_session_attrs: 'primary' } : {}),
  });
}

/** The one type of array in the tables, without nulls in it (PostgreSQL, "Array Input and Output Syntax"). */
const textArray = {
  to: 1009,
  from: [1009],
  serialize: (items: string | readonly string[]) =>
    typeof items === 'string' ? items : makePgArray([...items]),
  parse: (text: string) =>
    [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replace(/\\(.)/gs, '$1'),
    ),
};
