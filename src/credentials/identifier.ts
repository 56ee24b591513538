import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** A ULID: 48 bits of milliseconds, then 80 random bits, as 26 characters of Crockford's base 32. */
export type Ulid = string;

/**
 * Makes the ids of one process: later ids sort after earlier ones, also within a millisecond, so that a page ordered by
 * id is a page ordered by time. `clock` gives Unix milliseconds.
 */
export function identifierFactory(clock: () => number): () => Ulid {
  const next = monotonicFactory(randomFractions());
  return () => next(clock());
}

/**
 * Random numbers from 0 to below 1, in steps of 1/256. An id takes 16 of them; asking the operating system for one byte
 * at a time, as the package does by itself, costs more than the whole check of a registration.
 */
function randomFractions(): () => number {
  const bytes = new Uint8Array(4096);
  let used = bytes.length;
  return () => {
    if (used === bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    return (bytes[used++] ?? 0) / 256;
  };
}

/** The public `client_id` of a client: `app-` and the client's own ULID. */
export function clientIdOf(id: Ulid): string {
  return `app-${id}`;
}
