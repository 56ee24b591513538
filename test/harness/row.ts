import type { Database } from '../../src/store/database.ts';
import { auditEvents, idempotencyKeys, oauthClientSecrets, oauthClients } from '../../src/store/table.ts';

/** Every row of every table, for tests that compare before and after or look for what must not be there. */
export async function allRows(database: Database) {
  return {
    clients: await database.select().from(oauthClients).orderBy(oauthClients.id),
    secrets: await database.select().from(oauthClientSecrets).orderBy(oauthClientSecrets.id),
    auditEvents: await database.select().from(auditEvents).orderBy(auditEvents.id),
    idempotencyKeys: await database.select().from(idempotencyKeys).orderBy(idempotencyKeys.key),
  };
}
