import { DatabaseOverloaded, inTime } from '../deadline.ts';
import type { StatementObserver } from './observer.ts';
import { TenantTurns } from './tenant-turns.ts';

/** Items of one statement, at most. */
const maxBatch = 100;
/**
 * Bytes of one statement, roughly; a larger item is sent alone. While 640 callers registered clients of 45 KiB, statements of 100
 * took seconds, and so did the registrations of other tenants.
 */
const maxBatchBytes = 1024 * 1024;
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
  readonly tenant: string;
  readonly bytes: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

type Batch<Item, Result> = readonly Waiting<Item, Result>[];

interface Options<Item> {
  /** Calls its argument when the waiting items may be sent. Default: at once. */
  readonly schedule?: (send: () => void) => void;
  /** The tenant of an item. Tenants take turns. Default: all items are of one tenant. */
  readonly tenantOf?: (item: Item) => string;
}

/**
 * Lets items that arrive while others are running share a statement. An item that finds nothing running is sent immediately;
 * nothing is delayed to fill a batch.
 *
 * @param name of the statement, for metrics.
 * @param flush runs the statement, and returns the items to send again, each alone. It completes all others and never rejects.
 * @returns a function that rejects with {@link DatabaseOverloaded} when too much waits. A tenant may use half of what the others
 *   leave free.
 */
export function sharedStatement<Item, Result>(
  name: string,
  observer: StatementObserver,
  flush: (batch: Batch<Item, Result>) => Promise<Batch<Item, Result>>,
  { schedule = (send) => send(), tenantOf = () => '' }: Options<Item> = {},
): (item: Item) => Promise<Result> {
  const queue = new WaitingItems<Item, Result>();
  let flushes = 0;
  let isRepeating = false;
  let isScheduled = false;
  observer.queue(name, () => queue.size);

  function flushSoon(): void {
    if (isScheduled || flushes >= maxFlushes || queue.size === 0) return;
    isScheduled = true;
    schedule(flushWaiting);
  }

  function flushWaiting(): void {
    isScheduled = false;
    while (flushes < maxFlushes) {
      // Items that are sent again use one statement at a time, so that they do not delay the others, and keep their order.
      const repeat = isRepeating ? [] : queue.takeRepeat();
      const isRepeat = repeat.length > 0;
      const batch = isRepeat ? repeat : queue.takeBatch();
      if (batch.length === 0) return;
      flushes += 1;
      isRepeating ||= isRepeat;
      observer.batch(name, batch.length);
      void settleInTime(flush, batch).then((again) => {
        for (const one of again) queue.addRepeat(one);
        flushes -= 1;
        if (isRepeat) isRepeating = false;
        flushSoon();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const one = { item, tenant: tenantOf(item), bytes: roughSize(item), resolve, reject };
      if (queue.hasRoomFor(one)) {
        queue.add(one);
        flushSoon();
      } else reject(new DatabaseOverloaded('too many wait for the database'));
    });
}

/** The items of a shared statement that wait, and those that wait to be sent again. */
class WaitingItems<Item, Result> {
  readonly #first = new TenantTurns<Waiting<Item, Result>>();
  readonly #repeats = new TenantTurns<Waiting<Item, Result>>();
  readonly #bytesOf = new Map<string, number>();
  #bytes = 0;

  get size(): number {
    return this.#first.size + this.#repeats.size;
  }

  hasRoomFor({ tenant, bytes }: Waiting<Item, Result>): boolean {
    const items = this.#first.sizeOf(tenant) + this.#repeats.sizeOf(tenant);
    const own = this.#bytesOf.get(tenant) ?? 0;
    return items < maxWaiting - this.size && own + bytes <= maxWaitingBytes - this.#bytes;
  }

  add(one: Waiting<Item, Result>): void {
    this.#first.add(one.tenant, one);
    this.#count(one, 1);
  }

  addRepeat(one: Waiting<Item, Result>): void {
    this.#repeats.add(one.tenant, one);
    this.#count(one, 1);
  }

  takeRepeat(): Batch<Item, Result> {
    return this.#take(this.#repeats, 1);
  }

  takeBatch(): Batch<Item, Result> {
    return this.#take(this.#first, maxBatch);
  }

  #take(from: TenantTurns<Waiting<Item, Result>>, max: number): Batch<Item, Result> {
    const batch: Waiting<Item, Result>[] = [];
    for (let bytes = 0; batch.length < max && bytes < maxBatchBytes; ) {
      const one = from.take();
      if (one === undefined) break;
      batch.push(one);
      bytes += one.bytes;
      this.#count(one, -1);
    }
    return batch;
  }

  #count({ tenant, bytes }: Waiting<Item, Result>, sign: 1 | -1): void {
    this.#bytes += sign * bytes;
    const own = (this.#bytesOf.get(tenant) ?? 0) + sign * bytes;
    if (own > 0) this.#bytesOf.set(tenant, own);
    else this.#bytesOf.delete(tenant);
  }
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
  flush: (batch: Batch<Item, Result>) => Promise<Batch<Item, Result>>,
  batch: Batch<Item, Result>,
): Promise<Batch<Item, Result>> {
  try {
    return await inTime(flush(batch), longestFlush);
  } catch (error) {
    for (const { reject } of batch) reject(error);
    return [];
  }
}
