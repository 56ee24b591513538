import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { toClient } from './client-row.ts';
import type { ClientState } from './client-state.ts';
import type { Database } from './database.ts';
import { storedSecretsOfAll } from './find-secret.ts';
import { oauthClients } from './table.ts';

/** Which clients are read. Those that were purged are never among them: nothing but their ids is left. */
export interface ExportFilter {
  /** `undefined` for all tenants. */
  readonly tenantId: string | undefined;
  /** Whether deleted ones that can still be restored are among them. */
  readonly isDeletedWanted: boolean;
}

/** Clients that are in memory at once; one can hold 300 KiB. */
const pageSize = 200;

/**
 * Reads every client with its secrets, oldest first, and gives them out page by page. All pages are of one moment: what
 * is written meanwhile is not among them.
 */
export function exportClientsOf(
  database: Database,
  filter: ExportFilter,
  write: (page: readonly ClientState[]) => Promise<void>,
): Promise<void> {
  return database.transaction(
    async (transaction) => {
      // Whoever takes the pages may be slow.
      await transaction.execute(sql`set local idle_in_transaction_session_timeout = 0`);
      let last = '';
      for (;;) {
        const page = await readPage(transaction, filter, last);
        if (page.length > 0) await write(page);
        if (page.length < pageSize) return;
        last = page.at(-1)?.client.id ?? last;
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function readPage(
  database: Database,
  { tenantId, isDeletedWanted }: ExportFilter,
  last: string,
): Promise<ClientState[]> {
  const rows = await database
    .select()
    .from(oauthClients)
    .where(
      and(
        gt(oauthClients.id, last),
        isNull(oauthClients.purgedAt),
        isDeletedWanted ? undefined : isNull(oauthClients.deletedAt),
        tenantId === undefined ? undefined : eq(oauthClients.tenantId, tenantId),
      ),
    )
    .orderBy(asc(oauthClients.id))
    .limit(pageSize);
  const secrets = await storedSecretsOfAll(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ client: toClient(row), secrets: secrets.get(row.id) ?? [] }));
}
