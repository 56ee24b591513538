import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';
import { readQueryError } from '../store/query-error.ts';

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

/** An error as it may be logged: without the parameters of a query and without the values of a row. */
export function describeError(error: unknown): object {
  const queryError = readQueryError(error);
  if (queryError) return { ...describeError(queryError.cause), query: queryError.query };
  if (error instanceof AggregateError) return { name: error.name, errors: error.errors.map(describeError) };
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  return { name, message, code: (error as NodeJS.ErrnoException).code, stack };
}
