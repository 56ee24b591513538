import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { storedSecretsOfAll } from '../find-secret.ts';
import { oauthClients } from '../table.ts';
import { toClient } from './client-row.ts';
import type { ClientState } from './client-state.ts';

/** The clients to read. Purged ones are never read, because only their ids are left. */
export interface ExportFilter {
  /** `undefined` for all tenants. */
  readonly tenantId: string | undefined;
  /** Whether deleted clients that can still be restored are read. */
  readonly isDeletedWanted: boolean;
}

/** Clients in memory at once. A client can have 300 KiB. */
const pageSize = 200;

/** Reads every client with its secrets, oldest first, page by page. All pages are from one snapshot, without later writes. */
export function exportClientsOf(
  database: Database,
  filter: ExportFilter,
  write: (page: readonly ClientState[]) => Promise<void>,
): Promise<void> {
  return database.transaction(
    async (transaction) => {
      // The consumer of the pages may be slow.
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
