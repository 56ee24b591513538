import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import type { Database } from '../database.ts';
import type { IdempotencyKey } from '../idempotency-key.ts';
import { auditEvents, idempotencyKeys, oauthClientSecrets, oauthClients } from '../table.ts';
import { derivedColumns } from './client-row.ts';
import type { StoredSecret } from './client-state.ts';

export interface NewClient {
  readonly client: Client;
  /** Whether the caller chose the `client_id`. Default: no. */
  readonly hasChosenId?: boolean;
  /** `null` for a client without a secret. */
  readonly secret: StoredSecret | null;
  /** `null` for a registration without one. */
  readonly idempotencyKey: IdempotencyKey | null;
  readonly auditEvent: AuditEvent;
}

/** The constraint that lets each `client_id` exist only once, also after its client was deleted. */
export const clientIdConstraint = 'oauth_clients_client_id_unique';

/** Whether a client of any tenant has or had a `client_id`. */
export type IsClientIdUsed = (clientId: string) => Promise<boolean>;

export function prepareIsClientIdUsed(database: Database): IsClientIdUsed {
  const query = database
    .select({ id: oauthClients.id })
    .from(oauthClients)
    .where(eq(oauthClients.clientId, sql.placeholder('clientId')))
    .prepare('is_client_id_used');
  return async (clientId) => (await query.execute({ clientId })).length > 0;
}

const tables = {
  clients: oauthClients,
  secrets: oauthClientSecrets,
  keys: idempotencyKeys,
  events: auditEvents,
};

/** Prepares the statement that stores new clients. */
export function prepareCreateClients(database: Database): (rows: readonly NewClient[]) => Promise<void> {
  const insert = prepareInsertClients(database);
  return (rows) =>
    insert({
      clients: rows.map(({ client }) => client),
      secrets: rows.flatMap(({ client, secret }) =>
        secret ? [{ oauthClientId: client.id, ...secret }] : [],
      ),
      // In one order everywhere. Otherwise two statements with the same keys could wait for each other forever.
      keys: rows.flatMap(({ idempotencyKey }) => idempotencyKey ?? []).sort(inKeyOrder),
      events: rows.map(({ auditEvent }) => auditEvent),
    });
}

/** Clients with their other rows: a secret refers to its client by `id`, and every client has an event. */
export interface NewRows {
  readonly clients: readonly Client[];
  readonly secrets: readonly (StoredSecret & { readonly oauthClientId: string })[];
  readonly keys: readonly IdempotencyKey[];
  readonly events: readonly AuditEvent[];
}

/**
 * Prepares the statement that stores clients with their secrets, idempotency keys and audit rows. One statement commits them
 * together or not at all. The promise resolves after the commit has returned.
 *
 * The rows of a table are one JSON parameter, so that one prepared statement serves any number of rows. A single parameter
 * for all tables would be parsed once for each table.
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
    // The driver sometimes reports success for a statement on a lost connection. Only returned rows are proof.
    if (!rows.events.every(({ id }) => stored.has(id)))
      throw new Error('The database did not confirm the registrations.');
  };
}

/**
 * The rows of a table from its parameter, with the columns in the order of Drizzle's insert. The parameter uses the names of
 * the fields, because renaming costs more than serialising. Other keys are ignored.
 */
function rowsOf(name: keyof typeof tables): SQL {
  const columns = Object.entries(getTableColumns(tables[name] as PgTable));
  const fields = columns.map(([field]) => sql.identifier(field));
  const types = columns.map(
    ([field, column]) => sql`${sql.identifier(field)} ${sql.raw(column.getSQLType())}`,
  );
  return sql`select ${sql.join(fields, sql`, `)} from json_to_recordset(${sql.placeholder(name)}::json) as r (${sql.join(types, sql`, `)})`;
}

function toJson({ clients, secrets, keys, events }: NewRows): Record<keyof typeof tables, string> {
  return {
    clients: `[${clients.toSorted(inClientIdOrder).map(printRow).join(',')}]`,
    secrets: JSON.stringify(secrets),
    keys: JSON.stringify(keys),
    events: JSON.stringify(events),
  };
}

/** Joined as text: spreading a client into an object with one more member takes 30 µs, serialising it takes 4 µs. */
function printRow(client: Client): string {
  return `${JSON.stringify(client).slice(0, -1)},${JSON.stringify(derivedColumns(client)).slice(1)}`;
}

/** In one order everywhere, as the idempotency keys. */
function inClientIdOrder(one: Client, other: Client): number {
  return one.clientId < other.clientId ? -1 : 1;
}

function inKeyOrder(one: IdempotencyKey, other: IdempotencyKey): number {
  const [text, otherText] = [one, other].map(({ tenantId, actorTenantId, actorId, key }) =>
    JSON.stringify([tenantId, actorTenantId, actorId, key]),
  ) as [string, string];
  if (text === otherText) return 0;
  return text < otherText ? -1 : 1;
}
