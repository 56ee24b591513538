import { destination, type Logger, pino } from 'pino';
import type { LogFormat, LogLevel } from '../../config.ts';
import { readQueryError } from '../../store/query-error.ts';
import { readableLine } from './log-line.ts';

export type Log = Logger;

/** Bytes of lines that wait while standard error is not read; lines beyond that are dropped. */
const maxWaiting = 16 * 1024 * 1024;

/**
 * Writes to standard error: one JSON object on each line, or readable text for a terminal. Of a request only the members that a
 * call names are logged: no header, body or query.
 */
export function createLog(level: LogLevel, format: LogFormat = 'json'): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: levelByName },
  };
  const lines = destination({ dest: 2, sync: false, maxLength: maxWaiting });
  if (format === 'json') return pino(options, lines);
  return pino(options, { write: (line) => void lines.write(readableLine(line)) });
}

function levelByName(label: string) {
  return { level: label };
}

/** An error for the log, without the parameters of a query and the values of a row. */
export function describeError(error: unknown): object {
  const queryError = readQueryError(error);
  if (queryError) return { ...describeError(queryError.cause), query: queryError.query };
  if (error instanceof AggregateError) return { name: error.name, errors: error.errors.map(describeError) };
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  return { name, message, code: (error as NodeJS.ErrnoException).code, stack };
}
