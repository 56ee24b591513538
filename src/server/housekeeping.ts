import { randomUUID } from 'node:crypto';
import { purge } from '../operations/purge.ts';
import type { Registry } from '../operations/registry.ts';
import { describeError, type Log } from './log.ts';

/** Milliseconds between the runs. The first one waits, so that a start answers requests before it does anything else. */
const hourly = { first: 60_000, next: 3_600_000 };

export interface Housekeeping {
  /** Starts no further run and waits for the commit under way. */
  readonly stop: () => Promise<void>;
}

/** Purges once an hour what is out of date. Every instance does it; they share the work by themselves. */
export function keepHouse(registry: Registry, log: Log, delays = hourly): Housekeeping {
  let running: Promise<void> = Promise.resolve();
  let timer = schedule(delays.first);
  let isStopped = false;

  function schedule(delay: number): NodeJS.Timeout {
    return setTimeout(() => {
      running = run(registry, log, () => isStopped).then(() => {
        if (!isStopped) timer = schedule(delays.next);
      });
    }, delay).unref();
  }

  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}

async function run(registry: Registry, log: Log, isStopped: () => boolean): Promise<void> {
  const runId = randomUUID();
  try {
    const erased = await purge(registry, runId, isStopped);
    log.info({ requestId: runId, erased }, 'purged');
  } catch (error) {
    log.error({ requestId: runId, error: describeError(error) }, 'purge failed');
  }
}
