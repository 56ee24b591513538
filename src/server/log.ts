import { DrizzleQueryError } from 'drizzle-orm';
import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';

export type Log = Logger;

/** Structured lines on standard error. Nothing of a request is logged but what a line names: no header, body or query. */
export function createLog(level: LogLevel): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: levelByName },
    },
    destination({ dest: 2, sync: false }),
  );
}

function levelByName(label: string) {
  return { level: label };
}

/**
 * An error as it may be logged. The message of a Drizzle error holds the parameters of its query and a PostgreSQL error's
 * `detail` holds the values of a row: neither is taken.
 */
export function describeError(error: unknown): object {
  if (error instanceof DrizzleQueryError) return { ...describeError(error.cause), query: error.query };
  if (error instanceof AggregateError) return { name: error.name, errors: error.errors.map(describeError) };
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  return { name, message, code: (error as NodeJS.ErrnoException).code, stack };
}
