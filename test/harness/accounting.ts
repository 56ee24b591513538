import { expect } from 'vitest';
import { verifySecret } from '../../src/credentials/verify-secret.ts';
import type { AuditAction } from '../../src/domain/audit/audit-event.ts';
import type { Database } from '../../src/store/database.ts';
import { allRows } from './row.ts';

/** What its caller was told of one client. */
export interface Account {
  readonly name: string;
  readonly clientId: string;
  /** Acknowledged, in order. */
  readonly done: AuditAction[];
  /** Asked for last, and not acknowledged: it may have been done or not. */
  open: AuditAction | undefined;
  /** The name that was acknowledged last. */
  currentName: string;
  /** The secret that was answered last. */
  secret: string;
  /** Secrets that an acknowledged rotation ended. */
  readonly endedSecrets: string[];
}

/** What was asked for and what was answered. */
export interface Ledger {
  /** Every name that a registration was sent with; each was sent once. */
  readonly asked: Set<string>;
  readonly accounts: Account[];
  /** How often each status was answered; 0 stands for no answer. */
  readonly statuses: Map<number, number>;
  /** Answers that are neither a success nor a fault of the server. */
  readonly odd: string[];
  /** Milliseconds that the slowest call took. */
  longest: number;
}

export function openLedger(): Ledger {
  return { asked: new Set(), accounts: [], statuses: new Map(), odd: [], longest: 0 };
}

type Rows = Awaited<ReturnType<typeof allRows>>;

/** A client as it is stored, with the events of what was done to it, oldest first. */
interface Stored {
  readonly client: Rows['clients'][number];
  readonly secrets: Rows['secrets'];
  readonly events: Rows['auditEvents'];
}

/**
 * Everything that was acknowledged is stored, and of nothing, acknowledged or not, is only a part stored: a client, its
 * secret and its audit events stand or fall together.
 */
export async function expectAccounted(database: Database, ledger: Ledger): Promise<void> {
  const rows = await allRows(database);
  const stored = groupByClient(rows);
  const problems = [
    ...ledger.odd.map((answer) => `answered, and neither done nor failed: ${answer}`),
    ...strayRows(rows),
    ...repeated(rows.clients.map(({ clientId }) => registeredName(stored.get(clientId)))).map(
      (name) => `"${name}" was asked for once and is there more than once`,
    ),
    ...[...stored.values()].flatMap((one) => partsMissing(one, ledger)),
    ...ledger.accounts.flatMap((account) => promisesBroken(account, stored.get(account.clientId))),
  ];
  const isAll = `${problems.length} problems among ${rows.clients.length} clients, ${ledger.accounts.length} of them acknowledged`;
  expect(problems.slice(0, 20), isAll).toEqual([]);
}

function groupByClient({ clients, secrets, auditEvents }: Rows): Map<string, Stored> {
  const done = auditEvents.filter(({ outcome }) => outcome === 'done');
  const [secretsOf, eventsOf] = [
    groupBy(secrets, ({ oauthClientId }) => oauthClientId),
    groupBy(done, ({ clientId }) => clientId),
  ];
  return new Map(
    clients.map((client) => {
      const events = eventsOf.get(client.clientId) ?? [];
      return [client.clientId, { client, secrets: secretsOf.get(client.id) ?? [], events }];
    }),
  );
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function strayRows({ clients, secrets, auditEvents }: Rows): string[] {
  const [ids, clientIds] = [
    new Set(clients.map(({ id }) => id)),
    new Set<string | null>(clients.map(({ clientId }) => clientId)),
  ];
  return [
    ...secrets
      .filter(({ oauthClientId }) => !ids.has(oauthClientId))
      .map(({ id, oauthClientId }) => `secret ${id} has no client ${oauthClientId}`),
    ...auditEvents
      .filter(({ outcome, clientId }) => outcome === 'done' && !clientIds.has(clientId))
      .map(({ action, clientId }) => `${action} of ${clientId} is told of, and there is no such client`),
  ];
}

/** What a stored client lacks of what belongs to it, whoever was told of it. */
function partsMissing({ client, secrets, events }: Stored, { asked }: Ledger): string[] {
  const name = registeredName({ client, secrets, events });
  const [creations, rotations, deletions] = (
    ['oauth_client.create', 'oauth_client_secret.rotate', 'oauth_client.delete'] as const
  ).map((action) => count(events, action)) as [number, number, number];
  const names = events.flatMap(({ changes }) => changes.filter(({ field }) => field === 'name'));
  return [
    ...(asked.has(name) ? [] : [`nobody asked for a client "${name}"`]),
    ...unlessSame('events of its registration', creations, 1),
    ...unlessSame('secrets', secrets.length, 1 + rotations),
    ...unlessSame('version, against its events', client.version, events.length),
    ...unlessSame('name, against its events', client.name, names.at(-1)?.after),
    ...unlessSame('deleted, against its events', client.deletedAt !== null, deletions === 1),
  ].map((problem) => `${client.clientId} "${client.name}": ${problem}`);
}

/** What was acknowledged of a client and is not so. */
function promisesBroken(account: Account, stored: Stored | undefined): string[] {
  const { clientId, name, done, open, currentName, secret, endedSecrets } = account;
  if (stored === undefined) return [`${clientId} "${name}" was acknowledged and is not there`];
  const { client, secrets, events } = stored;
  const surplus = (action: AuditAction) =>
    count(events, action) - done.filter((one) => one === action).length;
  const isOpenDone = open !== undefined && surplus(open) === 1;
  const verifying = (given: string) =>
    secrets.filter((row) => verifySecret(given, [row], new Date()) !== undefined).length;
  const actions = new Set([...done, ...events.map(({ action }) => action)]);
  return [
    ...[...actions]
      .filter((action) => action !== open || !isOpenDone)
      .flatMap((action) => unlessSame(`events of ${action} that were not acknowledged`, surplus(action), 0)),
    ...(open === 'oauth_client.update' && isOpenDone ? [] : unlessSame('name', client.name, currentName)),
    ...unlessSame(
      'secrets that the last one answered verifies with',
      verifying(secret),
      open === 'oauth_client_secret.rotate' && isOpenDone ? 0 : 1,
    ),
    ...endedSecrets.flatMap((ended) => unlessSame('secrets that an ended one is', verifying(ended), 0)),
  ].map((problem) => `${clientId} "${name}" (acknowledged ${done.join(', ')}; open ${open}): ${problem}`);
}

function registeredName(stored: Stored | undefined): string {
  const creation = stored?.events.find(({ action }) => action === 'oauth_client.create');
  return String(creation?.changes.find(({ field }) => field === 'name')?.after ?? stored?.client.name);
}

function count(events: Stored['events'], wanted: AuditAction): number {
  return events.filter(({ action }) => action === wanted).length;
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.has(name) || !seen.add(name));
}

function unlessSame(what: string, found: unknown, expected: unknown): string[] {
  return found === expected ? [] : [`${what}: ${found} instead of ${expected}`];
}
