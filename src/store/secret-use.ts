import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { toClient } from './client/client-row.ts';
import type { ClientState, StoredSecret } from './client/client-state.ts';
import type { OpenDatabase } from './database.ts';
import { lookupQueue } from './queue/lookup-queue.ts';
import { noObserver, type StatementObserver } from './queue/observer.ts';
import { oauthClients, oauthClientSecrets as secrets } from './table.ts';

/** The reads and writes of an authorization server for a client that authenticates. */
export interface SecretUse {
  /** A client of any tenant that is not deleted, with its secrets. The authorization server does not know the tenant yet. */
  stateOf(clientId: string): Promise<ClientState | undefined>;
  /**
   * Records the day on which a client authenticated, and on which it used a secret. A day that is recorded already costs no
   * write.
   */
  record(client: { readonly id: string; readonly secretId: string | null }, day: Date): Promise<void>;
}

export function secretUseOn(
  { database, shared }: Pick<OpenDatabase, 'database' | 'shared'>,
  observer: StatementObserver = noObserver,
): SecretUse {
  return {
    stateOf: lookupQueue('find_client_states', observer, findStates(shared)),
    record: async ({ id, secretId }, day) => {
      const wasBefore = (column: typeof secrets.lastUsedAt | typeof oauthClients.lastUsedAt) =>
        or(isNull(column), lt(column, day));
      if (secretId !== null) {
        await database
          .update(secrets)
          .set({ lastUsedAt: day })
          .where(and(eq(secrets.id, secretId), wasBefore(secrets.lastUsedAt)));
      }
      await database
        .update(oauthClients)
        .set({ lastUsedAt: day })
        .where(and(eq(oauthClients.id, id), wasBefore(oauthClients.lastUsedAt)));
    },
  };
}

/** Finds the clients of several callers, each with its secrets, in one statement. */
function findStates(shared: OpenDatabase['shared']) {
  const query = shared
    .select({ client: oauthClients, secret: secrets })
    .from(oauthClients)
    .leftJoin(secrets, eq(secrets.oauthClientId, oauthClients.id))
    .where(
      and(
        sql`${oauthClients.clientId} = any(${sql.placeholder('clientIds')}::text[])`,
        isNull(oauthClients.deletedAt),
      ),
    )
    .orderBy(asc(secrets.id))
    .prepare('find_client_states');
  return async (clientIds: readonly string[]): Promise<(ClientState | undefined)[]> => {
    const found = new Map<string, ClientState & { readonly secrets: StoredSecret[] }>();
    for (const { client, secret } of await query.execute({ clientIds: [...new Set(clientIds)] })) {
      const state = found.get(client.clientId) ?? { client: toClient(client), secrets: [] };
      found.set(client.clientId, state);
      if (secret === null) continue;
      const { oauthClientId, ...stored } = secret;
      state.secrets.push(stored);
    }
    return clientIds.map((clientId) => found.get(clientId));
  };
}
