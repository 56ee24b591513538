import { monotonicFactory } from 'ulid';

/** A ULID: 48 bits of milliseconds, then 80 random bits, as 26 characters of Crockford's base 32. */
export type Ulid = string;

/**
 * Makes the ids of one process: later ids sort after earlier ones, also within a millisecond, so that a page ordered by
 * id is a page ordered by time. `clock` gives Unix milliseconds.
 */
export function identifierFactory(clock: () => number): () => Ulid {
  const next = monotonicFactory();
  return () => next(clock());
}

/** The public `client_id` of a client: `app-` and the client's own ULID. */
export function clientIdOf(id: Ulid): string {
  return `app-${id}`;
}
