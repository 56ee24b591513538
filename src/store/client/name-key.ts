import { and, eq, isNull } from 'drizzle-orm';
import { nameKeyOf } from '../../domain/client/client-name.ts';
import type { Database } from '../database.ts';
import { oauthClients } from '../table.ts';

const batchSize = 500;

/**
 * Works out the name keys of rows of an older version, which had none. The database cannot: what a lower-case letter is
 * depends on its locale. Part of the migration, under its lock; costs nothing when there is nothing to do.
 */
export async function fillNameKeys(database: Database): Promise<void> {
  const isMissing = and(eq(oauthClients.nameKey, ''), isNull(oauthClients.purgedAt));
  for (;;) {
    const rows = await database
      .select({ id: oauthClients.id, name: oauthClients.name })
      .from(oauthClients)
      .where(isMissing)
      .limit(batchSize);
    for (const { id, name } of rows) {
      // A name of blanks would come back for ever.
      const nameKey = nameKeyOf(name) || name || ' ';
      await database.update(oauthClients).set({ nameKey }).where(eq(oauthClients.id, id));
    }
    if (rows.length < batchSize) return;
  }
}
