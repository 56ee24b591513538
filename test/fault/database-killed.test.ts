import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { expectAccounted, openLedger } from '../harness/accounting.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { startLoad } from '../harness/load.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';

const kills = inject('isThorough') ? 5 : 2;
const patience = { timeout: 40_000, interval: 20 };

let server: PostgresServer;
let gateway: TestGateway;
beforeAll(async () => {
  server = await startPostgres({ durable: true });
  gateway = await openGateway('PostgreSQL', { databaseUrl: await createDatabase(server.url) });
});
afterAll(async () => {
  await gateway?.close();
  await server?.remove();
});

test(`when PostgreSQL is killed and started ${kills} times under load, the gateway recovers each time and every acknowledged registration, change, rotation and deletion is stored`, {
  timeout: 240_000,
}, async () => {
  const ledger = openLedger();
  const load = startLoad({ url: gateway.url, token: await gateway.token({ ttl: 3600 }) }, ledger);
  for (let kill = 0; kill < kills; kill++) {
    const before = load.begun();
    await expect
      .poll(() => load.acknowledged(before), { ...patience, message: `registered before kill ${kill}` })
      .toBeGreaterThan(10);
    await server.kill();
    await delay(100 * kill);
    // PostgreSQL does not start while a process of its predecessor is running.
    await vi.waitFor(() => server.start(), { timeout: 30_000, interval: 100 });
    const after = load.begun();
    await expect
      .poll(() => load.acknowledged(after), { ...patience, message: `registered after kill ${kill}` })
      .toBeGreaterThan(10);
  }
  await load.stop();
  await expectAccounted(gateway.database, ledger);
  expect(ledger.accounts.filter(({ open }) => open).length, 'changes that were cut off').toBeGreaterThan(0);
  expect([200, 201, 204, 500, 503]).toEqual(expect.arrayContaining([...ledger.statuses.keys()]));
  expect(ledger.longest, 'milliseconds of the slowest answer').toBeLessThan(30_000);
});
