import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { migrationsFolder, type OpenDatabase } from './database.ts';
import { readQueryError } from './query-error.ts';

/** Any number, the same in every version of this program: who holds it is migrating. */
const migrationLock = 7_233_120_548;

const maxConnections = 10;
const connectTimeoutSeconds = 5;

/** The database at `DATABASE_URL` cannot be reached, opened or migrated. */
export class DatabaseNotReady extends Error {
  override readonly name = 'DatabaseNotReady';

  constructor(cause: unknown) {
    super(
      `The database of DATABASE_URL cannot be used: ${cause instanceof Error ? cause.message : 'unknown'}`,
      { cause },
    );
  }
}

/**
 * Migrates and opens the PostgreSQL server at `url`.
 * The pool connects again by itself after the server was away.
 *
 * @param migrationUrl the same database under the role that owns the tables, so that the role of `url` may only use them.
 * @throws {DatabaseNotReady} naming what the server or the network says, never the password.
 */
export async function openPostgres(url: string, migrationUrl = url): Promise<OpenDatabase> {
  await migrateUnderLock(migrationUrl).catch((error: unknown) => {
    throw new DatabaseNotReady(readQueryError(error)?.cause ?? error);
  });
  const client = connect(url, maxConnections);
  const { host, port, database } = client.options;
  return {
    database: drizzle(client),
    description: `PostgreSQL ${host.join(',')}:${port.join(',')}, database ${database}`,
    close: () => client.end({ timeout: 5 }),
  };
}

/** Drizzle's migrator takes no lock, so instances that start together would run the same file twice. */
async function migrateUnderLock(url: string): Promise<void> {
  const client = connect(url, 1);
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end({ timeout: 5 });
  }
}

function connect(url: string, max: number) {
  return postgres(url, {
    max,
    connect_timeout: connectTimeoutSeconds,
    connection: { application_name: 'clientele' },
    onnotice: () => {},
  });
}
