import { and, eq, sql } from 'drizzle-orm';
import type { Client } from '../registration/client-metadata.ts';
import { toClient } from './client-row.ts';
import type { Database } from './database.ts';
import { oauthClients } from './table.ts';

/** Looks a client up inside one tenant; another tenant's client is as absent as one that never was. */
export interface FindClient {
  byClientId(tenantId: string, clientId: string): Promise<Client | undefined>;
  byId(tenantId: string, id: string): Promise<Client | undefined>;
}

export function prepareFindClient(database: Database): FindClient {
  const inTenant = eq(oauthClients.tenantId, sql.placeholder('tenantId'));
  const clientIdQuery = database
    .select()
    .from(oauthClients)
    .where(and(eq(oauthClients.clientId, sql.placeholder('clientId')), inTenant))
    .prepare('find_client_by_client_id');
  const idQuery = database
    .select()
    .from(oauthClients)
    .where(and(eq(oauthClients.id, sql.placeholder('id')), inTenant))
    .prepare('find_client_by_id');
  return {
    byClientId: async (tenantId, clientId) =>
      (await clientIdQuery.execute({ tenantId, clientId })).map(toClient)[0],
    byId: async (tenantId, id) => (await idQuery.execute({ tenantId, id })).map(toClient)[0],
  };
}
