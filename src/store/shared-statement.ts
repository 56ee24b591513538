import { DatabaseOverdue, inTime } from './deadline.ts';
import type { StatementObserver } from './observer.ts';

/** Items that share one statement, at most. */
const maxBatch = 100;
/** Statements under way at once: while the server works on one, the next can be on its way. */
const maxFlushes = 2;
/** Items that may wait; with more, whoever comes is turned away rather than left waiting for longer and longer. */
const maxWaiting = 10_000;
/** Bytes that they may retain together, roughly: a registration may have 64 KiB, and 10,000 of those would be 640 MB. */
const maxWaitingBytes = 32 * 1024 * 1024;
/** Milliseconds after which a statement counts as lost; the server's own limits come earlier. */
const longestFlush = 20_000;

export interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets what comes while others are under way share a statement. What finds nothing under way goes at once, alone; nothing
 * waits for company.
 *
 * @param name of the statement, for whoever watches.
 * @param flush runs the statement and settles every item of its batch; it never rejects.
 */
export function sharedStatement<Item, Result>(
  name: string,
  observer: StatementObserver,
  flush: (batch: readonly Waiting<Item, Result>[]) => Promise<void>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let waitingBytes = 0;
  let flushes = 0;
  observer.queue(name, () => waiting.length);

  function flushWaiting(): void {
    while (flushes < maxFlushes && waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      for (const { bytes } of batch) waitingBytes -= bytes;
      flushes += 1;
      observer.batch(name, batch.length);
      void settleInTime(flush, batch).then(() => {
        flushes -= 1;
        flushWaiting();
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
        flushWaiting();
      }
    });
}

/** Bytes of the texts of an item, whose length is the caller's, and a fixed number for everything else. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 16;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 16;
  let sum = 32;
  for (const name in value) sum += roughSize(value[name as keyof typeof value]);
  return sum;
}

/** A statement that is lost must not keep those behind it from going. */
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
