import { and, eq, isNull } from 'drizzle-orm';
import { nameKeyOf } from '../../domain/client/client-name.ts';
import type { Database } from '../database.ts';
import { oauthClients } from '../table.ts';

const batchSize = 500;

/**
 * Computes the name keys of rows of an older version, which had none. The database cannot, because its lower-case forms
 * depend on the locale. It is part of the migration, under its lock, and costs nothing without such rows.
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
      // Without this, a name of spaces would be selected again forever.
      const nameKey = nameKeyOf(name) || name || ' ';
      await database.update(oauthClients).set({ nameKey }).where(eq(oauthClients.id, id));
    }
    if (rows.length < batchSize) return;
  }
}
