import { expect } from 'vitest';
import { verifySecret } from '../../src/credentials/verify-secret.ts';
import type { AuditAction } from '../../src/domain/audit/audit-event.ts';
import type { Database } from '../../src/store/database.ts';
import { allRows } from './row.ts';

/** The responses that a caller got about one client. */
export interface Account {
  readonly name: string;
  readonly clientId: string;
  /** Acknowledged operations, in order. */
  readonly done: AuditAction[];
  /** The last request without an acknowledgement: it may have been executed or not. */
  open: AuditAction | undefined;
  /** The last acknowledged name. */
  currentName: string;
  /** The last returned secret. */
  secret: string;
  /** Secrets that an acknowledged rotation revoked. */
  readonly endedSecrets: string[];
}

/** All requests and responses. */
export interface Ledger {
  /** Every name in a registration request; each was sent once. */
  readonly asked: Set<string>;
  readonly accounts: Account[];
  /** The number of responses by status; 0 means no response. */
  readonly statuses: Map<number, number>;
  /** Responses that are neither a success nor a server error. */
  readonly odd: string[];
  /** Milliseconds of the slowest call. */
  longest: number;
}

export function openLedger(): Ledger {
  return { asked: new Set(), accounts: [], statuses: new Map(), odd: [], longest: 0 };
}

type Rows = Awaited<ReturnType<typeof allRows>>;

/** A stored client with its audit events, oldest first. */
interface Stored {
  readonly client: Rows['clients'][number];
  readonly secrets: Rows['secrets'];
  readonly events: Rows['auditEvents'];
}

/**
 * Checks that everything acknowledged is stored, and that nothing, acknowledged or not, is stored in part: a client,
 * its secret and its audit events are written together.
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
      .map(
        ({ action, clientId }) => `${action} of ${clientId} has an audit event, and there is no such client`,
      ),
  ];
}

/** The missing parts of a stored client, acknowledged or not. */
function partsMissing({ client, secrets, events }: Stored, { asked }: Ledger): string[] {
  const name = registeredName({ client, secrets, events });
  const [creations, rotations, deletions] = (
    ['oauth_client.create', 'oauth_client_secret.rotate', 'oauth_client.delete'] as const
  ).map((action) => count(events, action)) as [number, number, number];
  const names = events.flatMap(({ changes }) => changes.filter(({ field }) => field === 'name'));
  return [
    ...(asked.has(name) ? [] : [`no caller registered a client "${name}"`]),
    ...unlessSame('events of its registration', creations, 1),
    ...unlessSame('secrets', secrets.length, 1 + rotations),
    ...unlessSame('version, against its events', client.version, events.length),
    ...unlessSame('name, against its events', client.name, names.at(-1)?.after),
    ...unlessSame('deleted, against its events', client.deletedAt !== null, deletions === 1),
  ].map((problem) => `${client.clientId} "${client.name}": ${problem}`);
}

/** The acknowledged facts of a client that are not stored. */
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
