import { needsSecret } from '../../credentials/client-secret.ts';
import { changesBetween } from '../../domain/audit/audit-change.ts';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { importFault, type LineIssue } from '../../domain/error/import-fault.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import type { FoundClient, ImportedRow, ImportStore } from '../../store/client/import-clients.ts';
import { isDefinite, isFaultOfRow } from '../../store/query-error.ts';
import { systemEventOf } from '../step/record-event.ts';
import { usableSecrets } from '../step/secret-set.ts';
import { type ImportedClient, importedState, mergedState, storedAs } from './imported-client.ts';
import type { CheckedLine, Importer, ImportOutcome } from './importer.ts';

/** The action for a line. */
type Plan = { readonly outcome: ImportOutcome; readonly row?: ImportedRow; readonly update?: ImportedClient };

/** The outcome of a batch. */
export interface BatchOutcome {
  /** Outcomes of its lines; after a failure, those that must still be reported. */
  readonly outcomes: readonly ImportOutcome[];
  /** The reason why the import cannot continue. */
  readonly failure?: { readonly error: unknown };
}

/** @throws database errors before anything was written. */
export async function applyBatch(importer: Importer, batch: readonly CheckedLine[]): Promise<BatchOutcome> {
  const plans = await plansOf(importer, batch);
  if (importer.isDryRun) return { outcomes: plans.map(({ outcome }) => outcome) };
  const outcomes: ImportOutcome[] = [];
  let failure: BatchOutcome['failure'];
  const attempt = async (work: () => Promise<unknown>) => {
    if (failure) return;
    try {
      await work();
    } catch (error) {
      failure = { error };
    }
  };
  const rowOutcomes: RowOutcomes = new Map();
  const rows = plans.flatMap(({ row }) => row ?? []);
  await attempt(() => createAll(importer.store, rows, rowOutcomes));
  for (const { outcome, row, update } of plans) {
    // A stored client is reported whatever fails afterwards, because the id of a new client is not known otherwise.
    if (row) outcomes.push(...outcomeOfRow(outcome, row, rowOutcomes));
    else if (update === undefined) outcomes.push(outcome);
    else await attempt(async () => outcomes.push(await updated(importer, outcome, update)));
  }
  return failure ? { outcomes, failure } : { outcomes };
}

async function plansOf(importer: Importer, batch: readonly CheckedLine[]): Promise<Plan[]> {
  const { store } = importer;
  const sound = batch.flatMap(({ line: { client }, issues }) =>
    client && issues.length === 0 ? [client] : [],
  );
  const clientIds = sound.flatMap(({ clientId }) => clientId ?? []);
  const secretIds = sound.flatMap(({ secrets = [] }) => secrets.flatMap(({ id }) => id ?? []));
  const [found, owners] = await Promise.all([store.find(clientIds), store.ownersOf(secretIds)]);
  return batch.map((checked) => planOf(importer, checked, found, owners));
}

function outcomeOfRow(outcome: ImportOutcome, row: ImportedRow, outcomes: RowOutcomes): ImportOutcome[] {
  const { line } = outcome;
  const { clientId } = row.client;
  switch (outcomes.get(row)) {
    case 'stored':
      return [outcome];
    case 'raced':
      return [refused(line, importFault('CLIENT_RACED', 'client_id'))];
    case 'unknown':
      return [{ line, kind: 'unknown', clientId, isNamed: 'isNamed' in outcome && outcome.isNamed }];
    default:
      return [];
  }
}

function planOf(
  importer: Importer,
  { line: { number, client }, issues }: CheckedLine,
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

/** Secrets with the id of another secret: of another client, or of this client with another digest. */
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

/** Outcomes of rows. A row with none of these was not stored. */
type RowOutcomes = Map<ImportedRow, 'stored' | 'raced' | 'unknown'>;

/** Stores the new rows. */
async function createAll(
  store: ImportStore,
  rows: readonly ImportedRow[],
  outcomes: RowOutcomes,
): Promise<void> {
  if (rows.length === 0) return;
  try {
    await create(store, rows, outcomes);
  } catch (error) {
    if (!isFaultOfRow(error)) throw error;
    for (const row of rows) {
      await create(store, [row], outcomes).catch((cause: unknown) => {
        if (!isFaultOfRow(cause)) throw cause;
        outcomes.set(row, 'raced');
      });
    }
  }
}

async function create(
  store: ImportStore,
  rows: readonly ImportedRow[],
  outcomes: RowOutcomes,
): Promise<void> {
  try {
    await store.create(rows);
    for (const row of rows) outcomes.set(row, 'stored');
  } catch (error) {
    if (!isDefinite(error)) for (const row of rows) outcomes.set(row, 'unknown');
    throw error;
  }
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
