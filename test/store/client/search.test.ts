import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { searchOn } from '../../../src/store/client/search.ts';
import { openPostgres } from '../../../src/store/postgres/postgres.ts';
import { hasPgbouncer, startPgbouncer } from '../../harness/pgbouncer.ts';
import { createDatabase } from '../../harness/postgres-server.ts';

/** Seconds of a search that only a cancellation ends in time. */
const long = 60;
/** PostgreSQL, "Error Codes": query_canceled. */
const cancelled = { cause: { code: '57014' } };

let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject('postgresUrl'));
});

/** Searches over one connection, one after another. */
function openSearch(url: string, timeout?: number) {
  const [client, control] = [1, 2].map(() => postgres(url, { max: 1, fetch_types: false })) as [
    postgres.Sql,
    postgres.Sql,
  ];
  onTestFinished(async () => {
    await Promise.all([client.end(), control.end()]);
  });
  const search = searchOn([client], control, timeout);
  return (seconds: number, signal?: AbortSignal) =>
    search((database) => database.execute(sql`select pg_sleep(${seconds}::float8)`), signal);
}

/**
 * Connections to the database that wait for this: `PgSleep` for a search, `transactionid` or `tuple` for a locked row.
 */
async function countWaiting(client: postgres.Sql, events: readonly string[]): Promise<number> {
  const [row] = await client<{ count: number }[]>`select count(*)::int from pg_stat_activity
    where datname = current_database() and wait_event = any(${[...events]})`;
  return row?.count ?? 0;
}

async function untilWaiting(client: postgres.Sql, events: readonly string[], wanted: number): Promise<void> {
  let count = -1;
  for (let attempt = 0; attempt < 800; attempt++) {
    count = await countWaiting(client, events);
    if (count === wanted) return;
    await delay(10);
  }
  throw new Error(`${count} connections wait after 8 seconds, and not ${wanted}.`);
}

function openClient(max: number): postgres.Sql {
  const client = postgres(databaseUrl, { max });
  onTestFinished(() => client.end());
  return client;
}

test('cancels a search on the server when its time is up, even if the connection has no limit', async () => {
  const search = openSearch(databaseUrl, 200);
  await expect(search(long)).rejects.toMatchObject(cancelled);
  await search(0);
});

test('cancels a search whose request ends before the search has reached the server', async () => {
  const search = openSearch(databaseUrl);
  const request = new AbortController();
  const result = search(long, request.signal);
  request.abort();
  await expect(result).rejects.toMatchObject(cancelled);
});

test('does not start a search whose request ended while it waited for a connection', async () => {
  const search = openSearch(databaseUrl);
  const request = new AbortController();
  const first = search(0.1);
  const second = search(long, request.signal);
  request.abort();
  await first;
  await expect(second).rejects.toMatchObject({ name: 'DatabaseOverloaded' });
});

test('never cancels the search that follows on the same connection', async () => {
  const search = openSearch(databaseUrl);
  const ends = { cancelled: 0, done: 0 };
  for (let round = 0; round < 300; round++) {
    const request = new AbortController();
    // About the delay of a cancellation, so that each search often starts just before it arrives.
    const first = search(0.002, request.signal).then(
      () => 'done' as const,
      () => 'cancelled' as const,
    );
    const next = search(0.001);
    await delay(round % 4);
    request.abort();
    ends[await first] += 1;
    await next;
  }
  expect(ends.done).toBeGreaterThan(0);
  expect(ends.cancelled).toBeGreaterThan(0);
});

test('cancels a search while each of the ten connections for writes waits for a locked row', async () => {
  const open = await openPostgres(databaseUrl);
  onTestFinished(open.close);
  const inside = openClient(2);
  await inside`create table locked as select 1 as id`;
  const lock = sql`select from locked for update`;
  const [writes] = await inside.begin(async (transaction) => {
    await transaction`select from locked for update`;
    const changes = Array.from({ length: 10 }, () =>
      open.database.transaction((change) => change.execute(lock)),
    );
    const isLocked = ['transactionid', 'tuple'];
    const request = new AbortController();
    const result = open.search((database) => database.execute(sql`select pg_sleep(${long})`), request.signal);
    const rejection = expect(result).rejects.toMatchObject(cancelled);
    await untilWaiting(inside, isLocked, 10);
    request.abort();
    await rejection;
    expect(await countWaiting(inside, isLocked)).toBe(10);
    return [Promise.all(changes)];
  });
  await writes;
});

describe.runIf(hasPgbouncer)('through PgBouncer in transaction mode', () => {
  test('cancels a search whose request ends, and the connection serves the next one', async () => {
    const url = await startPgbouncer(databaseUrl, 'transaction');
    const search = openSearch(url);
    const inside = openClient(1);
    for (let round = 0; round < 3; round++) {
      const request = new AbortController();
      const result = search(long, request.signal);
      const rejection = expect(result).rejects.toMatchObject(cancelled);
      await untilWaiting(inside, ['PgSleep'], 1);
      request.abort();
      await rejection;
      await search(0);
    }
  });
});
