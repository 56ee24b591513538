import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { toClient } from './client-row.ts';
import type { ClientState } from './client-state.ts';
import type { Database } from './database.ts';
import { storedSecretsOf } from './find-secret.ts';
import { oauthClients, oauthClientSecrets as secrets } from './table.ts';

/** What an authorization server needs of a client that presents a secret. */
export interface SecretUse {
  /** A client of any tenant that was not deleted, with its secrets: the authorization server knows no tenant yet. */
  stateOf(clientId: string): Promise<ClientState | undefined>;
  /** Notes the day on which a client used a secret; a day that is noted already costs no write. */
  record(client: { readonly id: string; readonly secretId: string }, day: Date): Promise<void>;
}

export function secretUseOn(database: Database): SecretUse {
  return {
    stateOf: async (clientId) => {
      const [row] = await database
        .select()
        .from(oauthClients)
        .where(and(eq(oauthClients.clientId, clientId), isNull(oauthClients.deletedAt)));
      return row && { client: toClient(row), secrets: await storedSecretsOf(database, row.id) };
    },
    record: async ({ id, secretId }, day) => {
      const wasBefore = (column: typeof secrets.lastUsedAt | typeof oauthClients.lastUsedAt) =>
        or(isNull(column), lt(column, day));
      await database
        .update(secrets)
        .set({ lastUsedAt: day })
        .where(and(eq(secrets.id, secretId), wasBefore(secrets.lastUsedAt)));
      await database
        .update(oauthClients)
        .set({ lastUsedAt: day })
        .where(and(eq(oauthClients.id, id), wasBefore(oauthClients.lastUsedAt)));
    },
  };
}
