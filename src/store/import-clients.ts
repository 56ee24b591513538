import { sql } from 'drizzle-orm';
import type { AuditEvent } from '../domain/audit/audit-event.ts';
import { type ChangeClient, changeClientOn, changeWithin, requireCommitted } from './change-client.ts';
import { toClient } from './client-row.ts';
import type { ClientState } from './client-state.ts';
import { prepareInsertClients } from './create-client.ts';
import type { Database, OpenDatabase } from './database.ts';
import { storedSecretsOfAll } from './find-secret.ts';
import { oauthClientSecrets, oauthClients } from './table.ts';

/** A client that an import finds in the database. */
export interface FoundClient extends ClientState {
  /** Whether nothing but its ids is left of it. */
  readonly isPurged: boolean;
}

/** A client that is about to be stored, with its audit row. */
export interface ImportedRow extends ClientState {
  readonly auditEvent: AuditEvent;
}

/** What an import reads and writes: clients of every tenant, deleted ones too. */
export interface ImportStore {
  /** By `client_id`. */
  find(clientIds: readonly string[]): Promise<ReadonlyMap<string, FoundClient>>;
  /** To which client, by its `id`, each of these secrets belongs; a secret that nobody has is not in it. */
  ownersOf(secretIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Stores clients in one statement: all of them or, when it fails, none. */
  create(rows: readonly ImportedRow[]): Promise<void>;
  readonly change: ChangeClient;
  /** How many calls of `create` gain from being under way at once. */
  readonly concurrency: number;
}

/** Statements under way at once: while the server works on some, the next are being made. */
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
 * Lets everything that `work` writes be committed together, or not at all where it answers `false` or fails.
 *
 * @throws also when the database does not say that it committed.
 */
export async function inOneCommit(
  { database }: Pick<OpenDatabase, 'database'>,
  work: (store: ImportStore) => Promise<boolean>,
): Promise<void> {
  const rollback = new Error('rolled back');
  try {
    const transactionId = await database.transaction(async (transaction) => {
      // What is imported may come slowly.
      await transaction.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      const [row] = await transaction
        .select({ id: sql<string>`pg_current_xact_id()::text` })
        .from(sql`(select 1) as one`);
      const change: ChangeClient = async (key, decide) => {
        await changeWithin(transaction, key, decide);
      };
      // A statement that fails must not take the transaction with it.
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
