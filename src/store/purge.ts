import { and, asc, getTableColumns, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { AuditEvent } from '../domain/audit/audit-event.ts';
import { fieldsOf, members } from '../domain/client/metadata-table.ts';
import { toAuditRow } from './audit-event.ts';
import type { Database } from './database.ts';
import { auditEvents, oauthClientSecrets, oauthClients } from './table.ts';

/** The identity of a client to purge. */
interface PurgeableClient {
  readonly tenantId: string;
  readonly clientId: string;
}

/**
 * Erases up to `limit` clients deleted at or before a time, and returns their number. The row remains with its ids and dates,
 * so that its `client_id` is never used again. Instances that purge at the same time erase different clients.
 */
export type PurgeClients = (
  deletedUntil: Date,
  now: Date,
  limit: number,
  auditEventOf: (client: PurgeableClient) => AuditEvent,
) => Promise<number>;

export function purgeClientsOn(database: Database): PurgeClients {
  return (deletedUntil, now, limit, auditEventOf) =>
    database.transaction(async (transaction) => {
      const gone = await transaction
        .select({ id: oauthClients.id, tenantId: oauthClients.tenantId, clientId: oauthClients.clientId })
        .from(oauthClients)
        .where(
          and(
            isNotNull(oauthClients.deletedAt),
            isNull(oauthClients.purgedAt),
            lte(oauthClients.deletedAt, deletedUntil),
          ),
        )
        .orderBy(asc(oauthClients.deletedAt))
        .limit(limit)
        .for('update', { skipLocked: true });
      if (gone.length === 0) return 0;
      const ids = gone.map(({ id }) => id);
      await transaction.delete(oauthClientSecrets).where(inArray(oauthClientSecrets.oauthClientId, ids));
      await transaction
        .update(oauthClients)
        .set({ ...erased, purgedAt: now })
        .where(inArray(oauthClients.id, ids));
      await transaction.insert(auditEvents).values(gone.map((client) => toAuditRow(auditEventOf(client))));
      return gone.length;
    });
}

const emptyValues: Readonly<Record<string, unknown>> = {
  array: [],
  boolean: false,
  number: 0,
  string: '',
};

/** All columns except ids and dates. */
const erased = {
  ...Object.fromEntries(
    fieldsOf('purge')
      .flatMap((field) => members[field].columns ?? [])
      .map((column) => [column, erasedValue(columnOf(column))]),
  ),
  otherMetadata: {},
  lastUsedAt: null,
};

function columnOf(name: string): PgColumn {
  const column = (getTableColumns(oauthClients) as Readonly<Record<string, PgColumn>>)[name];
  if (column === undefined)
    throw new Error(`A member of client metadata has the column ${name}: add it in table.ts.`);
  return column;
}

/** The value of a column after a purge: null, or an empty value of its type. */
export function erasedValue({ name, notNull, dataType }: Pick<PgColumn, 'name' | 'notNull' | 'dataType'>) {
  if (!notNull) return null;
  if (dataType in emptyValues) return emptyValues[dataType];
  throw new Error(`The column ${name} of type ${dataType} has no empty value: add one in purge.ts.`);
}
