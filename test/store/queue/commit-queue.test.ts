import { DrizzleQueryError, sql } from 'drizzle-orm';
import fc from 'fast-check';
import postgres from 'postgres';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { withDefaults } from '../../../src/domain/client/client-metadata.ts';
import { createClient } from '../../../src/operations/client/create-client.ts';
import type { Services } from '../../../src/operations/services.ts';
import { newClient } from '../../../src/operations/step/new-client.ts';
import type { NewClient } from '../../../src/store/client/create-client.ts';
import type { Database } from '../../../src/store/database.ts';
import { commitQueue } from '../../../src/store/queue/commit-queue.ts';
import { noObserver } from '../../../src/store/queue/observer.ts';
import { oauthClients } from '../../../src/store/table.ts';
import { callerOf, openServices, smallest } from '../../harness/services.ts';

const queryError = (cause: object) =>
  new DrizzleQueryError('insert', [], Object.assign(new Error('x'), cause));
const definite = queryError({ severity: 'ERROR', code: '23505' });
const lost = queryError({ code: 'CONNECTION_CLOSED' });
const ended = queryError({ severity: 'FATAL', code: '08P01' });

/** Waits until everything that needs no finished write has happened. */
const quiet = () => new Promise((done) => setImmediate(done));

interface Write {
  readonly rows: readonly number[];
  readonly end: (error?: unknown) => void;
}

