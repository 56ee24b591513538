import { sql } from 'drizzle-orm';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { Database, OpenDatabase } from '../database.ts';
import { storedSecretsOfAll } from '../find-secret.ts';
import { oauthClientSecrets, oauthClients } from '../table.ts';
import { type ChangeClient, changeClientOn, changeWithin, requireCommitted } from './change-client.ts';
import { toClient } from './client-row.ts';
import type { ClientState } from './client-state.ts';
import { prepareInsertClients } from './create-client.ts';

/** A client that an import finds in the database. */
export interface FoundClient extends ClientState {
  /** Whether the client was purged, so that only its ids are left. */
  readonly isPurged: boolean;
}

/** A client to store, with its audit row. */
export interface ImportedRow extends ClientState {
  readonly auditEvent: AuditEvent;
}

/** The reads and writes of an import: clients of every tenant, also deleted ones. */
export interface ImportStore {
  /** By `client_id`. */
  find(clientIds: readonly string[]): Promise<ReadonlyMap<string, FoundClient>>;
  /** The `id` of the client that owns each of these secrets. Unknown secrets are absent. */
  ownersOf(secretIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Stores clients in one statement: all, or none if it fails. */
  create(rows: readonly ImportedRow[]): Promise<void>;
  readonly change: ChangeClient;
  /** The number of concurrent calls of `create` that improves throughput. */
  readonly concurrency: number;
}

/** Concurrent statements: while the server runs some, the next ones are prepared. */
const maxStatements = 4;

export function importStoreOn({
  database,
  shared,
  isConcurrent,
}: Pick<OpenDatabase, 'database' | 'shared' | 'isConcurrent'>): ImportStore {
  return {
    ...statementsOn(shared),
    change: changeClientOn(database),
    concurrency: isConcurrent ? maxStatements : 1,
  };
}

/**
 * Commits everything that `work` writes together, or nothing if it returns `false` or fails.
 *
 * @throws also if the database does not confirm the commit.
 */
export async function inOneCommit(
  { database }: Pick<OpenDatabase, 'database'>,
  work: (store: ImportStore) => Promise<boolean>,
): Promise<void> {
  const rollback = new Error('rolled back');
  try {
    const transactionId = await database.transaction(async (transaction) => {
      // The input may be slow.
      await transaction.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      const [row] = await transaction
        .select({ id: sql<string>`pg_current_xact_id()::text` })
        .from(sql`(select 1) as one`);
      const change: ChangeClient = async (key, decide) => {
        await changeWithin(transaction, key, decide);
      };
      // A failed statement must not abort the transaction.
      const create: ImportStore['create'] = (rows) =>
        transaction.transaction((savepoint) => statementsOn(savepoint).create(rows));
      const store = { ...statementsOn(transaction), create, change, concurrency: 1 };
      if (!(await work(store))) throw rollback;
      return row?.id ?? '';
    });
    await requireCommitted(database, transactionId);
  } catch (error) {
    if (error !== rollback) throw error;
  }
}

function statementsOn(database: Database): Pick<ImportStore, 'find' | 'ownersOf' | 'create'> {
  const insert = prepareInsertClients(database);
  return {
    find: (clientIds) => find(database, clientIds),
    ownersOf: async (secretIds) => {
      if (secretIds.length === 0) return new Map();
      const rows = await database
        .select({ id: oauthClientSecrets.id, owner: oauthClientSecrets.oauthClientId })
        .from(oauthClientSecrets)
        .where(sql`${oauthClientSecrets.id} = any(${sql.param([...secretIds])}::text[])`);
      return new Map(rows.map(({ id, owner }) => [id, owner]));
    },
    create: (rows) =>
      insert({
        clients: rows.map(({ client }) => client),
        secrets: rows.flatMap(({ client, secrets }) =>
          secrets.map((secret) => ({ oauthClientId: client.id, ...secret })),
        ),
        keys: [],
        events: rows.map(({ auditEvent }) => auditEvent),
      }),
  };
}

async function find(
  database: Database,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, FoundClient>> {
  if (clientIds.length === 0) return new Map();
  const rows = await database
    .select()
    .from(oauthClients)
    .where(sql`${oauthClients.clientId} = any(${sql.param([...clientIds])}::text[])`);
  const secrets = await storedSecretsOfAll(
    database,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => [
      row.clientId,
      { client: toClient(row), secrets: secrets.get(row.id) ?? [], isPurged: row.purgedAt !== null },
    ]),
  );
}
