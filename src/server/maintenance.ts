import { randomUUID } from 'node:crypto';
import { purge } from '../operations/purge.ts';
import type { Services } from '../operations/services.ts';
import { describeError, type Log } from './observe/log.ts';

/**
 * Milliseconds between two runs. The first run waits, so that requests are answered first after a start. A run that used up
 * its time budget is followed by the next one after the same time.
 */
const hourly = { first: 60_000, next: 3_600_000, refusals: 60_000 };

export interface Maintenance {
  /** Starts no further run and waits for the running commit. */
  readonly stop: () => Promise<void>;
}

/**
 * Purges expired data once an hour. Every instance does so, and they share the work. Once a minute it records the counted
 * refusals.
 */
export function startMaintenance(services: Services, log: Log, delays = hourly): Maintenance {
  let running: Promise<void> = Promise.resolve();
  let timer = schedule(delays.first);
  let isStopped = false;
  let recording: Promise<void> = Promise.resolve();
  const refusalTimer = setInterval(() => {
    recording = recording.then(() => recordRefusals(services, log));
  }, delays.refusals).unref();

  function schedule(delay: number): NodeJS.Timeout {
    return setTimeout(() => {
      running = run(services, log, () => isStopped).then((isComplete) => {
        if (!isStopped) timer = schedule(isComplete ? delays.next : delays.first);
      });
    }, delay).unref();
  }

  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(refusalTimer);
      await Promise.all([running, recording]);
    },
  };
}

/** Returns whether the purge finished. A run that failed is not repeated early. */
async function run(services: Services, log: Log, isStopped: () => boolean): Promise<boolean> {
  const runId = randomUUID();
  try {
    const { clients, keys, isComplete } = await purge(services, runId, isStopped);
    log.info({ requestId: runId, erased: clients, forgottenKeys: keys, isComplete }, 'purged');
    return isComplete;
  } catch (error) {
    log.error({ requestId: runId, error: describeError(error) }, 'purge failed');
    return true;
  }
}

async function recordRefusals({ refusals }: Services, log: Log): Promise<void> {
  try {
    await refusals.writeEnded();
  } catch (error) {
    log.warn({ error: describeError(error) }, 'audit counts of repeated refusals are not recorded yet');
  }
}
