import { DrizzleQueryError } from 'drizzle-orm';
import { DatabaseOverdue, DatabaseOverloaded } from './deadline.ts';

/**
 * The harmless parts of a failed query: its text, with `$1` for the first parameter, and what the driver says. The
 * error's own message holds the parameters, and the driver's `detail` the values of a row: both may be secret.
 */
export function readQueryError(error: unknown): { query: string; cause: unknown } | undefined {
  return error instanceof DrizzleQueryError ? { query: error.query, cause: error.cause } : undefined;
}

/** Whether a write failed because a row with the same key stands there already (SQLSTATE 23505). */
export function violates(error: unknown, constraint: string): boolean {
  // The two drivers spell the name of the constraint differently.
  const cause = readQueryError(error)?.cause as
    | Record<'code' | 'constraint' | 'constraint_name', unknown>
    | undefined;
  return cause?.code === '23505' && [cause.constraint, cause.constraint_name].includes(constraint);
}

/** Lock not available, and query cancelled because it took too long. */
const busyStates = /^(55P03|57014)$/;
/** A server that starts or stops, one that only reads, and any lack of resources: connections, memory, disk (class 53). */
const unavailableStates = /^(57P03|25006|53...)$/;
/** What the driver and the network say of a server that was never reached. */
const unreachable = [
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/** Whether the database gave up because something else held what it needed for too long, or does not answer. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof DatabaseOverdue ||
    error instanceof DatabaseOverloaded ||
    busyStates.test(String(stateOf(error)))
  );
}

/** Whether the database cannot do now what it may do later. */
export function isUnavailable(error: unknown): boolean {
  const state = String(stateOf(error));
  return isBusy(error) || unavailableStates.test(state) || unreachable.includes(state);
}

/** The SQLSTATE of a failed query, or the code of the driver or the network. */
export function stateOf(error: unknown): unknown {
  // A transaction that could not begin fails with the error of the driver itself.
  const cause = readQueryError(error)?.cause ?? error;
  return (cause as { readonly code?: unknown } | undefined)?.code;
}

/**
 * Whether PostgreSQL itself refused the statement and rolled it back. Anything else leaves open what was stored: a
 * connection that broke, and an error that ends the session (FATAL, PANIC), which may come after the commit, for one while
 * it waits for a standby.
 */
export function isDefinite(error: unknown): boolean {
  const cause = readQueryError(error)?.cause as { readonly severity?: unknown } | undefined;
  return cause?.severity === 'ERROR';
}

/**
 * Classes of SQLSTATE that tell of the server and not of what it was asked to write: a read-only server, no resources, an
 * object that is in use, an operator's hand, a system error and a bug. Another try would meet them again.
 */
const classesOfServer = ['25', '53', '55', '57', '58', 'XX'];

/** Whether a statement was refused for what stood in it, so that without that it may go through. */
export function isFaultOfRow(error: unknown): boolean {
  return isDefinite(error) && !classesOfServer.includes(String(stateOf(error)).slice(0, 2));
}
