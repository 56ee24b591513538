import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../harness/accounting.ts';
import { calls, type Place, register } from '../harness/load.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';
import { killPrograms, mainProgram, type Program, runProgram, untilReady } from '../harness/program.ts';
import { endings, openRelay, stages, type TcpRelay } from '../harness/tcp-relay.ts';

/** More than the connections of the gateway. */
const changesAfter = 12;

let server: PostgresServer;
let relay: TcpRelay;
let directory: string;
let gateway: Program;
let place: Place;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-change-'));
  server = await startPostgres();
  relay = await openRelay(await createDatabase(server.url));
  // A separate process, as in production, which an uncaught error would end.
  gateway = runProgram(mainProgram, { DATABASE_URL: relay.url, DATA_DIR: directory });
  place = await untilReady(gateway);
});
afterAll(async () => {
  await killPrograms();
  await relay?.close();
  await server?.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

test.each(endings.flatMap((ending) => stages.map((stage) => [ending, stage] as const)))(
  'a connection that is %s at the stage "%s" of a change fails that change only; the gateway keeps running and completes the next changes',
  async (ending, stage) => {
    const account = await register(place, 'REST', openLedger());
    if (account === undefined) throw new Error(`The gateway is gone: ${gateway.output.stderr.slice(-500)}`);
    const { clientId } = account;
    const cut = relay.cutAt({ ending, stage, marker: 'oauth_client.update' });
    const [{ status }] = await Promise.all([calls.REST.rename(place, clientId, 'Cut'), cut]);
    expect(status).toBe(500);
    for (let count = 0; count < changesAfter; count++) {
      const begin = performance.now();
      const { status, text } = await calls.REST.rename(place, clientId, `Name ${count}`);
      const what = `change ${count}: ${text}\n${gateway.output.stderr.slice(-500)}`;
      expect(status, what).toBe(200);
      expect(performance.now() - begin, what).toBeLessThan(3000);
    }
  },
);
