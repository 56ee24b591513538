import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts';
import type { NewClient } from '../../../src/store/client/create-client.ts';
import type { Database, OpenDatabase } from '../../../src/store/database.ts';
import type { LogPosition } from '../../../src/store/postgres/log-position.ts';
import { openPostgres, openReplica } from '../../../src/store/postgres/postgres.ts';
import { readYourWrites } from '../../../src/store/postgres/read-your-writes.ts';
import { isBusy, readQueryError } from '../../../src/store/query-error.ts';
import { type Reads, readsOn, type Store, storeOn } from '../../../src/store/store.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
  startStandby,
} from '../../harness/postgres-server.ts';
import { openRelay } from '../../harness/tcp-relay.ts';
import { makeClient } from '../client-maker.ts';

type Replica = ReturnType<typeof openReplica>;

const patience = { timeout: 30_000, interval: 20 };
const at = new Date('2026-01-31T23:59:59.123Z');

let primary: PostgresServer;
let standby: PostgresServer;
let open: OpenDatabase;
let replica: Replica;
let store: Store;
let onPrimary: postgres.Sql;
let onStandby: postgres.Sql;
beforeAll(async () => {
  primary = await startPostgres();
  const databaseUrl = await createDatabase(primary.url);
  standby = await startStandby(primary);
  open = await openPostgres(databaseUrl);
  store = storeOn(open);
  replica = openReplica(urlOf(standby));
  onPrimary = postgres(urlOf(primary), { max: 2, onnotice: () => {} });
  onStandby = postgres(urlOf(standby), { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await Promise.all([onPrimary?.end({ timeout: 1 }), onStandby?.end({ timeout: 1 })]);
  await Promise.all([open?.close(), replica?.close()]);
  await standby?.remove();
  await primary?.remove();
});
beforeEach(async () => {
  await onStandby`select pg_wal_replay_resume()`;
  await untilReplayed();
});

/** The database of the tests on either server. */
function urlOf(server: PostgresServer, user = 'postgres'): string {
  const url = new URL(server.url);
  url.username = user;
  url.pathname = open.description.split(' ').at(-1) ?? '';
  return url.href;
}

/**
 * The position of the last write may be in a page without any data, which the standby reaches only after another write.
 */
async function untilReplayed(on = onStandby): Promise<void> {
  await writeEvent(store, newTenant());
  const [row] = await onPrimary`select pg_current_wal_flush_lsn()::text as position`;
  const hasAll = async () => {
    const [state] = await on`select pg_last_wal_replay_lsn() >= ${row?.position}::pg_lsn as is_there`;
    expect(state?.is_there, `the standby has replayed ${row?.position}`).toBe(true);
  };
  await vi.waitFor(hasAll, patience);
}

/** From here on the replica does not replay: commits wait until they are on its disk, not until they are visible. */
async function stopReplay(): Promise<void> {
  await onStandby`select pg_wal_replay_pause()`;
  const isPaused = async () => {
    const [row] = await onStandby`select pg_get_wal_replay_pause_state() as state`;
    expect(row?.state, 'replay on the standby').toBe('paused');
  };
  await vi.waitFor(isPaused, patience);
}

/** The state of one gateway instance, with an adjustable clock. */
function openInstance({ via = replica, into = store, database = open.database as Database } = {}) {
  const failures: unknown[] = [];
  const told: LogPosition[] = [];
  let time = at.getTime();
  const reads = { database: via.database, reads: readsOn(via) };
  const onFailure = (error: unknown) => void failures.push(error);
  const storeFor = readYourWrites({ database, store: into }, reads, onFailure, () => time);
  return {
    failures,
    /** The positions that callers received. */
    told,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
    as: (owner: string, since?: LogPosition) =>
      storeFor({ owner, since, onWrite: (position) => void told.push(position) }),
  };
}

/**
 * The primary through connections whose responses can be held back: those that start meanwhile, on their connection.
 */
async function holdAnswers() {
  let isHolding = false;
  let held: (() => void)[] = [];
  const { hostname, port } = new URL(primary.url);
  const relay = createServer((client) => {
    const server = createConnection(Number(port), hostname).on('data', (bytes) => {
      if (isHolding) held.push(() => client.write(bytes));
      else client.write(bytes);
    });
    client.on('data', (bytes) => server.write(bytes)).on('close', () => server.destroy());
    for (const socket of [client, server]) socket.on('error', () => {});
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(urlOf(primary));
  url.port = `${(relay.address() as AddressInfo).port}`;
  const { database, close } = openReplica(url.href);
  onTestFinished(async () => {
    await close();
    relay.close();
  });
  return {
    database,
    hold: () => {
      isHolding = true;
    },
    /** Later responses are not held back. */
    untilHeld: async () => {
      await vi.waitFor(() => expect(held.length, 'answers held back').toBeGreaterThan(0), patience);
      isHolding = false;
    },
    release: () => {
      for (const pass of held) pass();
      held = [];
    },
  };
}

let serial = 0;

/** An empty tenant. */
function newTenant(): string {
  serial += 1;
  return `tenant-${serial}`;
}

function newEvent(tenantId: string, id = tenantId): AuditEvent {
  const actor = { actorType: 'user', actorTenantId: tenantId, actorId: 'alice' } as const;
  const what = { action: 'oauth_client.create', outcome: 'done', clientId: `app-${tenantId}` } as const;
  const nothing = { address: null, changes: [], refusalCode: null, issueCodes: [], occurrences: 1 };
  return { id: `event-${id}`, tenantId, ...actor, ...what, ...nothing, requestId: 'r', occurredAt: at };
}

function newClient(tenantId: string, id = tenantId): NewClient {
  const dates = { createdAt: at, updatedAt: at, expiresAt: null, lastUsedAt: null };
  const secret = { id: `secret-${id}`, digest: 'v1.x', lastFour: 'abcd', encrypted: null } as const;
  return {
    client: makeClient(id, { tenantId }),
    secret: { ...secret, description: null, status: 'active', ...dates },
    idempotencyKey: null,
    auditEvent: newEvent(tenantId, id),
  };
}

/** Adds one event, which distinguishes a later state of a tenant from an earlier one. */
async function writeEvent(into: Store, tenantId: string): Promise<void> {
  serial += 1;
  await into.recordAuditEvent(newEvent(tenantId, `${tenantId}-${serial}`));
}

const eventsSeenBy = (by: Store, tenantId: string) => by.reads.auditTrail.count(tenantId, {});

const page = { limit: 10, isBackward: false, after: undefined, before: undefined, skip: 0 };
const order = { field: 'createdAt', isDescending: true } as const;

/** Every read, with a check that it returns the client of a tenant. */
const reads: Record<string, (reads: Reads, id: string) => Promise<unknown>> = {
  'findClient.byClientId': ({ findClient }, id) => findClient.byClientId(id, `app-${id}`),
  'findClient.byId': ({ findClient }, id) => findClient.byId(id, id),
  listClients: ({ listClients }, id) => listClients(id, {}, order, page),
  countClients: ({ countClients }, id) => countClients(id, {}),
  'findSecret.ofClients': ({ findSecret }, id) => findSecret.ofClients(id, [id]),
  'findSecret.byId': ({ findSecret }, id) => findSecret.byId(id, `secret-${id}`),
  'auditTrail.list': ({ auditTrail }, id) => auditTrail.list(id, { filter: {}, page, withChanges: true }),
  'auditTrail.count': ({ auditTrail }, id) => auditTrail.count(id, {}),
  'auditTrail.listOfClients': ({ auditTrail }, id) =>
    auditTrail.listOfClients(id, [`app-${id}`], { filter: {}, page, withChanges: true }),
  'auditTrail.countOfClients': ({ auditTrail }, id) => auditTrail.countOfClients(id, [`app-${id}`], {}),
  'auditTrail.byId': ({ auditTrail }, id) => auditTrail.byId(id, `event-${id}`),
};

/** Every read that may show a write to a caller; for a tenant with a client and an event. */
const writes: Record<string, (into: Store, id: string) => Promise<unknown>> = {
  createClient: (into, id) => into.createClient(newClient(id, `${id}-too`)),
  changeClient: (into, id) =>
    into.changeClient({ tenantId: id, clientId: `app-${id}`, isDeleted: false }, async (current) =>
      current ? { next: current, auditEvent: newEvent(id, `${id}-changed`) } : undefined,
    ),
  recordAuditEvent: writeEvent,
  'findClient.byClientId': async (into, id) => {
    await writeEvent(store, id);
    return into.findClient.byClientId(id, `app-${id}`);
  },
  'findClient.byId': async (into, id) => {
    await writeEvent(store, id);
    return into.findClient.byId(id, id);
  },
};
/** Internal calls of the gateway, reads of the primary, and calls that are always followed by one that shows the write. */
const others = [
  'findClientState',
  'findIdempotencyKey',
  'forgetIdempotencyKeys',
  'freeIdempotencyKey',
  'isClientIdUsed',
  'purgeClients',
  'secretUse.record',
  'secretUse.stateOf',
];

test('every function of the store is tested in this file', () => {
  const { reads: allReads, ...all } = store;
  expect(Object.keys(reads).sort()).toEqual(namesOf(allReads));
  expect([...Object.keys(writes), ...others].sort()).toEqual(namesOf(all));
});

/** The names of functions; functions in a group have its name in front. */
function namesOf(functions: object): string[] {
  const names = Object.entries(functions).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : Object.keys(value).map((part) => `${name}.${part}`),
  );
  return names.sort();
}

describe('while the replica lags', () => {
  test.each(Object.entries(reads))(
    '%s shows a caller its own write, and another caller the older state of the replica',
    async (_, read) => {
      const { as, failures } = openInstance();
      const id = newTenant();
      await stopReplay();
      await as('writer').createClient(newClient(id));
      const [newer, older] = [await read(store.reads, id), await read(readsOn(replica), id)];
      expect(newer, 'by the primary and by the replica').not.toEqual(older);
      expect(await read(as('writer').reads, id), 'by the writer').toEqual(newer);
      expect(await read(as('other').reads, id), 'by another').toEqual(older);
      expect(failures).toEqual([]);
    },
  );

  test.each(Object.entries(writes))(
    '%s is visible to its caller, who is told its position, at once',
    async (_, write) => {
      const { as, told } = openInstance();
      const id = newTenant();
      await store.createClient(newClient(id));
      await untilReplayed();
      await stopReplay();
      await write(as('writer'), id);
      expect(told).toEqual([expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/)]);
      for (const times of ['once', 'twice']) {
        expect(await eventsSeenBy(as('writer'), id), `by the writer, ${times}`).toBe(2);
        expect(await eventsSeenBy(as('other'), id), `by another, ${times}`).toBe(1);
      }
    },
  );

  test('a caller that sends the position of a write sees it on another instance', async () => {
    const [here, there] = [openInstance(), openInstance()];
    const id = newTenant();
    await stopReplay();
    await writeEvent(here.as('writer'), id);
    const [position] = here.told;
    expect(await eventsSeenBy(there.as('writer'), id), 'without the position').toBe(0);
    expect(await eventsSeenBy(there.as('writer', position), id), 'with the position').toBe(1);
    expect(await eventsSeenBy(there.as('other', position), id), 'with that of another caller').toBe(1);
    expect(await eventsSeenBy(there.as('writer'), id), 'without it again').toBe(0);
  });

  test("the later of the caller's own write and the sent position is used", async () => {
    const [here, there] = [openInstance(), openInstance()];
    const [id, other] = [newTenant(), newTenant()];
    await writeEvent(there.as('writer'), other);
    await untilReplayed();
    await writeEvent(here.as('writer'), id);
    await untilReplayed();
    await stopReplay();
    await writeEvent(there.as('writer'), id);
    const [earlier, later] = there.told;
    expect(await eventsSeenBy(here.as('writer', later), id), 'a later one is shown').toBe(2);
    expect(await eventsSeenBy(here.as('writer', earlier), id), 'an earlier one is shown').toBe(1);
    expect(await eventsSeenBy(there.as('writer', earlier), id), 'a later one is known').toBe(2);
  });

  test('a read at a position that the replica has uses the replica, and a later position uses the primary', async () => {
    const { as, told } = openInstance();
    const id = newTenant();
    await writeEvent(as('writer'), id);
    await writeEvent(store, id);
    await untilReplayed();
    await stopReplay();
    await writeEvent(store, id);
    for (const position of [told[0], '0/0']) {
      expect(await eventsSeenBy(as('other', position), id), `since ${position}`).toBe(2);
    }
    expect(await eventsSeenBy(as('other', 'FFFFFFFF/FFFFFFFF'), id), 'since the end of all').toBe(3);
  });

  test('a write whose position cannot be read succeeds, and its caller sees it once the position is known', async () => {
    await onPrimary`create role asker nologin`;
    const asker = openReplica(urlOf(primary, 'asker'));
    onTestFinished(asker.close);
    const { as, told } = openInstance({ database: asker.database });
    const id = newTenant();
    await untilReplayed();
    await stopReplay();
    await writeEvent(as('writer'), id);
    expect(told).toEqual([]);
    await onPrimary`alter role asker login`;
    expect([await eventsSeenBy(as('writer'), id), await eventsSeenBy(as('other'), id)]).toEqual([1, 0]);
  });

  test('a write with a lost response is visible to its caller', async () => {
    const relay = await openRelay(urlOf(primary));
    const lossy = await openPostgres(relay.url);
    // The pool is not closed, because that would wait for the lost response; the relay closes its connections.
    onTestFinished(relay.close);
    const { as } = openInstance({ into: storeOn(lossy) });
    const id = newTenant();
    await untilReplayed();
    await stopReplay();
    const isLost = relay.cutAt({ stage: 'after', ending: 'reset', marker: `event-${id}` });
    await expect(as('writer').recordAuditEvent(newEvent(id))).rejects.toThrow();
    await isLost;
    expect([await eventsSeenBy(as('writer'), id), await eventsSeenBy(as('other'), id)]).toEqual([1, 0]);
  });

  test('two concurrent writes are both visible, even if the position of the first arrives last', async () => {
    const answers = await holdAnswers();
    const { as } = openInstance({ database: answers.database });
    const [id, other] = [newTenant(), newTenant()];
    await writeEvent(as('writer'), other);
    answers.hold();
    const first = writeEvent(as('writer'), id);
    await answers.untilHeld();
    await untilReplayed();
    await stopReplay();
    await writeEvent(as('writer'), id);
    answers.release();
    await first;
    expect([await eventsSeenBy(as('writer'), id), await eventsSeenBy(as('other'), id)]).toEqual([2, 1]);
  });
});

test('a replica that has the write serves the writer too', async () => {
  const { as } = openInstance();
  const id = newTenant();
  await stopReplay();
  await writeEvent(as('writer'), id);
  expect(await eventsSeenBy(as('writer'), id), 'by the primary').toBe(1);
  await onStandby`select pg_wal_replay_resume()`;
  await untilReplayed();
  expect(await eventsSeenBy(as('writer'), id)).toBe(1);
  await stopReplay();
  await writeEvent(store, id);
  expect([await eventsSeenBy(as('writer'), id), await eventsSeenBy(store, id)]).toEqual([1, 2]);
});

test('a replica that disappears or is missing at start-up causes a warning, is not used for 5 seconds, and is used again', async () => {
  const id = newTenant();
  const late = openReplica(urlOf(standby));
  onTestFinished(late.close);
  const instances = [openInstance(), openInstance({ via: late })];
  await writeEvent(store, id);
  await untilReplayed();
  expect(await eventsSeenBy(openInstance().as('other'), id), 'while it is there').toBe(1);
  await standby.stop();
  try {
    for (const { as, failures, advance } of instances) {
      for (const milliseconds of [0, 0, 4999]) {
        advance(milliseconds);
        expect(await eventsSeenBy(as('other'), id), 'while it is away').toBe(1);
        expect(failures, 'warnings').toHaveLength(1);
      }
    }
  } finally {
    await standby.start();
  }
  await untilReplayed();
  await stopReplay();
  await writeEvent(store, id);
  for (const { as, failures, advance } of instances) {
    expect(await eventsSeenBy(as('other'), id), 'by the primary, 4999 ms later').toBe(2);
    advance(1);
    expect(await eventsSeenBy(as('other'), id), 'by the replica, 5000 ms later').toBe(1);
    expect(failures, 'warnings').toHaveLength(1);
  }
});

test('a replica that does not answer delays one read, and not the next', async () => {
  const still = openReplica(`${urlOf(standby)}?application_name=still`);
  onTestFinished(still.close);
  const { as, failures } = openInstance({ via: still });
  const id = newTenant();
  await writeEvent(store, id);
  await untilReplayed();
  expect(await eventsSeenBy(as('other'), id)).toBe(1);
  const [row] = await onStandby`select pid from pg_stat_activity where application_name = 'still'`;
  process.kill(row?.pid, 'SIGSTOP');
  onTestFinished(() => void process.kill(row?.pid, 'SIGCONT'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const read = eventsSeenBy(as('other'), id);
  await vi.advanceTimersByTimeAsync(20_000);
  vi.useRealTimers();
  expect([await read, await eventsSeenBy(as('other'), id)]).toEqual([1, 1]);
  expect(failures, 'warnings').toHaveLength(1);
});

/** The replica keeps a lock until it learns that the primary has released it. */
async function lockClientsOnReplica(): Promise<void> {
  const isLocked = async () => {
    const [row] = await onStandby`select from pg_locks
      where mode = 'AccessExclusiveLock' and granted and relation = 'oauth_clients'::regclass`;
    expect(row, 'lock on the standby').toBeDefined();
  };
  await onPrimary.begin(async (transaction) => {
    await transaction`lock table oauth_clients in access exclusive mode`;
    await writeEvent(store, newTenant());
    await vi.waitFor(isLocked, patience);
    await stopReplay();
  });
}

test.each(['lock_timeout', 'statement_timeout'])(
  'a read that the replica aborted for its %s is not repeated on the primary',
  async (limit) => {
    const impatient = openReplica(`${urlOf(standby)}?${limit}=100`);
    onTestFinished(impatient.close);
    const { as, failures } = openInstance({ via: impatient });
    const id = newTenant();
    await store.createClient(newClient(id));
    await lockClientsOnReplica();
    await expect(reads['findClient.byId']?.(as('other').reads, id)).rejects.toSatisfy(isBusy);
    expect(failures).toEqual([]);
    expect(await store.reads.findClient.byId(id, id), 'by the primary').toMatchObject({ id });
  },
);

const stateOf = (error: unknown) =>
  (readQueryError(error)?.cause as postgres.PostgresError | undefined)?.code;

test('a read that conflicts with the replay runs on the primary', async () => {
  const id = newTenant();
  await store.createClient(newClient(id));
  await makeSlowFor('sleeper', id);
  const slow = openReplica(urlOf(standby, 'sleeper'));
  onTestFinished(slow.close);
  const { as, failures } = openInstance({ via: slow });
  const read = as('other').reads.findClient.byId(id, id);
  const isAsleep = async () => {
    const [row] = await onStandby`select from pg_stat_activity where wait_event = 'PgSleep'`;
    expect(row, 'a read that sleeps on the standby').toBeDefined();
  };
  await vi.waitFor(isAsleep, patience);
  await onPrimary.begin((transaction) => transaction`lock table oauth_clients in access exclusive mode`);
  expect(await read).toMatchObject({ id });
  expect(failures.map(stateOf), 'conflict with the recovery').toEqual(['40001']);
});

/** Locks the clients; the standby does not wait for readers. */
async function makeSlowFor(role: string, tenantId: string): Promise<void> {
  await onPrimary.unsafe(`create role ${role} login`);
  await onPrimary.unsafe(`grant select on oauth_clients to ${role}`);
  await onPrimary.unsafe(`create policy slow on oauth_clients for select to ${role}
    using (tenant_id <> '${tenantId}' or pg_sleep(20) is not null)`);
  await onPrimary`alter table oauth_clients enable row level security`;
  await onStandby`alter system set max_standby_streaming_delay = 0`;
  await onStandby`select pg_reload_conf()`;
  await untilReplayed();
}

test('a promoted replica is not trusted to have the position that it had replayed', async () => {
  const { as, told } = openInstance();
  const id = newTenant();
  await writeEvent(as('writer'), id);
  const second = await startStandby(primary);
  onTestFinished(second.remove);
  const promoted = openReplica(urlOf(second));
  const onSecond = postgres(urlOf(second), { max: 1 });
  onTestFinished(async () => {
    await Promise.all([promoted.close(), onSecond.end({ timeout: 1 })]);
  });
  await untilReplayed(onSecond);
  await onSecond`select pg_promote()`;
  await writeEvent(store, id);
  const { as: elsewhere } = openInstance({ via: promoted });
  expect(await eventsSeenBy(elsewhere('other'), id), 'what it shows').toBe(1);
  expect(await eventsSeenBy(elsewhere('other', told[0]), id), 'to who shows a position').toBe(2);
});
