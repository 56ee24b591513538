import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { openReplica } from '../../src/store/postgres/postgres.ts';
import { expectAccounted, openLedger } from '../harness/accounting.ts';
import { startBalancer } from '../harness/balancer.ts';
import { calls, type Place, startLoad } from '../harness/load.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { killPrograms, mainProgram, type Program, runProgram, untilReady } from '../harness/program.ts';

const rounds = inject('isThorough') ? 3 : 1;
const shutdownSeconds = 4;
const patience = { timeout: 30_000, interval: 20 };

let directory: string;
let databaseUrl: string;
let database: postgres.Sql;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-restart-'));
  databaseUrl = await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'));
  database = postgres(databaseUrl, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await killPrograms();
  await database?.end();
  if (directory) await rm(directory, { recursive: true, force: true });
});

async function startInstance(seconds = shutdownSeconds): Promise<Place & { program: Program }> {
  const environment = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: directory,
    RATE_LIMIT: 'off',
    SHUTDOWN_SECONDS: `${seconds}`,
  };
  const program = runProgram(mainProgram, environment);
  return { program, ...(await untilReady(program)) };
}

/** Sends a signal to a program, and gives its exit code and the milliseconds until its end. */
async function endedBy(program: Program, signal: NodeJS.Signals) {
  const begin = performance.now();
  program.child.kill(signal);
  const code = await program.ended;
  return { code, milliseconds: performance.now() - begin };
}

test(`two instances behind a load balancer that are restarted in turn ${rounds} times under load fail no request and lose no acknowledged write`, {
  timeout: 180_000,
}, async () => {
  const balancer = await startBalancer();
  onTestFinished(balancer.close);
  const open = async () => {
    const instance = await startInstance();
    const forget = balancer.add(instance.url);
    await expect.poll(() => balancer.isReady(instance.url), patience).toBe(true);
    return { ...instance, forget };
  };
  const pair = [await open(), await open()];
  const ledger = openLedger();
  const place = { url: balancer.url, token: pair[0]?.token ?? '' };
  const load = startLoad(place, ledger, {
    callersOfEachApi: 5,
    maxRegistrations: 200_000,
    isCalm: true,
  });
  const goesOn = async () => {
    const begun = load.begun();
    await expect.poll(() => load.acknowledged(begun), patience).toBeGreaterThan(5);
  };
  for (let stop = 0; stop < rounds * 2; stop++) {
    await goesOn();
    const stopped = pair.shift();
    if (!stopped) break;
    const { code, milliseconds } = await endedBy(stopped.program, 'SIGTERM');
    stopped.forget();
    expect([code, stopped.program.output.stderr.match(/"level":"(error|fatal)".*/)?.[0]]).toEqual([
      0,
      undefined,
    ]);
    expect(milliseconds).toBeLessThan(shutdownSeconds * 1000);
    await goesOn();
    pair.push(await open());
  }
  await goesOn();
  await load.stop();
  const failed = [...ledger.statuses.keys()].filter((status) => ![200, 201, 204].includes(status));
  expect(failed, JSON.stringify([...ledger.statuses])).toEqual([]);
  const replica = openReplica(databaseUrl);
  await expectAccounted(replica.database, ledger).finally(replica.close);
  expect(ledger.accounts.length).toBeGreaterThan(100);
});

/** An instance with a request that waits for a row that another transaction has locked. */
async function startHanging(seconds: number) {
  const instance = await startInstance(seconds);
  const { clientId } = await calls.REST.register(instance, 'Held');
  const holder = await database.reserve();
  await holder`begin`;
  await holder`select from oauth_clients where client_id = ${clientId} for update`;
  onTestFinished(async () => {
    await holder`rollback`;
    holder.release();
  });
  const hanging = calls.REST.rename(instance, clientId, 'Late');
  const waiting = () => database`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting()).length, patience).toBe(1);
  return { ...instance, hanging };
}

test('a second signal ends an instance at once with exit code 1, even while it waits for requests', async () => {
  const { program, hanging } = await startHanging(60);
  program.child.kill('SIGTERM');
  await expect.poll(() => program.output.stderr, patience).toContain('"msg":"stopping"');
  const { code, milliseconds } = await endedBy(program, 'SIGTERM');
  expect(code).toBe(1);
  expect(milliseconds).toBeLessThan(30_000);
  expect(program.output.stderr).toContain('stopping at once');
  expect((await hanging).status).toBe(0);
});

test('an instance that does not stop within SHUTDOWN_SECONDS ends with exit code 1 and logs the reason', async () => {
  const { program, hanging } = await startHanging(1);
  const { code, milliseconds } = await endedBy(program, 'SIGTERM');
  expect(code).toBe(1);
  expect(milliseconds).toBeGreaterThan(900);
  expect(milliseconds).toBeLessThan(9000);
  const fatal = program.output.stderr.split('\n').filter((line) => line.includes('"level":"fatal"'));
  expect(fatal.map((line) => JSON.parse(line))).toMatchObject([
    { seconds: 1, msg: 'stopping took too long' },
  ]);
  expect((await hanging).status).toBe(0);
});

test('Ctrl-C ends an idle instance with exit code 0 at once, although callers keep connections open', async () => {
  const instance = await startInstance(60);
  expect((await calls.REST.register(instance, 'Idle')).status).toBe(201);
  await delay(50);
  const { code, milliseconds } = await endedBy(instance.program, 'SIGINT');
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(30_000);
});
