import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { issueSecret } from '../../src/credentials/client-secret.ts';
import { identifierFactory } from '../../src/credentials/identifier.ts';
import { openRefusalLog } from '../../src/operations/audit/refusal-log.ts';
import { createClient } from '../../src/operations/client/create-client.ts';
import { prepareCreateClients } from '../../src/store/client/create-client.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { type Store, storeOn } from '../../src/store/store.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';
import { callerOf, smallest } from '../harness/services.ts';
import { endings, openRelay, stages } from '../harness/tcp-relay.ts';

/** Registers a client with this name, and rejects unless it is acknowledged. */
type Register = (name: string) => Promise<unknown>;

/** Returns a function that kills the server with this process id. */
type Kill = (postmaster: number) => Promise<() => void>;

const callers = 40;
const registrations = 400;
const many = (act: () => Promise<unknown>, count = callers) =>
  Promise.allSettled(Array.from({ length: count }, act));

function answered<T>(answer: Promise<T>, complaint: () => string, patience = 30_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(complaint())), patience);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

interface Interruption {
  /** The number of acknowledged registrations so far. */
  readonly at: number;
  readonly act: () => void;
}

/**
 * Concurrent callers that register one client after another. After an interruption the first failure ends them, because
 * further calls would wait until the driver reconnects. Fails if a call gets no response.
 */
async function load(register: Register, label: string, interruption?: Interruption) {
  const [acknowledged, failed]: [string[], string[]] = [[], []];
  let asked = 0;
  const isOver = () =>
    interruption ? failed.length > 0 || asked >= 25 * registrations : asked >= registrations;
  const caller = async () => {
    while (!isOver()) {
      const name = `${label} ${asked++}.`;
      const isAcknowledged = await register(name).then(
        () => true,
        () => false,
      );
      (isAcknowledged ? acknowledged : failed).push(name);
      if (isAcknowledged && acknowledged.length === interruption?.at) interruption.act();
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await answered(all, () => `${asked - acknowledged.length - failed.length} callers got no answer.`);
  return { acknowledged, failed };
}

/** The names of the clients, after a check that each has its secret and audit event, and none exists alone. */
async function storedNames(url: string, label: string): Promise<string[]> {
  const client = postgres(url, { max: 1 });
  const rows = await client`
    select name, s.id is not null and e.id is not null as "isWhole" from oauth_clients c
    full join oauth_client_secrets s on s.oauth_client_id = c.id full join audit_events e on e.client_id = c.client_id`;
  await client.end();
  expect(
    rows.filter(({ name, isWhole }) => name === null || !isWhole),
    'half clients',
  ).toEqual([]);
  return rows.map(({ name }) => name).filter((name) => name.startsWith(`${label} `));
}

const sorted = (names: readonly string[]) => [...names].sort();

async function openStore(url: string) {
  const open = await openPostgres(url);
  const store = storeOn(open);
  const newId = identifierFactory(Date.now);
  const now = () => new Date();
  const services = {
    store,
    refusals: openRefusalLog({ newId, now, write: store.recordAuditEvent }),
    newId,
    instrument: <Result>(_name: string, run: () => Promise<Result>) => run(),
    issueSecret: () => issueSecret(),
    now,
    policy: {
      recoverableSecrets: false,
      allowedJwksHosts: new Set<string>(),
      allowedPrivateUseSchemes: new Set<string>(),
    },
    restoreDays: 30,
    encryptSecret: () => Promise.reject(new Error('No secret is encrypted.')),
  };
  const registerIn =
    (store: Store): Register =>
    (name) =>
      createClient({ ...services, store }, callerOf(), { input: { ...smallest, name } });
  const createClients = prepareCreateClients(open.database);
  return {
    register: registerIn(services.store),
    /** In a separate statement, over the connections that `read` opens. */
    registerAlone: registerIn({ ...services.store, createClient: (row) => createClients([row]) }),
    /** This many at once, over as many connections as the pool has. */
    read: (count: number) => many(() => open.database.execute(sql`select pg_sleep(0.02)`), count),
    close: open.close,
  };
}

async function openRelayedStore() {
  const url = await createDatabase(inject('postgresUrl'));
  const relay = await openRelay(url);
  const store = await openStore(relay.url);
  const close = async () => {
    await store.close();
    await relay.close();
  };
  return { ...store, url, relay, close };
}

/** In bounded time, because a lost connection may be noticed only when it is used. */
async function worksAgain(register: Register): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const answers = await answered(
      many(() => register('again')),
      () => 'A registration got no answer.',
    );
    if (answers.every(({ status }) => status === 'fulfilled')) return;
  }
  throw new Error('Registrations still fail, though the database is back.');
}

