import { DrizzleQueryError } from 'drizzle-orm';

/**
 * The harmless parts of a failed query: its text, with `$1` for the first parameter, and what the driver says. The
 * error's own message holds the parameters, and the driver's `detail` the values of a row: both may be secret.
 */
export function readQueryError(error: unknown): { query: string; cause: unknown } | undefined {
  return error instanceof DrizzleQueryError ? { query: error.query, cause: error.cause } : undefined;
}