/** A queue whose writes end on command, and the result of each row: its error, or `null` when stored. */
function openQueue() {
  const writes: Write[] = [];
  const underWay: Write[] = [];
  const stored: number[] = [];
  const outcomes = new Map<number, unknown>();
  const write = (rows: readonly number[]) =>
    new Promise<void>((done, fail) => {
      const end = (error?: unknown) => {
        if (error !== undefined) return fail(error);
        stored.push(...rows);
        done();
      };
      underWay.push({ rows, end });
      writes.push({ rows, end });
    });
  const put = commitQueue('put', noObserver, write);
  const end = async (one: Write | undefined, error?: unknown) => {
    if (one === undefined) throw new Error(`Only ${writes.length} writes were begun.`);
    one.end(error);
    await quiet();
  };
  return {
    outcomes,
    stored,
    underWay,
    rowsOfWrites: () => writes.map(({ rows }) => rows),
    add: (...rows: number[]) => {
      for (const row of rows) {
        put(row).then(
          () => outcomes.set(row, null),
          (error) => outcomes.set(row, error),
        );
      }
    },
    end: (index: number, error?: unknown) => end(writes[index], error),
    endUnderWay: (index: number, error?: unknown) => end(underWay.splice(index, 1)[0], error),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** A queue that is writing the rows 0 and 1, each alone, and then the named rows in a third write. */
async function openBatch(...rows: number[]) {
  const queue = openQueue();
  queue.add(0, 1, ...rows);
  await queue.end(0);
  expect(queue.rowsOfWrites()).toEqual([[0], [1], rows]);
  return queue;
}

describe('a row in the queue', () => {
  test('is written at once and alone if nothing is being written', () => {
    const queue = openQueue();
    queue.add(0);
    expect(queue.rowsOfWrites()).toEqual([[0]]);
  });

  test('is written at once while one other write runs, and waits if two run', async () => {
    const queue = openQueue();
    queue.add(0, 1, 2);
    await quiet();
    expect(queue.rowsOfWrites()).toEqual([[0], [1]]);
    await queue.end(1);
    expect(queue.rowsOfWrites()).toEqual([[0], [1], [2]]);
  });

  test('is not delayed to fill a batch after a busy time', async () => {
    const queue = await openBatch(2, 3);
    await queue.end(1);
    await queue.end(2);
    queue.add(4);
    expect(queue.rowsOfWrites().at(-1)).toEqual([4]);
  });

  test('is acknowledged exactly when its own write has ended', async () => {
    const queue = await openBatch(2, 3);
    expect(queue.outcomes).toEqual(new Map([[0, null]]));
    await queue.end(2);
    expect(queue.outcomes).toEqual(new Map([0, 2, 3].map((row) => [row, null])));
    await queue.end(1);
    expect(queue.outcomes.get(1)).toBeNull();
  });
});

test('is one of a thousand that finish in order, with at most 100 in a write and two writes at once', async () => {
  const queue = openQueue();
  queue.add(...range(0, 1000));
  for (let done = 0; done < queue.rowsOfWrites().length; done++) {
    expect(queue.rowsOfWrites().length).toBeLessThanOrEqual(done + 2);
    await queue.end(done);
  }
  expect(queue.rowsOfWrites().flat()).toEqual(range(0, 1000));
  expect(Math.max(...queue.rowsOfWrites().map(({ length }) => length))).toBe(100);
  expect(queue.outcomes).toEqual(new Map(range(0, 1000).map((row) => [row, null])));
});

describe('if the database refuses a statement', () => {
  test('its rows are written one by one, and only the invalid one is refused, with its own error', async () => {
    const queue = await openBatch(2, 3, 4);
    const own = queryError({ severity: 'ERROR', code: '23502' });
    await queue.end(2, definite);
    await queue.end(3);
    expect(queue.outcomes.get(2)).toBeNull();
    await queue.end(4, own);
    await queue.end(5);
    expect(queue.rowsOfWrites().slice(3)).toEqual([[2], [3], [4]]);
    expect(queue.outcomes.get(3)).toBe(own);
    expect(queue.outcomes.get(4)).toBeNull();
  });

  test('with one row, the row is refused and not written again', async () => {
    const queue = openQueue();
    queue.add(0);
    await queue.end(0, definite);
    expect(queue.outcomes).toEqual(new Map([[0, definite]]));
    expect(queue.rowsOfWrites()).toHaveLength(1);
  });

  test('and the connection is lost meanwhile, acknowledged rows stay stored and the rest is written at most once', async () => {
    const queue = await openBatch(2, 3, 4);
    await queue.end(2, definite);
    await queue.end(3);
    await queue.end(4, lost);
    await queue.end(5, lost);
    expect([2, 3, 4].map((row) => queue.outcomes.get(row))).toEqual([null, lost, lost]);
    expect(queue.rowsOfWrites().slice(3)).toEqual([[2], [3], [4]]);
  });
});

describe.each([
  ['the connection is lost', lost],
  ['the server ends the session', ended],
  ['an operator ends the session', queryError({ severity: 'FATAL', code: '57P01' })],
  [
    'another transaction holds a lock that the statement needs',
    queryError({ severity: 'ERROR', code: '55P03' }),
  ],
  ['anything else is thrown', new TypeError('x')],
])('after %s', (_, error) => {
  test('every row of the statement is refused, and none is written again', async () => {
    const queue = await openBatch(2, 3);
    await queue.end(2, error);
    expect([2, 3].map((row) => queue.outcomes.get(row))).toEqual([error, error]);
    expect(queue.rowsOfWrites()).toHaveLength(3);
  });

  test('the queue continues with waiting and new rows', async () => {
    const queue = await openBatch(2, 3);
    queue.add(4, 5);
    await queue.end(1, error);
    await queue.end(2, error);
    await queue.end(3);
    queue.add(6);
    await queue.end(4);
    expect(queue.rowsOfWrites().slice(3)).toEqual([[4, 5], [6]]);
    expect([4, 5, 6].map((row) => queue.outcomes.get(row))).toEqual([null, null, null]);
  });
});

const steps = fc.array(
  fc.oneof(
    fc.record({ rows: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ end: fc.constantFrom(0, -1), error: fc.constantFrom(undefined, definite, lost, ended) }),
  ),
  { maxLength: 40 },
);
const sorted = <T extends number | string>(values: Iterable<T>) => [...values].sort();

test('for any faults, every row finishes, and exactly the stored rows are acknowledged', async () => {
  const property = fc.asyncProperty(steps, async (script) => {
    const queue = openQueue();
    let count = 0;
    for (const step of script) {
      if ('rows' in step) {
        queue.add(...range(count, count + step.rows));
        count += step.rows;
      } else if (queue.underWay.length > 0) await queue.endUnderWay(step.end, step.error);
      expect(queue.underWay.length).toBeLessThanOrEqual(2);
    }
    for (let bound = 0; queue.underWay.length > 0 && bound <= count; bound++) await queue.endUnderWay(0);

    expect(queue.outcomes.size, 'rows that settled').toBe(count);
    const acknowledged = [...queue.outcomes].flatMap(([row, error]) => (error === null ? [row] : []));
    expect(sorted(queue.stored)).toEqual(sorted(acknowledged));
    expect([...new Set(queue.rowsOfWrites().flat())], 'the order of the first writes').toEqual(
      range(0, count),
    );
  });
  await fc.assert(property, { numRuns: 100 });
});

async function openOwnServices() {
  const open = await openServices('PostgreSQL');
  onTestFinished(open.close);
  const call = { services: open.services, caller: callerOf(), action: 'oauth_client.create' } as const;
  const newRow = () => newClient(call, withDefaults(smallest));
  const newRows = (count: number) => Promise.all(range(0, count).map(async () => (await newRow()).row));
  return { ...open, newRows };
}

const constraints = {
  client: 'oauth_clients_pkey',
  secret: 'oauth_client_secrets_pkey',
  auditEvent: 'audit_events_pkey',
} as const;
const reasonOf = (error: { readonly cause?: { readonly constraint_name?: string } }) =>
  error.cause?.constraint_name ?? error;

test('of 200 concurrent registrations exactly the invalid ones are refused, each with its own error, and the others are stored completely', async () => {
  const { services, newRows, rows } = await openOwnServices();
  const [taken, ...asked] = (await newRows(201)) as [NewClient, ...NewClient[]];
  const expected: (string | undefined)[] = asked.map(() => undefined);
  const spoil = (index: number, part: keyof typeof constraints, by = taken) => {
    asked[index] = { ...(asked[index] as NewClient), [part]: by[part] };
    expected[index] = constraints[part];
  };
  spoil(0, 'client');
  spoil(40, 'secret');
  spoil(77, 'auditEvent');
  spoil(150, 'client');
  // Each of the two is valid without the other.
  spoil(199, 'client', asked[198]);
  await services.store.createClient(taken);
  const outcomes = await Promise.all(asked.map((row) => services.store.createClient(row).catch(reasonOf)));

  expect(outcomes).toEqual(expected);
  const good = [taken, ...asked.filter((_, index) => expected[index] === undefined)];
  const { clients, secrets, auditEvents } = await rows();
  expect(clients.map(({ id }) => id)).toEqual(sorted(good.map(({ client }) => client.id)));
  expect(sorted(secrets.map((row) => row.oauthClientId))).toEqual(clients.map(({ id }) => id));
  expect(sorted(auditEvents.map((row) => `${row.clientId}`))).toEqual(clients.map((row) => row.clientId));
});

test('concurrent registrations share transactions, and a single one has its own', async () => {
  const { services, newRows, database } = await openOwnServices();
  const transactions = () =>
    database.selectDistinct({ xmin: sql<string>`${oauthClients}.xmin::text` }).from(oauthClients);
  await Promise.all((await newRows(200)).map(services.store.createClient));
  const { length: shared } = await transactions();
  expect(shared).toBeLessThanOrEqual(10);
  await Promise.all((await newRows(1)).map(services.store.createClient));
  expect(await transactions()).toHaveLength(shared + 1);
});

const patient = { timeout: 15_000 };

/** A separate connection of the test to the open database. */
async function openAdmin(database: Database) {
  const [row] = await database
    .select({ name: sql<string>`current_database()` })
    .from(sql`(values (1)) as one`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = row?.name ?? '';
  const admin = postgres(url.href, { max: 2 });
  onTestFinished(() => admin.end());
  return admin;
}

test('two gateways that register the same idempotency keys in opposite order accept one per key, and never deadlock', async () => {
  const { services, another, database, rows, close } = await openOwnServices();
  const other = await another();
  const admin = await openAdmin(database);
  // Locks one key in the middle until both gateways wait.
  const holder = await admin.reserve();
  await holder`begin`;
  await holder`insert into idempotency_keys values ('acme', 'acme', 'alice', 'key 50', '', '', now())`;
  const keys = range(0, 102).map((key) => `key ${key}`);
  const isNew = async (on: Services, key: string) =>
    (await createClient(on, callerOf(), { input: smallest, idempotencyKey: key })).replayed ? 0 : 1;
  const there = Promise.all(keys.map((key) => isNew(services, key)));
  const back = Promise.all(keys.toReversed().map((key) => isNew(other, key)));
  const waiting = () =>
    admin`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting()).length).toBeGreaterThanOrEqual(2);
  await holder`rollback`;
  holder.release();

  const [one, two] = [await there, (await back).reverse()];
  expect(one.map((count, index) => count + (two[index] ?? 0))).toEqual(keys.map(() => 1));
  const { clients, idempotencyKeys } = await rows();
  expect(sorted(idempotencyKeys.map((row) => row.clientId))).toEqual(
    sorted(clients.map((row) => row.clientId)),
  );
  // A session reports its counters at its end at the latest.
  await close();
  const sessions = () =>
    admin`select from pg_stat_activity where datname = current_database() and application_name = 'clientele'`;
  await expect.poll(sessions, patient).toHaveLength(0);
  const [counted] =
    await admin`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(counted).toEqual({ deadlocks: 0 });
});

/** A queue of rows of tenants whose writes end on command. */
function openTenantQueue() {
  const writes: { rows: readonly Owned[]; end: () => void; fail: (error: unknown) => void }[] = [];
  const write = (rows: readonly Owned[]) =>
    new Promise<void>((end, fail) => void writes.push({ rows, end, fail }));
  const put = commitQueue('put', noObserver, write, ({ tenant }) => tenant);
  const outcomes: string[] = [];
  return {
    writes,
    outcomes,
    add: (count: number, tenant: string, text = '') => {
      for (let row = 0; row < count; row++) {
        void put({ tenant, text }).then(
          () => outcomes.push('stored'),
          (error: Error) => outcomes.push(error.name),
        );
      }
    },
  };
}
interface Owned {
  readonly tenant: string;
  readonly text: string;
}
const tenantsOf = (write: { readonly rows: readonly Owned[] } | undefined) =>
  write?.rows.map(({ tenant }) => tenant) ?? [];

describe('a tenant that registers more than others', () => {
  test('does not delay them: a row of another tenant is in the next statement', async () => {
    const { add, writes } = openTenantQueue();
    add(500, 'greedy');
    add(1, 'modest');
    writes[0]?.end();
    await quiet();
    expect(tenantsOf(writes[2])).toHaveLength(100);
    expect(tenantsOf(writes[2]).slice(0, 2).sort()).toEqual(['greedy', 'modest']);
  });

  test('and sends rows that fail their statement does not delay others: they are written alone, one at a time', async () => {
    const { add, writes } = openTenantQueue();
    add(102, 'greedy');
    writes[0]?.end();
    await quiet();
    writes[2]?.fail(definite);
    await quiet();
    expect(tenantsOf(writes[3])).toEqual(['greedy']);
    add(2, 'modest');
    writes[1]?.end();
    await quiet();
    expect(tenantsOf(writes[4]), 'while a row of the failed statement is written').toEqual([
      'modest',
      'modest',
    ]);
  });

  test('takes turns with others whose rows were in the failed statement', async () => {
    const { add, writes } = openTenantQueue();
    add(60, 'greedy');
    add(1, 'modest');
    writes[0]?.end();
    await quiet();
    writes[2]?.fail(definite);
    await quiet();
    writes[3]?.end();
    await quiet();
    expect([...tenantsOf(writes[3]), ...tenantsOf(writes[4])].sort()).toEqual(['greedy', 'modest']);
  });

  test('cannot use all the memory: waiting rows are limited to 32 MiB, and a tenant gets half of what others leave', async () => {
    const { add, outcomes, writes } = openTenantQueue();
    // Two are written at once, each alone; the others wait.
    add(2 + 17, 'greedy', 'x'.repeat(500_000));
    await quiet();
    expect(outcomes).toEqual([]);
    add(5, 'greedy', 'x'.repeat(500_000));
    await quiet();
    expect(outcomes).toEqual(Array(5).fill('DatabaseOverloaded'));
    writes[0]?.end();
    await quiet();
    add(1, 'greedy');
    add(5, 'modest', 'x'.repeat(500_000));
    await quiet();
    expect(outcomes.slice(5)).toEqual(['stored']);
  });
});

test('a statement has at most about 1 MiB, so that long rows do not delay others for seconds', async () => {
  const { add, writes } = openTenantQueue();
  add(2, 'acme');
  add(50, 'acme', 'x'.repeat(50_000));
  writes[0]?.end();
  await quiet();
  expect(writes[2]?.rows).toHaveLength(11);
});
