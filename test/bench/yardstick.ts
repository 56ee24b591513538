import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { installedProgram } from '../harness/postgres-server.ts';

const run = promisify(execFile);

/** Bare SQL, as fast as a client can send it. */
export interface Yardstick {
  /** One statement; `:n`, with a cast, is a value that differs in each call. */
  readonly statement: string;
  /** A random number from 1 to this; or a number below a hundred million that is unique within a run. */
  readonly value: number | 'serial';
  /** Whether a good plan depends on the value. */
  readonly isPlannedEachTime?: boolean;
}

export interface YardstickOptions {
  readonly databaseUrl: string;
  /** In the script of pgbench. */
  readonly directory: string;
  readonly callers: number;
  readonly seconds: number;
}

const pgbench = installedProgram('pgbench');

/** The settings of the yardstick. */
export const yardstickProgram =
  pgbench === undefined ? 'a bare loop of postgres.js, as there is no pgbench' : 'pgbench';

/** Serial numbers of a caller, and the distance between the starts of its runs. */
const serialsPerCaller = 1_000_000;
const serialsPerRun = 20_000;
let runs = 0;

/** Statements per second of the database. */
export function measureYardstick(yardstick: Yardstick, options: YardstickOptions): Promise<number> {
  runs += 1;
  return pgbench === undefined ? loop(yardstick, options) : runPgbench(pgbench, yardstick, options);
}

async function runPgbench(
  program: string,
  { statement, value, isPlannedEachTime = false }: Yardstick,
  { databaseUrl, directory, callers, seconds }: YardstickOptions,
): Promise<number> {
  const script = join(directory, 'yardstick.sql');
  const set =
    value === 'serial'
      ? `\\set i :i + 1\n\\set n :client_id * ${serialsPerCaller} + :i`
      : `\\set n random(1, ${value})`;
  await writeFile(script, `${set}\n${statement};\n`);
  const { stdout } = await run(program, [
    ...['--no-vacuum', '--file', script, '--define', `i=${runs * serialsPerRun}`],
    ...['--protocol', isPlannedEachTime ? 'extended' : 'prepared'],
    ...['--client', `${callers}`, '--jobs', '1', '--time', `${Math.ceil(seconds)}`, databaseUrl],
  ]);
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (rate === undefined) throw new Error(`pgbench did not say how fast it was:\n${stdout}`);
  return Number(rate);
}

async function loop(
  { statement, value, isPlannedEachTime = false }: Yardstick,
  { databaseUrl, callers, seconds }: YardstickOptions,
): Promise<number> {
  const client = postgres(databaseUrl, { max: callers, onnotice: () => {} });
  const text = statement.replaceAll(':n', '$1');
  const start = performance.now();
  let done = 0;
  const caller = async (index: number) => {
    for (let i = 0; performance.now() - start < seconds * 1000; i++) {
      const serial = index * serialsPerCaller + runs * serialsPerRun + i;
      const n = value === 'serial' ? serial : 1 + Math.floor(Math.random() * value);
      await client.unsafe(text, [`${n}`], { prepare: !isPlannedEachTime });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  const rate = done / ((performance.now() - start) / 1000);
  await client.end();
  return rate;
}
