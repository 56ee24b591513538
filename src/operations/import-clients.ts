import { needsSecret } from '../credentials/client-secret.ts';
import { changesBetween } from '../registration/audit-change.ts';
import type { AuditEvent } from '../registration/audit-event.ts';
import { importFault, type LineIssue } from '../registration/import-fault.ts';
import type { ClientState } from '../store/client-state.ts';
import type { FoundClient, ImportedRow, ImportStore } from '../store/import-clients.ts';
import { isFaultOfRow } from '../store/query-error.ts';
import { systemEventOf } from './audit.ts';
import { type ImportRules, issuesOfLine, type SeenIds } from './check-import.ts';
import {
  type ImportedClient,
  type ImportLine,
  importedState,
  mergedState,
  storedAs,
} from './imported-client.ts';
import type { Registry } from './registry.ts';
import { usableSecrets } from './secret-set.ts';

/** What an import works with. */
export interface Importer extends ImportRules, Pick<Registry, 'newId'> {
  readonly store: ImportStore;
  /** Stands in every audit event of the import as its `requestId`. */
  readonly runId: string;
  /** What becomes of a line whose client is there with other content: the line is refused, left out, or has its way. */
  readonly onConflict: (typeof conflictChoices)[number];
  /** Looks at everything and writes nothing. */
  readonly isDryRun: boolean;
}

export const conflictChoices = ['fail', 'skip', 'update'] as const;

/** What came of a line: in a dry run, what would have come of it. */
export type ImportOutcome =
  | {
      readonly line: number;
      readonly kind: 'imported' | 'updated' | 'unchanged' | 'skipped';
      readonly clientId: string;
      /** Whether the line named no `client_id`, so that the client got a new one. */
      readonly isNamed: boolean;
      /** Whether the client authenticates with a secret and has none that it could use. */
      readonly lacksSecret: boolean;
    }
  | { readonly line: number; readonly kind: 'refused'; readonly issues: readonly LineIssue[] };

/** Lines that share a statement and a commit. */
const batchSize = 500;

type Checked = { readonly line: ImportLine; readonly issues: readonly LineIssue[] };

/**
 * Registers the clients of an import, line by line, and tells what came of each in the order of the lines. A client
 * that is there already as the line says is left alone, so that an import which was cut off can be run again.
 *
 * A line with an issue is refused and its neighbours are not. Each batch is a commit of its own, with an audit event for every client.
 *
 * @throws what the database says when it cannot go on; the batches before are stored then.
 */