/** Starts the work, and ends its sessions whenever this many are within a statement, this many times. */
async function terminated<T>(url: string, work: () => Promise<T>, sessions: number, rounds: number) {
  const admin = postgres(url, { max: 2 });
  const atWork = "datname = current_database() and wait_event_type = 'Lock'";
  const outcome = await admin.begin(async (holder) => {
    await holder`lock table oauth_clients in exclusive mode`;
    const working = work();
    for (let round = 0; round < rounds; round++) {
      const waiting = () => admin.unsafe(`select from pg_stat_activity where ${atWork}`);
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(sessions), { timeout: 15_000 });
      await admin.unsafe(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${atWork}`);
    }
    return { working };
  });
  await admin.end();
  return outcome.working;
}

// In parallel, because the driver takes 5 seconds to close after a connection was lost.
const closers: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

describe('when a connection breaks under load', () => {
  let open: Awaited<ReturnType<typeof openRelayedStore>>;
  beforeAll(async () => {
    open = await openRelayedStore();
    closers.push(open.close);
  });

  test.each(stages.flatMap((stage) => endings.map((ending) => [ending, stage] as const)))(
    'by %s at the stage "%s", only its statement is refused, acknowledged writes are stored, and the store recovers',
    async (ending, stage) => {
      const label = `${ending} ${stage}`;
      const target = `${label} 200.`;
      const cut = open.relay.cutAt({ stage, ending, marker: `"name":"${target}"` });
      const { acknowledged, failed } = await load(open.register, label);
      await answered(cut, () => 'The connection was not cut.');

      expect(failed).toContain(target);
      expect(failed.length).toBeLessThanOrEqual(callers);
      const isCommitted = stage === 'after' || stage === 'answer';
      const expected = isCommitted ? [...acknowledged, ...failed] : acknowledged;
      expect(sorted(await storedNames(open.url, label))).toEqual(sorted(expected));
      expect((await load(open.register, `${label}, later`)).failed).toEqual([]);
    },
  );
});

describe('when PostgreSQL stops under load', () => {
  let server: PostgresServer;
  let admin: postgres.Sql;
  beforeAll(async () => {
    server = await startPostgres();
    admin = postgres(server.url, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await admin?.end();
    await server?.remove();
  });

  const processes = async () =>
    (await admin`select pid from pg_stat_activity where backend_type <> 'autovacuum worker'`).map((row) =>
      Number(row.pid),
    );
  const isGone = (pid: number) => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  };
  /** PostgreSQL does not start while a process of its predecessor is running. */
  async function restart(pid: number) {
    await vi.waitFor(() => expect(isGone(pid), 'PostgreSQL is still there').toBe(true), { timeout: 15_000 });
    await vi.waitFor(server.start, { timeout: 30_000, interval: 100 });
  }
  /** Kills it after this many acknowledgements, starts it again, and returns the result of the load. */
  async function loadAndKill(register: Register, label: string, kill: Kill) {
    await many(() => register('to open the connections'));
    const postmaster = server.processId();
    const killNow = await kill(postmaster);
    const outcome = await load(register, label, { at: 150, act: killNow });
    await restart(postmaster);
    expect(outcome.failed.length).toBeGreaterThan(0);
    return outcome;
  }

  const quit: Kill = async (postmaster) => () => process.kill(postmaster, 'SIGQUIT');
  const killAll: Kill = async (postmaster) => {
    const pids = await processes();
    return () => {
      for (const pid of [postmaster, ...pids]) process.kill(pid, 'SIGKILL');
    };
  };

  test.each([
    ['stops at once', quit],
    ['is killed with all its processes', killAll],
  ] as const)(
    'and %s, repeatedly, every acknowledged write is stored and none is partial',
    async (_, kill) => {
      const url = await createDatabase(server.url);
      const { register, close } = await openStore(url);
      closers.push(close);
      const acknowledged: string[] = [];
      for (let round = 0; round < 3; round++) {
        acknowledged.push(...(await loadAndKill(register, `client ${round}`, kill)).acknowledged);
        expect(await storedNames(url, 'client')).toEqual(expect.arrayContaining(acknowledged));
      }
      await worksAgain(register);
    },
  );

  test('and ends its sessions within their statements, these are refused and not stored', async () => {
    const url = await createDatabase(server.url);
    const { register, close } = await openStore(url);
    closers.push(close);
    const { acknowledged, failed } = await terminated(url, () => load(register, 'client'), 2, 2);
    expect(failed.length).toBeGreaterThan(callers);
    expect(sorted(await storedNames(url, 'client'))).toEqual(sorted(acknowledged));
    await worksAgain(register);
  });

  test('and is killed, the gateway answers 500 or 503, and every client acknowledged by GraphQL or REST is stored', async () => {
    const url = await createDatabase(server.url);
    const gateway = await openGateway('PostgreSQL', { databaseUrl: url });
    closers.push(gateway.close);
    const statuses = new Set<number>();
    const register = registerAt(gateway, await gateway.token(), statuses);
    const { acknowledged } = await loadAndKill(register, 'client', killAll);
    expect(await storedNames(url, 'client')).toEqual(expect.arrayContaining(acknowledged));
    await worksAgain(register);
    expect([200, 201, 500, 503]).toEqual(expect.arrayContaining([...statuses]));
  });
});

/** Alternately through GraphQL and REST. */
function registerAt({ send, graphql }: TestGateway, token: string, statuses: Set<number>): Register {
  const mutation =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
  const { redirectUris } = smallest;
  let count = 0;
  return async (name) => {
    const isRest = count++ % 2 === 0;
    const answer = isRest
      ? await send('POST', '/admin/oauth/clients', { name, redirect_uris: redirectUris }, { token })
      : await graphql(mutation, { input: { name, redirectUris } }, { token });
    statuses.add(answer.status);
    const made = answer.body?.data?.createOAuthClient?.__typename === 'CreateOAuthClientPayload';
    if (isRest ? answer.status !== 201 : !made) throw new Error(`Not acknowledged: ${answer.text}`);
  };
}

/** Resets the connections while one of them registers a client, and starts another registration at once. */
async function resetAll() {
  const { registerAlone, read, relay, url, close } = await openRelayedStore();
  closers.push(close);
  await read(2);
  const marker = '"name":"client 1."';
  const cut = relay.cutAt({ stage: 'after', ending: 'reset', marker, isWithOthers: true });
  const next = registerAlone('client 1.').catch(() => ({
    answer: registerAlone('client 2.').then(
      () => true,
      () => false,
    ),
  }));
  await answered(cut, () => 'The connections were not cut.');
  const { answer } = (await next) as { answer: Promise<boolean> };
  return { isAcknowledged: answer, read, url };
}

test('and all connections are reset before the driver notices, no write is acknowledged without being stored', async () => {
  const { isAcknowledged, read, url } = await resetAll();
  // A new connection shows the result of the statement that was interrupted.
  const reading = setInterval(() => read(callers), 200);
  const answer = await answered(isAcknowledged, () => '', 5000).catch(() => false);
  clearInterval(reading);
  if (answer) expect(await storedNames(url, 'client')).toContain('client 2.');
});
