import { DatabaseOverdue, inTime } from '../deadline.ts';
import type { StatementObserver } from './observer.ts';

/** Items of one statement, at most. */
const maxBatch = 100;
/** Concurrent statements: while the server runs one, the next can be sent. */
const maxFlushes = 2;
/** Items that may wait. Further ones are refused, so that the wait stays short. */
const maxWaiting = 10_000;
/** Bytes that they may use together, roughly: a registration may have 64 KiB, and 10,000 of those would be 640 MB. */
const maxWaitingBytes = 32 * 1024 * 1024;
/** Milliseconds after which a statement counts as lost. The time limits of the server are shorter. */
const longestFlush = 20_000;

export interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets items that arrive while others are running share a statement. An item that finds nothing running is sent immediately;
 * nothing is delayed to fill a batch.
 *
 * @param name of the statement, for metrics.
 * @param flush runs the statement and completes every item of its batch; it never rejects.
 * @param schedule calls its argument when the waiting items may be sent. Default: at once.
 */
export function sharedStatement<Item, Result>(
  name: string,
  observer: StatementObserver,
  flush: (batch: readonly Waiting<Item, Result>[]) => Promise<void>,
  schedule: (send: () => void) => void = (send) => send(),
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let waitingBytes = 0;
  let flushes = 0;
  let isScheduled = false;
  observer.queue(name, () => waiting.length);

  function flushSoon(): void {
    if (isScheduled || flushes >= maxFlushes || waiting.length === 0) return;
    isScheduled = true;
    schedule(flushWaiting);
  }

  function flushWaiting(): void {
    isScheduled = false;
    while (flushes < maxFlushes && waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      for (const { bytes } of batch) waitingBytes -= bytes;
      flushes += 1;
      observer.batch(name, batch.length);
      void settleInTime(flush, batch).then(() => {
        flushes -= 1;
        flushSoon();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const bytes = roughSize(item);
      if (waiting.length >= maxWaiting || waitingBytes + bytes > maxWaitingBytes) {
        reject(new DatabaseOverdue('too many wait for the database'));
      } else {
        waiting.push({ item, bytes, resolve, reject });
        waitingBytes += bytes;
        flushSoon();
      }
    });
}

/** Bytes of the strings of an item, whose length callers control, plus a fixed number for the rest. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 16;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 16;
  let sum = 32;
  for (const name in value) sum += roughSize(value[name as keyof typeof value]);
  return sum;
}

/** A lost statement must not block the next ones. */
async function settleInTime<Item, Result>(
  flush: (batch: readonly Waiting<Item, Result>[]) => Promise<void>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    await inTime(flush(batch), longestFlush);
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
