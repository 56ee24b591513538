import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openPglite } from '../../src/store/embedded/pglite.ts';
import { expectAccounted, type Ledger, openLedger } from '../harness/accounting.ts';
import { chanceFrom } from '../harness/chance.ts';
import { clientIdsAt, type Place, startLoad } from '../harness/load.ts';
import { killProgram, killPrograms, mainProgram, runProgram, untilReady } from '../harness/program.ts';

const kills = inject('isThorough') ? 20 : 3;
const patience = { timeout: 30_000, interval: 5 };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-killed-'));
});
afterAll(async () => {
  await killPrograms();
  if (directory) await rm(directory, { recursive: true, force: true });
});

/**
 * Clients that were acknowledged before this start and are not listed now, or are listed although they were deleted.
 */
async function expectListed(place: Place, { accounts }: Ledger): Promise<void> {
  const listed = new Set(await clientIdsAt(place));
  const isWrong = ({ clientId, done, open }: Ledger['accounts'][number]) =>
    open !== 'oauth_client.delete' && listed.has(clientId) === done.includes('oauth_client.delete');
  expect(accounts.filter(isWrong), 'lost, or back from the dead').toEqual([]);
}

test(`an embedded database that is killed ${kills} times under load keeps every acknowledged registration and change complete, and no partial one`, {
  timeout: 240_000,
}, async () => {
  const seed = randomInt(2 ** 32);
  const chance = chanceFrom(seed);
  const environment = { DATA_DIR: join(directory, 'data') };
  const ledger = openLedger();
  try {
    for (let kill = 0; kill < kills; kill++) {
      const program = runProgram(mainProgram, environment);
      const place = await untilReady(program);
      await expectListed(place, ledger);
      const load = startLoad(place, ledger);
      await expect
        .poll(() => load.acknowledged(), { ...patience, message: 'acknowledged by GraphQL or REST' })
        .toBeGreaterThan(0);
      await delay(20 + chance() * 280);
      await killProgram(program);
      await load.stop();
    }
    const { database, close } = await openPglite(environment.DATA_DIR);
    await expectAccounted(database, ledger).finally(close);
    expect(ledger.accounts.length).toBeGreaterThan(kills * 2);
    expect(ledger.statuses.get(0), 'calls that were cut off').toBeGreaterThan(kills);
  } catch (error) {
    throw new Error(`With the seed ${seed}: ${error}`, { cause: error });
  }
});
