import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { expectAccounted, openLedger } from '../harness/accounting.ts';
import { openGateway } from '../harness/gateway.ts';
import { apis, calls, startLoad } from '../harness/load.ts';
import {
  createDatabase,
  ownerOfData,
  type PostgresServer,
  startPostgres,
} from '../harness/postgres-server.ts';
import { canMount, openSmallVolume, type SmallVolume } from '../harness/small-volume.ts';

const patience = { timeout: 40_000, interval: 20 };

async function openVolume(megabytes: number): Promise<SmallVolume> {
  const volume = await openSmallVolume(megabytes, ownerOfData);
  onTestFinished(volume.remove);
  return volume;
}

/** PostgreSQL neither reuses nor removes old log files, so that it keeps requesting disk space. */
const settings = { max_wal_size: '4MB', min_wal_size: '2MB', wal_recycle: 'off', wal_keep_size: '1GB' };
const initdb = ['--wal-segsize=1'];

const places = {
  data: {
    megabytes: 60,
    start: ({ directory }: SmallVolume) => startPostgres({ settings, initdb, dataDirectory: directory }),
  },
  'write-ahead log': {
    megabytes: 16,
    start: ({ directory }: SmallVolume) => startPostgres({ settings, initdb, walDirectory: directory }),
  },
};

/** A server whose log is full stops, and may not start before there is space. */
async function startAgain(server: PostgresServer): Promise<void> {
  await vi.waitFor(() => expect(server.isRunning()).toBe(false), { timeout: 3000 }).catch(() => {});
  if (!server.isRunning()) await vi.waitFor(() => server.start(), { timeout: 30_000, interval: 200 });
}

describe.skipIf(!canMount)('on a small volume, which only root can mount', () => {
  test.each(Object.entries(places))(
    'when the disk of the %s is full, the gateway acknowledges only what it stored, and recovers when there is space',
    { timeout: 120_000 },
    async (kind, { megabytes, start }) => {
      const volume = await openVolume(megabytes);
      const server = await start(volume);
      onTestFinished(server.remove);
      const gateway = await openGateway('PostgreSQL', { databaseUrl: await createDatabase(server.url) });
      onTestFinished(gateway.close);
      const place = { url: gateway.url, token: await gateway.token({ ttl: 3600 }) };
      const ledger = openLedger();
      const load = startLoad(place, ledger);
      await expect
        .poll(() => load.acknowledged(), { ...patience, message: 'registered before' })
        .toBeGreaterThan(20);

      const failures = () => (ledger.statuses.get(500) ?? 0) + (ledger.statuses.get(503) ?? 0);
      await volume.fill();
      await expect.poll(failures, { ...patience, message: 'failed' }).toBeGreaterThan(20);
      await volume.fill();
      const clientId = ledger.accounts.find(({ done }) => done.length === 1)?.clientId ?? '';
      const replies = await Promise.all(apis.map((api) => calls[api].read(place, clientId)));
      for (const { status, text } of replies) {
        expect(kind === 'data' ? [200] : [200, 500, 503], text).toContain(status);
      }

      await volume.relieve();
      await startAgain(server);
      const after = load.begun();
      await expect
        .poll(() => load.acknowledged(after), { ...patience, message: 'registered after' })
        .toBeGreaterThan(20);
      await load.stop();
      await expectAccounted(gateway.database, ledger);
      expect([200, 201, 204, 500, 503]).toEqual(expect.arrayContaining([...ledger.statuses.keys()]));
      expect(ledger.longest, 'milliseconds of the slowest answer').toBeLessThan(30_000);
    },
  );
});
