import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Database, Search } from '../database.ts';
import { DatabaseOverloaded } from '../deadline.ts';

/**
 * Milliseconds after which a search is cancelled on the server. The server also ends it by itself, unless a connection pooler
 * drops the limit of the connection.
 */
export const searchTimeout = 10_000;

/** Milliseconds until a cancellation is repeated: the first one may arrive before the search. */
const cancelAgain = 100;

/** A connection that serves one search at a time. */
interface Slot {
  readonly database: Database;
  /** A comment at the start of the next statement. */
  comment: string;
}

/**
 * Runs each search on a separate connection. The text of each begins with a comment by which a cancellation finds it on the
 * server, also behind a connection pooler. The connection serves the next search only after the cancellation was answered, so
 * that a late cancellation cannot hit the next search. Behind a pooler, another client's statement can be, in the microseconds between
 * finding the search and cancelling it. A transaction that holds the connection took 600 µs of the gateway for each search.
 *
 * @param clients with one connection each.
 * @param control a pool that cancels searches and does nothing else: searches cannot exhaust it, and it takes no connection
 * from a write. Unlike the cancel request of the protocol, a statement works with several hosts.
 * @param timeout milliseconds until a search is cancelled.
 */
export function searchOn(
  clients: readonly postgres.Sql[],
  control: postgres.Sql,
  timeout = searchTimeout,
): Search {
  const idle = clients.map(openSlot);
  const waiting: ((slot: Slot) => void)[] = [];
  const instance = randomUUID();
  let count = 0;
  return async (ask, signal) => {
    const slot = idle.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
    try {
      if (signal?.aborted) throw new DatabaseOverloaded('the caller did not wait for the answer');
      count += 1;
      slot.comment = `/* search ${instance} ${count} */ `;
      return await cancellable(() => ask(slot.database), cancelOn(control, slot.comment), timeout, signal);
    } finally {
      const next = waiting.shift();
      if (next) next(slot);
      else idle.push(slot);
    }
  };
}

function openSlot(client: postgres.Sql): Slot {
  const unsafe: postgres.Sql['unsafe'] = (text, ...rest) => client.unsafe(slot.comment + text, ...rest);
  // The functions of a client that Drizzle uses outside of transactions.
  const commented = { options: client.options, unsafe } as postgres.Sql;
  const slot: Slot = { database: drizzle(commented), comment: '' };
  return slot;
}

/**
 * Cancels the work when its time is up or its request has ended, repeatedly until it fails. It returns after the last
 * cancellation.
 */
async function cancellable<Result>(
  work: () => Promise<Result>,
  cancel: () => Promise<unknown>,
  timeout: number,
  signal: Parameters<Search>[1],
): Promise<Result> {
  let hasEnded = false;
  let cancelling: Promise<void> | undefined;
  let timer = setTimeout(start, timeout);
  function start(): void {
    clearTimeout(timer);
    cancelling = cancel()
      .catch(() => {})
      .then(() => {
        if (!hasEnded) timer = setTimeout(start, cancelAgain);
      });
  }
  signal?.addEventListener('abort', start);
  try {
    return await work();
  } finally {
    hasEnded = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', start);
    await cancelling;
  }
}

function cancelOn(control: postgres.Sql, comment: string): () => Promise<unknown> {
  return async () => control`
    select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and state = 'active' and starts_with(query, ${comment})`;
}
