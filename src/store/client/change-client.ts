import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { toAuditRow } from '../audit-event.ts';
import type { Database } from '../database.ts';
import { storedSecretsOf } from '../find-secret.ts';
import { fairShare, type ShareLimits } from '../queue/fair-share.ts';
import { auditEvents, oauthClientSecrets, oauthClients } from '../table.ts';
import { otherFields, toClient, toRow } from './client-row.ts';
import type { ClientState, StoredSecret } from './client-state.ts';

/** The client to change. A deleted one is found only if `isDeleted` is set. */
interface ClientKey {
  readonly tenantId: string;
  readonly clientId: string;
  readonly isDeleted: boolean;
}

/** The new state of a client and its secrets, and the audit row of the change. */
interface Decision {
  readonly next: ClientState;
  readonly auditEvent: AuditEvent;
}

/**
 * Reads a client and its secrets under a lock, calls `decide` for the new state, and writes the difference and the audit row
 * in one commit. `decide` gets `undefined` if there is no such client. It returns `undefined` to change nothing, and throws
 * to refuse.
 */
export type ChangeClient = (
  key: ClientKey,
  decide: (current: ClientState | undefined) => Promise<Decision | undefined>,
) => Promise<void>;

export function changeClientOn(database: Database): ChangeClient {
  const inTurn = fairShare(changeShare);
  return (key, decide) => inTurn(key.tenantId, () => change(database, key, decide));
}

/**
 * Limits of concurrent changes: fewer than the pool has connections, so that a locked row never stops other writes, and fewer
 * for one tenant, so that locked rows of one tenant do not stop others.
 */
const changeShare: ShareLimits = { total: 6, perTenant: 4, maxWaiting: 10_000, maxWait: 15_000 };

async function change(
  database: Database,
  key: ClientKey,
  decide: Parameters<ChangeClient>[1],
): Promise<void> {
  const transactionId = await database.transaction((transaction) => changeWithin(transaction, key, decide));
  if (transactionId !== undefined) await requireCommitted(database, transactionId);
}

/** The same within a transaction of the caller. Returns the id of the transaction if anything was written. */
export async function changeWithin(
  transaction: Database,
  key: ClientKey,
  decide: Parameters<ChangeClient>[1],
): Promise<string | undefined> {
  const current = await lockState(transaction, key);
  const decision = await decide(current);
  if (current === undefined || decision === undefined) return undefined;
  await writeClient(transaction, decision.next);
  await writeSecrets(transaction, current.secrets, decision.next);
  const [written] = await transaction
    .insert(auditEvents)
    .values(toAuditRow(decision.auditEvent))
    .returning({ transactionId: sql<string>`pg_current_xact_id()::text` });
  return written?.transactionId;
}

/** The driver sometimes reports success for a statement on a lost connection. Only a returned row is proof. */
export async function requireCommitted(database: Database, transactionId: string): Promise<void> {
  const [row] = await database
    .select({ status: sql<string>`pg_xact_status(${transactionId}::xid8)` })
    .from(sql`(select 1) as one`);
  if (row?.status !== 'committed') throw new Error('The database did not confirm the change.');
}

/** Reads a client that is not deleted and its secrets, without a lock. */
export type FindClientState = (tenantId: string, clientId: string) => Promise<ClientState | undefined>;

export function findClientStateOn(database: Database): FindClientState {
  return async (tenantId, clientId) => {
    const [row] = await clientRow(database, { tenantId, clientId, isDeleted: false });
    return row && stateOf(database, row);
  };
}

async function lockState(database: Database, key: ClientKey) {
  const [row] = await clientRow(database, key).for('update');
  return row && stateOf(database, row);
}

async function stateOf(database: Database, row: typeof oauthClients.$inferSelect): Promise<ClientState> {
  return { client: toClient(row), secrets: await storedSecretsOf(database, row.id) };
}

function clientRow(database: Database, { tenantId, clientId, isDeleted }: ClientKey) {
  const life = isDeleted
    ? and(isNotNull(oauthClients.deletedAt), isNull(oauthClients.purgedAt))
    : isNull(oauthClients.deletedAt);
  return database
    .select()
    .from(oauthClients)
    .where(and(eq(oauthClients.clientId, clientId), eq(oauthClients.tenantId, tenantId), life));
}

async function writeClient(database: Database, { client }: ClientState): Promise<void> {
  const { id, clientId, tenantId, createdAt, otherMetadata, ...changed } = toRow(client);
  await database
    .update(oauthClients)
    .set({ ...changed, otherMetadata: mergedMetadata(otherMetadata) })
    .where(eq(oauthClients.id, id));
}

const otherNames = sql`array[${sql.join(
  otherFields.map((field) => sql`${field}`),
  sql`, `,
)}]::text[]`;

/** Members that only a newer version knows stay as they are: during an upgrade both versions write. */
function mergedMetadata(metadata: Readonly<Record<string, unknown>>): SQL {
  return sql`(${oauthClients.otherMetadata} - ${otherNames}) || ${JSON.stringify(metadata)}::jsonb`;
}

async function writeSecrets(
  database: Database,
  before: readonly StoredSecret[],
  { client, secrets }: ClientState,
): Promise<void> {
  const old = new Map(before.map((secret) => [secret.id, secret]));
  const kept = new Set(secrets.map(({ id }) => id));
  const removed = before.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (removed.length > 0)
    await database.delete(oauthClientSecrets).where(inArray(oauthClientSecrets.id, removed));
  const added = secrets.filter(({ id }) => !old.has(id));
  if (added.length > 0) {
    await database
      .insert(oauthClientSecrets)
      .values(added.map((secret) => ({ ...secret, oauthClientId: client.id })));
  }
  // An unchanged secret is the same object.
  const changed = secrets.filter((secret) => old.has(secret.id) && old.get(secret.id) !== secret);
  for (const { id, status, expiresAt, description, encrypted, updatedAt } of changed) {
    await database
      .update(oauthClientSecrets)
      .set({ status, expiresAt, description, encrypted, updatedAt })
      .where(eq(oauthClientSecrets.id, id));
  }
}
