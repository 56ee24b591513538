import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Client } from '../registration/client-metadata.ts';
import { toClient } from './client-row.ts';
import type { Database } from './database.ts';
import { oauthClients } from './table.ts';

/** Looks a client up inside one tenant; a deleted one and another tenant's are as absent as one that never was. */
export interface FindClient {
  byClientId(tenantId: string, clientId: string): Promise<Client | undefined>;
  byId(tenantId: string, id: string): Promise<Client | undefined>;
}

export function prepareFindClient(database: Database): FindClient {
  const isVisible = and(
    eq(oauthClients.tenantId, sql.placeholder('tenantId')),
    isNull(oauthClients.deletedAt),
  );
  const clientIdQuery = database
    .select()
    .from(oauthClients)
    .where(and(eq(oauthClients.clientId, sql.placeholder('clientId')), isVisible))
    .prepare('find_client_by_client_id');
  const idQuery = database
    .select()
    .from(oauthClients)
    .where(and(eq(oauthClients.id, sql.placeholder('id')), isVisible))
    .prepare('find_client_by_id');
  return {
    byClientId: async (tenantId, clientId) =>
      (await clientIdQuery.execute({ tenantId, clientId })).map(toClient)[0],
    byId: async (tenantId, id) => (await idQuery.execute({ tenantId, id })).map(toClient)[0],
  };
}
