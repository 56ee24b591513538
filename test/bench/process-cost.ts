import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel clock in a second; Linux reports 100 to every program. */
const ticksPerSecond = 100;

interface Usage {
  readonly parent: number;
  readonly time: number;
}

/** Processor time in microseconds of all threads of a process. `NaN` without `/proc`. */
export function processorTime(processId: number): number {
  const usage = usageOf(processId);
  return usage === undefined ? Number.NaN : usage.time;
}

/** Processor time of a process and each of its running children, by process id. */
export function processorTimesOfTree(processId: number): Map<number, number> {
  const root = usageOf(processId);
  const times = new Map([[processId, root?.time ?? Number.NaN]]);
  if (root === undefined) return times;
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : undefined;
    if (usage?.parent === processId) times.set(Number(name), usage.time);
  }
  return times;
}

/**
 * The processor time of a process and its children since `before`. Children that have ended are omitted, because those
 * of the yardstick end at any time.
 */
export function processorTimeSince(before: ReadonlyMap<number, number>, processId: number): number {
  const after = [...processorTimesOfTree(processId)];
  return after.reduce((sum, [child, time]) => sum + time - (before.get(child) ?? 0), 0);
}

/** Memory of a process in MiB; `NaN` without `/proc`. */
export function residentMemory(processId: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${processId}/status`) ?? '');
  return Number(line?.[1]) / 1024;
}

function usageOf(processId: number): Usage | undefined {
  const text = read(`/proc/${processId}/stat`);
  // The name of the program, in parentheses, may contain any characters.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return undefined;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { parent: Number(fields[1]), time: (ticks * 1_000_000) / ticksPerSecond };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
