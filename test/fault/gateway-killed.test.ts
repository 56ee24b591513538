import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openReplica } from '../../src/store/postgres/postgres.ts';
import { expectAccounted, type Ledger, openLedger } from '../harness/accounting.ts';
import { chanceFrom } from '../harness/chance.ts';
import { startLoad } from '../harness/load.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { killProgram, killPrograms, mainProgram, runProgram, untilReady } from '../harness/program.ts';

const kills = inject('isThorough') ? 50 : 5;
const gatewaysAtOnce = 5;
const patience = { timeout: 30_000, interval: 5 };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-killed-'));
});
afterAll(async () => {
  await killPrograms();
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** One gateway from start to end, under load through GraphQL and REST. */
async function liveAndDie(environment: Record<string, string>, ledger: Ledger, chance: () => number) {
  const program = runProgram(mainProgram, environment);
  const load = startLoad(await untilReady(program), ledger, { callersOfEachApi: 2 });
  await expect
    .poll(() => load.acknowledged(), { ...patience, message: 'acknowledged by GraphQL or REST' })
    .toBeGreaterThan(0);
  await delay(20 + chance() * 280);
  expect([program.child.exitCode, program.output.stderr.includes('"level":60')]).toEqual([null, false]);
  await killProgram(program);
  await load.stop();
}

/** A statement of a gateway that has ended may still be running. */
async function untilUnused(url: string): Promise<void> {
  const client = postgres(url, { max: 1 });
  const used = () => client`select pid, query from pg_stat_activity
    where datname = current_database() and application_name = 'clientele'`;
  await expect
    .poll(async () => [...(await used())], { ...patience, message: 'left by the gateways' })
    .toEqual([]);
  await client.end();
}

test(`gateways that are killed ${kills} times under load keep every acknowledged registration and change complete, and no partial one`, {
  timeout: 240_000,
}, async () => {
  const seed = randomInt(2 ** 32);
  const chance = chanceFrom(seed);
  const url = await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'));
  const environment = { DATABASE_URL: url, DATA_DIR: directory };
  const ledger = openLedger();
  let begun = 0;
  const slot = async () => {
    while (begun < kills) {
      begun += 1;
      await liveAndDie(environment, ledger, chance);
    }
  };
  try {
    await Promise.all(Array.from({ length: gatewaysAtOnce }, slot));
    await untilUnused(url);
    const { database, close } = openReplica(url);
    await expectAccounted(database, ledger).finally(close);
    expect(ledger.accounts.length).toBeGreaterThan(kills * 2);
    expect(ledger.statuses.get(0), 'calls that were cut off').toBeGreaterThan(kills);
  } catch (error) {
    throw new Error(`With the seed ${seed}: ${error}`, { cause: error });
  }
});
