import { DrizzleQueryError } from 'drizzle-orm';
import { DatabaseOverdue, DatabaseOverloaded } from './deadline.ts';

/**
 * The harmless parts of a failed query: its text, with `$1` for the first parameter, and the message of the driver. The
 * message of the error itself contains the parameters, and `detail` of the driver the values of a row; both may be secret.
 */
export function readQueryError(error: unknown): { query: string; cause: unknown } | undefined {
  return error instanceof DrizzleQueryError ? { query: error.query, cause: error.cause } : undefined;
}

/** Whether a write failed because a row with the same key exists (SQLSTATE 23505). */
export function violates(error: unknown, constraint: string): boolean {
  // The two drivers use different names for the constraint.
  const cause = readQueryError(error)?.cause as
    | Record<'code' | 'constraint' | 'constraint_name', unknown>
    | undefined;
  return cause?.code === '23505' && [cause.constraint, cause.constraint_name].includes(constraint);
}

/** Lock not available, and query cancelled because it took too long. */
const busyStates = /^(55P03|57014)$/;
/** A server that starts, stops or is read-only, and any lack of resources: connections, memory, disk (class 53). */
const unavailableStates = /^(57P03|25006|53...)$/;
/** Codes of the driver and the network for a server that was never reached. */
const unreachable = [
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/** Whether the database is busy: a lock was held too long, a statement took too long, or it did not respond. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof DatabaseOverdue ||
    error instanceof DatabaseOverloaded ||
    busyStates.test(String(stateOf(error)))
  );
}

/** Whether the database may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const state = String(stateOf(error));
  return isBusy(error) || unavailableStates.test(state) || unreachable.includes(state);
}

/** The SQLSTATE of a failed query, or the code of the driver or the network. */
export function stateOf(error: unknown): unknown {
  // If a transaction cannot begin, the error is that of the driver itself.
  const cause = readQueryError(error)?.cause ?? error;
  return (cause as { readonly code?: unknown } | undefined)?.code;
}

/**
 * Whether PostgreSQL refused the statement and rolled it back. After any other error the outcome is unknown: a broken
 * connection, or an error that ends the session (FATAL, PANIC), which may come after the commit, for example while waiting
 * for a standby.
 */
export function isDefinite(error: unknown): boolean {
  const cause = readQueryError(error)?.cause as { readonly severity?: unknown } | undefined;
  return cause?.severity === 'ERROR';
}

/**
 * Classes of SQLSTATE about the server and not the rows: a read-only server, no resources, an object in use, an intervention
 * of the operator, a system error and a bug. A repeated attempt would fail as well.
 */
const classesOfServer = ['25', '53', '55', '57', '58', 'XX'];

/** Whether a statement was refused because of a row, so that the others can be written without it. */
export function isFaultOfRow(error: unknown): boolean {
  return isDefinite(error) && !classesOfServer.includes(String(stateOf(error)).slice(0, 2));
}
