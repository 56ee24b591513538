import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHealth } from '../../../src/server/observe/health.ts';
import type { Database } from '../../../src/store/database.ts';
import { openEmbedded } from '../../harness/embedded-database.ts';
import { databases, openGateway, type TestGateway } from '../../harness/gateway.ts';
import { createDatabase, startPostgres } from '../../harness/postgres-server.ts';

const patience = { timeout: 20_000, interval: 50 };
/** Longer than a result of the database is cached. */
const memory = 550;

const probe = (gateway: TestGateway, path: string, method = 'GET') =>
  gateway.send(method, path, undefined, { token: null });

const live = [200, { status: 'alive' }];
const ready = [200, { status: 'ready' }];
const unready = (status: string) => [503, { status }];

async function told(gateway: TestGateway, path: string): Promise<unknown[]> {
  const { status, body } = await probe(gateway, path);
  return [status, body];
}

describe.each(databases)('a gateway on %s', (kind) => {
  test('is live and ready without a token; HEAD has no body, and other methods are refused', async () => {
    const gateway = await openGateway(kind);
    onTestFinished(gateway.close);
    expect([await told(gateway, '/livez'), await told(gateway, '/readyz')]).toEqual([live, ready]);
    for (const path of ['/livez', '/readyz', '/metrics']) {
      const head = await probe(gateway, path, 'HEAD');
      expect([path, head.status, head.text]).toEqual([path, 200, '']);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const other = await probe(gateway, path, method);
        expect([path, method, other.status, other.headers.get('allow')]).toEqual([
          path,
          method,
          405,
          'GET, HEAD',
        ]);
      }
    }
    for (const path of ['/livez/', '/livez/x', '/Readyz', '//readyz']) {
      expect([path, (await probe(gateway, path)).status]).toEqual([path, 404]);
    }
    expect(await told(gateway, '/readyz?verbose=1')).toEqual(ready);
  });

  test('is not ready while a migration of its version is missing, and ready after it', async () => {
    const gateway = await openGateway(kind);
    onTestFinished(gateway.close);
    const journal = sql`drizzle.__drizzle_migrations`;
    await gateway.database.execute(
      sql`create table kept as select * from ${journal} order by created_at desc limit 1`,
    );
    await gateway.database.execute(sql`delete from ${journal} where id in (select id from kept)`);
    await delay(memory);
    expect([await told(gateway, '/readyz'), await told(gateway, '/livez')]).toEqual([
      unready('not migrated'),
      live,
    ]);
    await gateway.database.execute(sql`delete from ${journal}`);
    await delay(memory);
    expect(await told(gateway, '/readyz')).toEqual(unready('not migrated'));
    await gateway.database.execute(sql`insert into ${journal} select * from kept`);
    await delay(memory);
    expect(await told(gateway, '/readyz')).toEqual(ready);
  });
});

test('an instance without PostgreSQL is live at once, soon not ready, and ready again when PostgreSQL is back', async () => {
  const server = await startPostgres();
  onTestFinished(server.remove);
  const gateway = await openGateway('PostgreSQL', { databaseUrl: await createDatabase(server.url) });
  onTestFinished(gateway.close);
  expect(await told(gateway, '/readyz')).toEqual(ready);
  await server.stop();
  await delay(memory);
  const begin = performance.now();
  expect(await told(gateway, '/livez')).toEqual(live);
  expect(performance.now() - begin).toBeLessThan(500);
  expect(await told(gateway, '/readyz')).toEqual(unready('unreachable'));
  expect(performance.now() - begin).toBeLessThan(3000);
  const head = await probe(gateway, '/readyz', 'HEAD');
  expect([head.status, head.text]).toEqual([503, '']);
  await server.start();
  await expect.poll(() => told(gateway, '/readyz'), patience).toEqual(ready);
});

test('200 concurrent probes are answered in bounded time while every connection is in use, and the instance is ready afterwards', async () => {
  const gateway = await openGateway('PostgreSQL');
  onTestFinished(gateway.close);
  const sleeps = Array.from({ length: 12 }, () => gateway.database.execute(sql`select pg_sleep(1.5)`));
  const begin = performance.now();
  const probes = await Promise.all(Array.from({ length: 200 }, () => told(gateway, '/readyz')));
  expect(performance.now() - begin).toBeLessThan(4000);
  expect(new Set(probes.map((one) => JSON.stringify(one))).size, 'they share one answer').toBe(1);
  await Promise.all(sleeps);
  await expect.poll(() => told(gateway, '/readyz'), patience).toEqual(ready);
});

test('the database is queried at most twice a second, for any number of probes', async () => {
  const open = await openEmbedded();
  onTestFinished(open.close);
  let asked = 0;
  const counted = new Proxy(open.database, {
    get: (target, name) => {
      if (name === 'select') asked += 1;
      return Reflect.get(target, name, target);
    },
  }) as Database;
  const { readiness } = createHealth(counted);
  const begin = performance.now();
  let probes = 0;
  while (performance.now() - begin < 1600) {
    const answers = await Promise.all(Array.from({ length: 50 }, readiness));
    expect(new Set(answers)).toEqual(new Set(['ready']));
    probes += answers.length;
    await delay(5);
  }
  expect(probes).toBeGreaterThan(1000);
  expect(asked).toBeGreaterThan(2);
  expect(asked).toBeLessThanOrEqual(4);
});

test('a stopping instance reports that it drains, accepts requests for a while, and closes each connection after its response', async () => {
  const gateway = await openGateway('PostgreSQL', { shutdownSeconds: 6 });
  const holder = postgres(gateway.databaseUrl ?? '', { max: 1 });
  onTestFinished(() => holder.end());
  const created = await gateway.send('POST', '/admin/oauth/clients', {
    name: 'Mine',
    redirect_uris: ['https://app.example.com/cb'],
  });
  expect(created.headers.get('connection')).not.toBe('close');
  const path = `/admin/oauth/clients/${created.body.data.client_id}`;
  let stopped: Promise<void> | undefined;
  let underWay: ReturnType<TestGateway['send']> | undefined;
  await holder.begin(async (transaction) => {
    await transaction`select from oauth_clients for update`;
    underWay = gateway.send('PUT', path, { name: 'Ours' });
    await delay(200);
    stopped = gateway.stop();
    const probed = await probe(gateway, '/readyz');
    expect([probed.status, probed.body, probed.headers.get('connection')]).toEqual([
      ...unready('draining'),
      'close',
    ]);
    expect(await told(gateway, '/livez')).toEqual(live);
    const late = await gateway.send('GET', path);
    expect([late.status, late.headers.get('connection')]).toEqual([200, 'close']);
  });
  const answered = await underWay;
  expect([answered?.status, answered?.body.data.name, answered?.headers.get('connection')]).toEqual([
    200,
    'Ours',
    'close',
  ]);
  await stopped;
  await expect(probe(gateway, '/livez')).rejects.toThrow();
});
