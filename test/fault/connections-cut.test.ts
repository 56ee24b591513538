import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectAccounted, openLedger } from '../harness/accounting.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { startLoad } from '../harness/load.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';
import { endings, openRelay, stages, type TcpRelay } from '../harness/tcp-relay.ts';

const patience = { timeout: 40_000, interval: 5 };

/** Text that only a statement of that kind contains; for the last one, only if it is the first on its connection. */
const markers = {
  registration: '"redirectUris":',
  update: 'oauth_client.update',
  rotation: 'oauth_client_secret.rotate',
  deletion: 'oauth_client.delete',
  commit: 'commit',
};

let server: PostgresServer;
let relay: TcpRelay;
let gateway: TestGateway;
beforeAll(async () => {
  server = await startPostgres();
  relay = await openRelay(await createDatabase(server.url));
  gateway = await openGateway('PostgreSQL', { databaseUrl: relay.url });
});
afterAll(async () => {
  await gateway?.close();
  await relay?.close();
  await server?.remove();
});

/** `npm test` makes half of the cuts and uses either ending for other kinds of statements. */
const isChosen = (index: number) => inject('isThorough') || index % 2 === 0;

const cuts = Object.entries(markers).flatMap(([kind, marker], row) =>
  endings
    .map((ending, index) => ({ ending, isWithOthers: index === 1, isChosen: isChosen(row + index) }))
    .filter((one) => one.isChosen)
    .flatMap(({ ending, isWithOthers }) =>
      stages.map((stage) => ({ kind, cut: { marker, ending, stage, isWithOthers } })),
    ),
);

test(`when connections to PostgreSQL are cut ${cuts.length} times under load, at every stage of every kind of statement, the gateway recovers each time and every acknowledged write is complete`, {
  timeout: 240_000,
}, async () => {
  const ledger = openLedger();
  const load = startLoad({ url: gateway.url, token: await gateway.token({ ttl: 3600 }) }, ledger);
  for (const { kind, cut } of cuts) {
    const message = `${cut.ending} ${cut.stage} a ${kind}`;
    let isCut = false;
    relay.cutAt(cut).then(() => {
      isCut = true;
    });
    if (kind === 'commit') relay.cutAll(cut.ending);
    await expect.poll(() => isCut, { ...patience, message: `cut: ${message}` }).toBe(true);
    const after = load.begun();
    await expect
      .poll(() => load.acknowledged(after), { ...patience, message: `registered after: ${message}` })
      .toBeGreaterThan(5);
  }
  await load.stop();
  await expectAccounted(gateway.database, ledger);
  expect([200, 201, 204, 500, 503]).toEqual(expect.arrayContaining([...ledger.statuses.keys()]));
  expect(ledger.longest, 'milliseconds of the slowest answer').toBeLessThan(30_000);
});
