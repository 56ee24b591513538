import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';
import { fillClients } from './client-table.ts';
import { insertYardstick } from './insert-yardstick.ts';
import { load } from './load.ts';
import { median } from './median.ts';
import { residentMemory } from './process-cost.ts';
import {
  measureBareServer,
  measureMemory,
  measureRowByRow,
  measureStarts,
  measureTwoInstances,
} from './setting.ts';
import { chartOf, type Measurement, type Report, type Setting, tableOf } from './speed-report.ts';
import { type LoadedGateway, loadWith, type Stage } from './stage.ts';
import { makeFolder, startGateway, tokenFor } from './subject.ts';
import { type Work, worksOn } from './work.ts';
import { measureYardstick, yardstickProgram } from './yardstick.ts';

/**
 * Measures the built gateway against bare SQL on the same database: the same rows, in turn, in one run. `--quick` uses
 * fewer rows and one round. The table is printed; JSON and a chart go to `bench-results`.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rows: { type: 'string' },
    only: { type: 'string' },
  },
});
const plan = options.quick
  ? { rows: 20_000, rounds: 1, seconds: 0.5, warmUp: 0.2, registrations: 5_000 }
  : { rows: 1_000_000, rounds: 3, seconds: 2, warmUp: 1, registrations: 100_000 };
const rows = Number(options.rows ?? plan.rows);
const callerCounts = [1, 16, 64];
const folderOfResults = fileURLToPath(new URL('../../bench-results', import.meta.url));

// biome-ignore lint/suspicious/noConsole: the progress and the table are what this program is for.
const say = console.log;

async function main(): Promise<void> {
  const server = await startPostgres({ durable: true });
  const folder = await makeFolder();
  process.once('SIGINT', () => void server.remove().finally(() => process.exit(130)));
  try {
    const report = await measure(server, folder.path);
    await mkdir(folderOfResults, { recursive: true });
    await writeFile(`${folderOfResults}/speed.json`, `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(`${folderOfResults}/speed.svg`, chartOf(report));
    say(tableOf(report));
  } finally {
    await server.remove();
    await folder.remove();
  }
}

async function measure(server: PostgresServer, folder: string): Promise<Report> {
  const databaseUrl = await createDatabase(server.url);
  const open = await openPostgres(databaseUrl);
  say(`Filling a table with ${rows.toLocaleString('en')} clients …`);
  await fillClients(open.database, rows);
  await open.close();
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const stage: Stage = { server, databaseUrl, client, folder, token: await tokenFor(folder) };
  const gateway = await startGateway(folder, databaseUrl);
  const insert = await insertYardstick(client, await registerOne(stage, gateway));
  const works = worksOn(rows, insert).filter(({ name }) => name.includes(options.only ?? ''));
  const measurements = await measureWorks(works, stage, gateway);
  await gateway.stop();
  const settings = options.only === undefined ? await measureSettings(stage, insert) : [];
  const [version] = await client`select split_part(version(), ' ', 2) as version`;
  await client.end();
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
    database: `PostgreSQL ${version?.version} with fsync and its other defaults`,
    yardstick: yardstickProgram,
    rows,
    rounds: plan.rounds,
    measurements,
    settings,
  };
}

/** Registers the client whose rows the yardstick copies, in a tenant that no list shows. */
async function registerOne(stage: Stage, gateway: LoadedGateway): Promise<string> {
  const [create] = worksOn(rows, '') as [Work, ...Work[]];
  const token = await tokenFor(stage.folder, 'another');
  await load(create, { urls: [gateway.url], token, callers: 1, calls: 1 });
  return create.takeCreated()[0]?.clientId ?? '';
}

/** Reading runs first, on the table as it was filled. */
async function measureWorks(works: readonly Work[], stage: Stage, gateway: LoadedGateway) {
  const measurements: Measurement[] = [];
  for (const work of [...works].reverse()) {
    for (const callers of callerCounts) {
      await measureRound(work, callers, stage, gateway, 0, plan.warmUp);
      const rounds: Measurement[] = [];
      for (let round = 0; round < plan.rounds; round++)
        rounds.push(await measureRound(work, callers, stage, gateway, round));
      const measurement = medianOf(rounds);
      say(`${work.name}, ${callers}: ${measurement.ratio.toFixed(2)}`);
      measurements.push(measurement);
    }
  }
  return measurements.sort((one, other) => orderOf(one.work, works) - orderOf(other.work, works));
}

function orderOf(name: string, works: readonly Work[]): number {
  return works.findIndex((work) => work.name === name);
}

/** Gateway and yardstick alternate in going first. */
async function measureRound(
  work: Work,
  callers: number,
  stage: Stage,
  gateway: LoadedGateway,
  round: number,
  seconds = plan.seconds,
): Promise<Measurement> {
  const { databaseUrl, folder: directory } = stage;
  const yardstick = () => measureYardstick(work.yardstick, { databaseUrl, directory, callers, seconds });
  const first = round % 2 === 0 ? await yardstick() : undefined;
  const cost = await loadWith(work, stage, [gateway], { callers, seconds });
  const memory = residentMemory(gateway.processId);
  const yardstickPerSecond = first ?? (await yardstick());
  const { perSecond, p50, p99, gatewayTime, databaseTime } = cost;
  return {
    work: work.name,
    callers,
    ratio: perSecond / yardstickPerSecond,
    perSecond,
    yardstickPerSecond,
    p50,
    p99,
    gatewayTime,
    databaseTime,
    memory,
  };
}

function medianOf(rounds: readonly Measurement[]): Measurement {
  const [{ work, callers }] = rounds as [Measurement, ...Measurement[]];
  const of = (field: Exclude<keyof Measurement, 'work'>) => median(rounds.map((round) => round[field]));
  return {
    work,
    callers,
    ratio: of('ratio'),
    perSecond: of('perSecond'),
    yardstickPerSecond: of('yardstickPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    gatewayTime: of('gatewayTime'),
    databaseTime: of('databaseTime'),
    memory: of('memory'),
  };
}

async function measureSettings(stage: Stage, insert: string): Promise<Setting[]> {
  const [create] = worksOn(rows, insert) as [Work, ...Work[]];
  say('Measuring other settings …');
  return [
    await measureBareServer(stage, insert, create, plan.seconds),
    await measureRowByRow(stage, plan.seconds),
    await measureTwoInstances(stage, create, plan.seconds),
    ...(await measureStarts(stage, create)),
    await measureMemory(stage, create, plan.registrations),
  ];
}

await main();
