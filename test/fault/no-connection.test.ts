import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { expectAccounted, type Ledger, openLedger } from '../harness/accounting.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { apis, calls, type Place, register, startLoad } from '../harness/load.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';

const patience = { timeout: 40_000, interval: 20 };
/** The gateway stops waiting after 20 seconds, whatever the database does. */
const longestAnswer = 25_000;
const connections = 30;

let server: PostgresServer;
let admin: postgres.Sql;
beforeAll(async () => {
  server = await startPostgres({
    settings: { max_connections: `${connections}`, superuser_reserved_connections: '3' },
  });
  admin = postgres(server.url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin?.end();
  await server?.remove();
});

/** A database whose owner may have this many connections. */
async function createLimited(role: string, limit: number): Promise<URL> {
  const url = new URL(await createDatabase(server.url));
  await admin.unsafe(`create role ${role} login connection limit ${limit}`);
  await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to ${role}`);
  return Object.assign(url, { username: role });
}

/**
 * Ends the gateway's connections and prevents new ones: its role may have none any more, or another client has taken
 * all.
 * @returns a function that allows connections again.
 */
async function takeAll(url: URL, limit: number): Promise<() => Promise<unknown>> {
  const database = url.pathname.slice(1);
  const role = admin(url.username);
  await admin`alter role ${role} connection limit 0`;
  const ofGateway = admin`datname = ${database} and application_name = 'clientele'`;
  const isGone = async () => {
    await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${ofGateway}`;
    return (await admin`select from pg_stat_activity where ${ofGateway}`).length === 0;
  };
  await expect.poll(isGone, { ...patience, message: "the gateway's connections are ended" }).toBe(true);
  if (limit >= 0) return () => admin`alter role ${role} connection limit ${admin.unsafe(`${limit}`)}`;
  const takers = await takePlaces(database);
  await admin`alter role ${role} connection limit -1`;
  return () => takers.free();
}

/** Takes every connection of the server that is not reserved for superusers. */
async function takePlaces(database: string) {
  const name = `taker_of_${database}`;
  await admin`create role ${admin(name)} login`;
  const url = Object.assign(new URL(server.url), { username: name, pathname: `/${database}` });
  const takers = Array.from({ length: connections }, () =>
    postgres(url.href, { max: 1, connection: { application_name: 'taker' } }),
  );
  const free = () => Promise.all(takers.splice(0).map((one) => one.end({ timeout: 1 })));
  onTestFinished(async () => void (await free()));
  const taken = await Promise.allSettled(takers.map((one) => one`select 1`));
  const states = new Set(taken.map(({ status }) => status));
  expect(states, 'some have one, and there is none left for others').toEqual(
    new Set(['fulfilled', 'rejected']),
  );
  return { free };
}

async function openPlace(url: URL): Promise<{ gateway: TestGateway; place: Place }> {
  const gateway = await openGateway('PostgreSQL', { databaseUrl: url.href });
  onTestFinished(gateway.close);
  return { gateway, place: { url: gateway.url, token: await gateway.token({ ttl: 3600 }) } };
}

/** Within a few seconds, because the driver waits longer after each attempt. */
async function expectWorks(place: Place, ledger: Ledger): Promise<void> {
  for (const api of apis) {
    await vi.waitFor(async () => expect(await register(place, api, ledger)).toBeDefined(), patience);
  }
}

const shortages = [
  ['the server has no connection left', 'unlimited', -1],
  ['the role has no connection left', 'limited', 15],
] as const;

/** PostgreSQL refuses both with the same code, so `npm test` runs one of them. */
describe.each(inject('isThorough') ? shortages : shortages.slice(0, 1))(
  'when connections are missing: %s',
  (_, role, limit) => {
    test('a gateway without a connection answers every call with 500 or 503 in time, and recovers when connections are available', async () => {
      const url = await createLimited(`${role}_idle`, limit);
      const { gateway, place } = await openPlace(url);
      const ledger = openLedger();
      const free = await takeAll(url, limit);
      const begin = performance.now();
      const replies = await Promise.all(
        apis.flatMap((api) => [
          calls[api].read(place, `app-${'0'.repeat(26)}`),
          calls[api].register(place, `${api} in vain`),
          calls[api].rename(place, `app-${'0'.repeat(26)}`, `${api} in vain`),
        ]),
      );
      expect(performance.now() - begin).toBeLessThan(longestAnswer);
      for (const { status, text } of replies) expect([500, 503], text).toContain(status);
      await free();
      await expectWorks(place, ledger);
      await expectAccounted(gateway.database, ledger);
    });

    test('a search is answered in time after a connection was lost in the middle of a statement', async () => {
      const url = await createLimited(`${role}_search`, limit);
      const { gateway, place } = await openPlace(url);
      const sleeps = Array.from({ length: 10 }, () => gateway.database.execute(sql`select pg_sleep(60)`));
      const ends = Promise.allSettled(sleeps);
      const sleeping = () =>
        admin`select from pg_stat_activity where datname = ${url.pathname.slice(1)} and wait_event = 'PgSleep'`;
      await expect.poll(async () => (await sleeping()).length, patience).toBe(10);
      const free = await takeAll(url, limit);
      await ends;
      const begin = performance.now();
      const { status, text } = await calls.REST.search(place, 'some');
      expect([500, 503], text).toContain(status);
      expect(performance.now() - begin).toBeLessThan(longestAnswer);
      await free();
    });

    test('a gateway that loses its connections under load answers every call in time, recovers, and has stored everything it acknowledged', {
      timeout: 120_000,
    }, async () => {
      const url = await createLimited(`${role}_busy`, limit);
      const { gateway, place } = await openPlace(url);
      const ledger = openLedger();
      const load = startLoad(place, ledger, { isCalm: true });
      await expect
        .poll(() => load.acknowledged(), { ...patience, message: 'registered before' })
        .toBeGreaterThan(10);
      const free = await takeAll(url, limit);
      const failures = () => (ledger.statuses.get(500) ?? 0) + (ledger.statuses.get(503) ?? 0);
      const before = failures();
      await expect.poll(failures, { ...patience, message: 'failed' }).toBeGreaterThan(before);
      await free();
      const after = load.begun();
      await expect
        .poll(() => load.acknowledged(after), { ...patience, message: 'registered after' })
        .toBeGreaterThan(10);
      await load.stop();
      await expectAccounted(gateway.database, ledger);
      expect([200, 201, 204, 500, 503]).toEqual(expect.arrayContaining([...ledger.statuses.keys()]));
      expect(ledger.longest, 'milliseconds of the slowest answer').toBeLessThan(longestAnswer);
    });
  },
);
