import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { getTableConfig } from 'drizzle-orm/pg-core';
import type { AuditEvent } from '../registration/audit-event.ts';
import type { Client } from '../registration/client-metadata.ts';
import { toRow } from './client-row.ts';
import type { StoredSecret } from './client-state.ts';
import type { Database } from './database.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { auditEvents, idempotencyKeys, oauthClientSecrets, oauthClients } from './table.ts';

export interface NewClient {
  readonly client: Client;
  /** `null` for a client that shows no secret. */
  readonly secret: StoredSecret | null;
  /** `null` for a registration without one. */
  readonly idempotencyKey: IdempotencyKey | null;
  readonly auditEvent: AuditEvent;
}

const tables = {
  clients: oauthClients,
  secrets: oauthClientSecrets,
  keys: idempotencyKeys,
  events: auditEvents,
};

/** Prepares the statement that stores clients that were just registered. */
export function prepareCreateClients(database: Database): (rows: readonly NewClient[]) => Promise<void> {
  const insert = prepareInsertClients(database);
  return (rows) =>
    insert({
      clients: rows.map(({ client }) => client),
      secrets: rows.flatMap(({ client, secret }) =>
        secret ? [{ oauthClientId: client.id, ...secret }] : [],
      ),
      // In one order everywhere: two statements that want the same keys would wait for each other for ever.
      keys: rows.flatMap(({ idempotencyKey }) => idempotencyKey ?? []).sort(inKeyOrder),
      events: rows.map(({ auditEvent }) => auditEvent),
    });
}

/** Clients and what goes with them: a secret names its client by its `id`, and every client has an event. */
export interface NewRows {
  readonly clients: readonly Client[];
  readonly secrets: readonly (StoredSecret & { readonly oauthClientId: string })[];
  readonly keys: readonly IdempotencyKey[];
  readonly events: readonly AuditEvent[];
}

/**
 * Prepares the statement that stores clients with their secrets, idempotency keys and audit rows. They go in one statement,
 * so they are committed together or not at all; when the promise resolves, the commit has returned.
 *
 * The rows of a table travel as one JSON parameter, so that one prepared statement serves any number of them. One
 * parameter for all tables would be parsed once for each of them.
 */
export function prepareInsertClients(database: Database): (rows: NewRows) => Promise<void> {
  const clients = database
    .$with('new_clients')
    .as(database.insert(oauthClients).select(rowsOf('clients')).returning({ id: oauthClients.id }));
  const secrets = database
    .$with('new_secrets')
    .as(
      database.insert(oauthClientSecrets).select(rowsOf('secrets')).returning({ id: oauthClientSecrets.id }),
    );
  const keys = database
    .$with('new_keys')
    .as(database.insert(idempotencyKeys).select(rowsOf('keys')).returning({ key: idempotencyKeys.key }));
  const statement = database
    .with(clients, secrets, keys)
    .insert(auditEvents)
    .select(rowsOf('events'))
    .returning({ id: auditEvents.id })
    .prepare('create_clients');
  return async (rows) => {
    const stored = new Set((await statement.execute(toJson(rows))).map(({ id }) => id));
    // The driver has been seen to call a statement done that stood on a lost connection. Only the rows themselves tell.
    if (!rows.events.every(({ id }) => stored.has(id)))
      throw new Error('The database did not say that it stored the registrations.');
  };
}

/** The rows of one table out of its parameter, column by column in the order in which Drizzle inserts them. */
function rowsOf(name: keyof typeof tables): SQL {
  const table: PgTable = tables[name];
  const columns = Object.values(getTableColumns(table)).map(({ name: column }) => sql.identifier(column));
  const type = sql.identifier(getTableConfig(table).name);
  return sql`select ${sql.join(columns, sql`, `)} from json_populate_recordset(null::${type}, ${sql.placeholder(name)}::json)`;
}

function toJson({ clients, secrets, keys, events }: NewRows): Record<keyof typeof tables, string> {
  return {
    clients: JSON.stringify(clients.map(clientColumns)),
    secrets: JSON.stringify(secrets.map((secret) => byColumn(oauthClientSecrets, secret))),
    keys: JSON.stringify(keys.map((key) => byColumn(idempotencyKeys, key))),
    events: JSON.stringify(events.map((event) => byColumn(auditEvents, event))),
  };
}

function clientColumns(client: Client): Record<string, unknown> {
  const columns = byColumn(oauthClients, toRow(client));
  // A client that comes from elsewhere may have been used there.
  if (client.lastUsedAt !== null) columns.last_used_at = client.lastUsedAt;
  return columns;
}

function inKeyOrder(one: IdempotencyKey, other: IdempotencyKey): number {
  const [text, otherText] = [one, other].map(({ tenantId, actorTenantId, actorId, key }) =>
    JSON.stringify([tenantId, actorTenantId, actorId, key]),
  ) as [string, string];
  if (text === otherText) return 0;
  return text < otherText ? -1 : 1;
}

const columnNames = new Map<PgTable, [field: string, column: string][]>(
  Object.values(tables).map((table) => [
    table,
    Object.entries(getTableColumns(table)).map(([field, { name }]) => [field, name]),
  ]),
);

/** A row by the names of its columns. What is not set is left out, and is null in the database. */
function byColumn(table: PgTable, row: object): Record<string, unknown> {
  const values = row as Readonly<Record<string, unknown>>;
  const named: Record<string, unknown> = {};
  for (const [field, column] of columnNames.get(table) ?? []) {
    if (values[field] != null) named[column] = values[field];
  }
  return named;
}
