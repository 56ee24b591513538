import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { ClientSecret } from '../domain/client/client-secret.ts';
import type { StoredSecret } from './client/client-state.ts';
import type { Database, OpenDatabase } from './database.ts';
import { lookupQueue } from './queue/lookup-queue.ts';
import type { StatementObserver } from './queue/observer.ts';
import { oauthClients, oauthClientSecrets as secrets } from './table.ts';

/** The columns that may be shown. The digest and the encrypted copy are not read. */
const shown = {
  id: secrets.id,
  description: secrets.description,
  status: secrets.status,
  lastFour: secrets.lastFour,
  createdAt: secrets.createdAt,
  updatedAt: secrets.updatedAt,
  expiresAt: secrets.expiresAt,
  lastUsedAt: secrets.lastUsedAt,
} as const;

export interface FindSecret {
  /** The secrets of several clients of a tenant, oldest first, in the order of the given ids. Other ids have none. */
  ofClients(tenantId: string, ids: readonly string[]): Promise<ClientSecret[][]>;
  byId(tenantId: string, id: string): Promise<ClientSecret | undefined>;
}

export function findSecretOn(
  { database, shared }: Pick<OpenDatabase, 'database' | 'shared'>,
  observer: StatementObserver,
): FindSecret {
  const ofClients = shared
    .select({ ...shown, oauthClientId: secrets.oauthClientId, tenantId: oauthClients.tenantId })
    .from(secrets)
    .innerJoin(oauthClients, eq(oauthClients.id, secrets.oauthClientId))
    .where(sql`${secrets.oauthClientId} = any(${sql.placeholder('ids')}::text[])`)
    .orderBy(asc(secrets.id))
    .prepare('find_secrets_of_clients');
  const lookUp = lookupQueue(
    'find_secrets_of_clients',
    observer,
    async (groups: readonly { readonly tenantId: string; readonly ids: readonly string[] }[]) => {
      const found = new Map<string, { readonly tenantId: string; readonly secrets: ClientSecret[] }>();
      const ids = [...new Set(groups.flatMap((group) => group.ids))];
      for (const { oauthClientId, tenantId, ...secret } of await ofClients.execute({ ids })) {
        const known = found.get(oauthClientId);
        if (known) known.secrets.push(secret);
        else found.set(oauthClientId, { tenantId, secrets: [secret] });
      }
      // Callers of several tenants share the statement, and each gets only secrets of its own tenant.
      return groups.map(({ tenantId, ids }) =>
        ids.map((id) => {
          const client = found.get(id);
          return client?.tenantId === tenantId ? client.secrets : [];
        }),
      );
    },
  );
  return {
    ofClients: (tenantId, ids) => lookUp({ tenantId, ids }),
    byId: async (tenantId, id) => {
      const [row] = await database
        .select(shown)
        .from(secrets)
        .innerJoin(oauthClients, eq(oauthClients.id, secrets.oauthClientId))
        .where(and(eq(secrets.id, id), eq(oauthClients.tenantId, tenantId), isNull(oauthClients.deletedAt)));
      return row;
    },
  };
}

/** All columns of a client's secrets, oldest first. */
export async function storedSecretsOf(database: Database, clientRowId: string): Promise<StoredSecret[]> {
  return (await storedSecretsOfAll(database, [clientRowId])).get(clientRowId) ?? [];
}

/** The same for several clients, by the `id` of each. */
export async function storedSecretsOfAll(
  database: Database,
  clientRowIds: readonly string[],
): Promise<ReadonlyMap<string, StoredSecret[]>> {
  const found = new Map<string, StoredSecret[]>(clientRowIds.map((id) => [id, []]));
  if (clientRowIds.length === 0) return found;
  const rows = await database
    .select()
    .from(secrets)
    .where(sql`${secrets.oauthClientId} = any(${sql.param([...clientRowIds])}::text[])`)
    .orderBy(asc(secrets.id));
  for (const { oauthClientId, ...secret } of rows) found.get(oauthClientId)?.push(secret);
  return found;
}
