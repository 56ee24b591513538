import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, startPostgres } from '../harness/postgres-server.ts';
import { writeClientLines } from './client-file.ts';
import { copyBatches, insertBatches, readBatches, type Yardstick } from './import-yardstick.ts';
import { median } from './median.ts';
import { processorTime, residentMemory } from './process-cost.ts';

/**
 * Measures an import by the built program, with all its checks and audit events, against bare SQL that writes the very same rows
 * in batches of the same size: as INSERT statements with many rows, and as COPY. Each run has an empty database.
 */
const { values } = parseArgs({
  options: { lines: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
});
const [lines, rounds] = [Number(values.lines), Number(values.rounds)];
const program = new URL('../../dist/cli/clientele.js', import.meta.url).pathname;

const server = await startPostgres({ durable: true });
const folder = await mkdtemp(join(tmpdir(), 'clientele-import-'));
const file = join(folder, 'clients.jsonl');
try {
  await writeClientLines(createWriteStream(file), lines);
  const runs = { import: [] as number[], insert: [] as number[], copy: [] as number[] };
  let memory: number[] = [];
  let time = 0;
  for (let round = 0; round < rounds; round++) {
    const url = await migratedDatabase();
    const imported = await importFile(url);
    runs.import.push(imported.seconds);
    ({ memory, time } = imported);
    const batches = await readBatches(url);
    for (const [name, yardstick] of [
      ['insert', insertBatches],
      ['copy', copyBatches],
    ] as const) {
      runs[name].push(await timed(yardstick, batches));
    }
  }
  const rate = (seconds: readonly number[]) => lines / median(seconds);
  const rows = Object.entries(runs).map(([what, seconds]) => ({
    what,
    'clients/s': Math.round(rate(seconds)),
    'import to it': (rate(runs.import) / rate(seconds)).toFixed(2),
  }));
  // biome-ignore lint/suspicious/noConsole: the table is what this program is for.
  console.table(rows);
  const fifths = [0.2, 0.4, 0.6, 0.8, 1].map((part) => memory[Math.ceil(memory.length * part) - 1] ?? 0);
  process.stdout.write(
    `Memory of the import after each fifth of its time: ${fifths.map(Math.round).join(', ')} MiB\n` +
      `Processor time of the import: ${Math.round(time / lines)} µs a client\n`,
  );
} finally {
  await server.remove();
  await rm(folder, { recursive: true });
}

async function migratedDatabase(): Promise<string> {
  const url = await createDatabase(server.url);
  await runClientele(url, ['migrate']);
  return url;
}

async function timed(yardstick: Yardstick, batches: Parameters<Yardstick>[1]): Promise<number> {
  const url = await migratedDatabase();
  const start = performance.now();
  await yardstick(url, batches);
  return (performance.now() - start) / 1000;
}

async function importFile(url: string): Promise<Cost & { seconds: number }> {
  const start = performance.now();
  const cost = await runClientele(url, ['import', file, '--quiet']);
  return { ...cost, seconds: (performance.now() - start) / 1000 };
}

interface Cost {
  /** In MiB, sampled at equal intervals. */
  readonly memory: number[];
  /** Microseconds of processor time of all threads. */
  readonly time: number;
}

/** Runs the built program and measures its memory and processor time. */
async function runClientele(url: string, args: readonly string[]): Promise<Cost> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const memory: number[] = [];
  let time = 0;
  const timer = setInterval(() => {
    const megabytes = residentMemory(child.pid ?? 0);
    // `/proc` has no entry for a process that has ended.
    if (megabytes > 0) memory.push(megabytes);
    time = processorTime(child.pid ?? 0) || time;
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  if (code !== 0) throw new Error(`clientele ${args[0]} ended with ${code}`);
  return { memory, time };
}
