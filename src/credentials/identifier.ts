import { monotonicFactory } from 'ulid';
import { isUlid } from '../domain/identifier.ts';
import { randomBytes } from './random.ts';

/** A ULID: 48 bits of milliseconds, then 80 random bits, as 26 characters of Crockford's base 32. */
export type Ulid = string;

/**
 * Creates the ids of a process. Later ids sort after earlier ones, also within a millisecond, so that a page ordered by id is
 * ordered by time. `clock` returns Unix milliseconds.
 */
export function identifierFactory(clock: () => number): () => Ulid {
  const next = monotonicFactory(randomFractions());
  return () => next(clock());
}

/**
 * Random numbers from 0 to below 1, in steps of 1/256; an id takes 16 of them. By default the package asks the operating
 * system for each byte, which costs more than all checks of a registration.
 */
function randomFractions(): () => number {
  let bytes: Buffer = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === bytes.length) {
      bytes = randomBytes(16);
      used = 0;
    }
    return (bytes[used++] ?? 0) / 256;
  };
}

const prefix = 'app-';

/** The `client_id` of a client whose caller chose none: `app-` and its ULID. */
export function clientIdOf(id: Ulid): string {
  return `${prefix}${id}`;
}

/** The ULID of a `client_id` in that form. */
export function ulidIn(clientId: string): Ulid | undefined {
  const id = clientId.slice(prefix.length);
  return clientId.startsWith(prefix) && isUlid(id) ? id : undefined;
}