export async function* importClients(
  importer: Importer,
  lines: AsyncIterable<ImportLine>,
): AsyncGenerator<ImportOutcome> {
  const seen: SeenIds = new Map();
  const underWay: Promise<ImportOutcome[]>[] = [];
  const begin = (batch: readonly Checked[]) => {
    const settled = settle(importer, batch);
    // It is waited for in its turn.
    settled.catch(() => {});
    underWay.push(settled);
  };
  let batch: Checked[] = [];
  try {
    for await (const line of lines) {
      batch.push({ line, issues: await issuesOfLine(importer, line, seen) });
      if (batch.length < batchSize) continue;
      begin(batch);
      batch = [];
      if (underWay.length >= importer.store.concurrency) yield* (await underWay.shift()) ?? [];
    }
    begin(batch);
    while (underWay.length > 0) yield* (await underWay.shift()) ?? [];
  } catch (error) {
    // What is stored all the same is told: without that, nobody would know the ids of new clients.
    for (const settled of await Promise.allSettled(underWay))
      if (settled.status === 'fulfilled') yield* settled.value;
    throw error;
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** What is to be done about a line. */
type Plan = { readonly outcome: ImportOutcome; readonly row?: ImportedRow; readonly update?: ImportedClient };

async function settle(importer: Importer, batch: readonly Checked[]): Promise<ImportOutcome[]> {
  const { store, isDryRun } = importer;
  const sound = batch.flatMap(({ line: { client }, issues }) =>
    client && issues.length === 0 ? [client] : [],
  );
  const clientIds = sound.flatMap(({ clientId }) => clientId ?? []);
  const secretIds = sound.flatMap(({ secrets = [] }) => secrets.flatMap(({ id }) => id ?? []));
  const [found, owners] = await Promise.all([store.find(clientIds), store.ownersOf(secretIds)]);
  const plans = batch.map((checked) => planOf(importer, checked, found, owners));
  if (isDryRun) return plans.map(({ outcome }) => outcome);
  const raced = await createAll(
    store,
    plans.flatMap(({ row }) => row ?? []),
  );
  const outcomes: ImportOutcome[] = [];
  for (const { outcome, row, update } of plans) {
    const isLost = row !== undefined && raced.has(row);
    if (isLost) outcomes.push(refused(outcome.line, importFault('CLIENT_RACED', 'client_id')));
    else outcomes.push(update ? await updated(importer, outcome, update) : outcome);
  }
  return outcomes;
}

function planOf(
  importer: Importer,
  { line: { number, client }, issues }: Checked,
  found: ReadonlyMap<string, FoundClient>,
  owners: ReadonlyMap<string, string>,
): Plan {
  if (client === undefined || issues.length > 0) return { outcome: refused(number, ...issues) };
  const making = { newId: importer.newId, now: importer.now() };
  const current = found.get(client.clientId ?? '');
  const taken = takenSecrets(client, current, owners);
  if (taken.length > 0) return { outcome: refused(number, ...taken) };
  const done = (
    kind: 'imported' | 'updated' | 'unchanged' | 'skipped',
    state: ClientState,
  ): ImportOutcome => ({
    line: number,
    kind,
    clientId: state.client.clientId,
    isNamed: client.clientId === undefined,
    lacksSecret: lacksSecret(state, making.now),
  });
  if (current === undefined) {
    const state = importedState(client, making);
    return {
      outcome: done('imported', state),
      row: { ...state, auditEvent: eventOf(importer, undefined, state) },
    };
  }
  if (current.client.tenantId !== client.tenantId)
    return { outcome: refused(number, importFault('CLIENT_ID_TAKEN', 'client_id')) };
  const next = mergedState(current, client, making);
  if (!current.isPurged && isSame(current, next)) return { outcome: done('unchanged', current) };
  if (current.isPurged || current.client.deletedAt !== null)
    return { outcome: refused(number, importFault('CLIENT_DELETED', 'client_id')) };
  if (importer.onConflict === 'skip') return { outcome: done('skipped', current) };
  if (importer.onConflict === 'update') return { outcome: done('updated', next), update: client };
  return { outcome: refused(number, importFault('CLIENT_DIFFERS', 'client_id')) };
}

/** Secrets whose id another secret has: another client's, or one of this client's with another digest. */
function takenSecrets(
  { secrets = [] }: ImportedClient,
  current: FoundClient | undefined,
  owners: ReadonlyMap<string, string>,
): LineIssue[] {
  return secrets.flatMap((secret, index) => {
    const owner = owners.get(secret.id ?? '');
    const isOwn =
      owner === current?.client.id && storedAs(current?.secrets ?? [], secret)?.digest === secret.digest;
    return owner === undefined || isOwn
      ? []
      : [importFault('SECRET_ID_TAKEN', 'secrets', index, 'secret_id')];
  });
}

function isSame(current: ClientState, next: ClientState): boolean {
  const areSecretsSame =
    current.secrets.length === next.secrets.length &&
    next.secrets.every((one) => current.secrets.includes(one));
  return areSecretsSame && changesBetween(current, next).length === 0;
}

/** Stores the rows, and gives those that were there when they came to be stored. */
async function createAll(store: ImportStore, rows: readonly ImportedRow[]): Promise<Set<ImportedRow>> {
  const raced = new Set<ImportedRow>();
  if (rows.length === 0) return raced;
  try {
    await store.create(rows);
  } catch (error) {
    if (!isFaultOfRow(error)) throw error;
    for (const row of rows) {
      await store.create([row]).catch((cause: unknown) => {
        if (!isFaultOfRow(cause)) throw cause;
        raced.add(row);
      });
    }
  }
  return raced;
}

async function updated(
  importer: Importer,
  outcome: ImportOutcome,
  imported: ImportedClient,
): Promise<ImportOutcome> {
  const { tenantId, clientId = '' } = imported;
  let isThere = false;
  await importer.store.change({ tenantId, clientId, isDeleted: false }, async (current) => {
    if (current === undefined) return undefined;
    isThere = true;
    const now = importer.now();
    const next = mergedState(current, imported, { newId: importer.newId, now });
    if (isSame(current, next)) return undefined;
    const client = { ...next.client, version: current.client.version + 1, updatedAt: now };
    return { next: { ...next, client }, auditEvent: eventOf(importer, current, next) };
  });
  return isThere ? outcome : refused(outcome.line, importFault('CLIENT_RACED', 'client_id'));
}

function eventOf(importer: Importer, before: ClientState | undefined, after: ClientState): AuditEvent {
  return systemEventOf(importer, 'import', {
    action: 'oauth_client.import',
    tenantId: after.client.tenantId,
    clientId: after.client.clientId,
    requestId: importer.runId,
    occurredAt: importer.now(),
    changes: changesBetween(before, after),
  });
}

function lacksSecret({ client, secrets }: ClientState, now: Date): boolean {
  return needsSecret(client) && usableSecrets(client, secrets, now).length === 0;
}

function refused(line: number, ...issues: readonly LineIssue[]): ImportOutcome {
  return { line, kind: 'refused', issues };
}
