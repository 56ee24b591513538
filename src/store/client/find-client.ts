import { and, isNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Client } from '../../domain/client/client-metadata.ts';
import type { Database } from '../database.ts';
import { lookupQueue } from '../queue/lookup-queue.ts';
import type { StatementObserver } from '../queue/observer.ts';
import { oauthClients } from '../table.ts';
import { toClient } from './client-row.ts';

/** Finds a client of a tenant. The result is the same for deleted, unknown and other tenants' clients. */
export interface FindClient {
  byClientId(tenantId: string, clientId: string): Promise<Client | undefined>;
  byId(tenantId: string, id: string): Promise<Client | undefined>;
}

interface Key {
  readonly tenantId: string;
  readonly value: string;
}

export function prepareFindClient(database: Database, observer: StatementObserver): FindClient {
  const queue = (field: 'clientId' | 'id', name: string) =>
    lookupQueue(name, observer, findBy(database, field, name));
  const byClientId = queue('clientId', 'find_clients_by_client_id');
  const byId = queue('id', 'find_clients_by_id');
  return {
    byClientId: (tenantId, clientId) => byClientId({ tenantId, value: clientId }),
    byId: (tenantId, id) => byId({ tenantId, value: id }),
  };
}

/** Finds the clients of several callers, each in the tenant of its caller. */
function findBy(database: Database, field: 'clientId' | 'id', name: string) {
  const query = database
    .select()
    .from(oauthClients)
    .where(
      and(
        isAnyOf(oauthClients[field], 'values'),
        isAnyOf(oauthClients.tenantId, 'tenantIds'),
        isNull(oauthClients.deletedAt),
      ),
    )
    .prepare(name);
  return async (keys: readonly Key[]): Promise<(Client | undefined)[]> => {
    const values = keys.map(({ value }) => value);
    const tenantIds = [...new Set(keys.map(({ tenantId }) => tenantId))];
    const found = new Map((await query.execute({ values, tenantIds })).map((row) => [row[field], row]));
    return keys.map(({ tenantId, value }) => {
      const row = found.get(value);
      // Another tenant may have asked for the same client id.
      return row?.tenantId === tenantId ? toClient(row) : undefined;
    });
  };
}

function isAnyOf(column: PgColumn, values: string) {
  return sql`${column} = any(${sql.placeholder(values)}::text[])`;
}
