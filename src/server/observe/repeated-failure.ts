import type { Log } from './log.ts';
import { describeError } from './log.ts';

/** Milliseconds in which equal failures are counted in one line. */
const defaultWindow = 5000;

export interface RepeatedFailures {
  /** Logs the first failure of a kind at once, and equal ones as one line with their number when the window ends. */
  readonly report: (failure: Failure, message: string) => void;
  /** Logs what was counted. */
  readonly flush: () => void;
}

interface Failure {
  readonly requestId: string;
  readonly error: unknown;
  readonly coordinate?: string | undefined;
}

interface Kind {
  count: number;
  last: Failure;
}

/** Without it, a database that is down makes a line with a stack trace for every request. */
export function logRepeatedFailures(log: Log, window = defaultWindow): RepeatedFailures {
  /** By message, error and coordinate, of which there are few: none of them is written by a caller. */
  const kinds = new Map<string, Kind>();

  function endWindow(): void {
    for (const [key, { count, last }] of kinds) {
      const { error, ...facts } = last;
      if (count > 0) log.error({ ...facts, count, error: describeError(error) }, 'requests failed again');
      kinds.delete(key);
    }
  }

  return {
    report: (failure, message) => {
      const { name, code } = describeError(failure.error) as {
        readonly name?: string;
        readonly code?: string;
      };
      const key = JSON.stringify([message, name, code, failure.coordinate]);
      const known = kinds.get(key);
      if (known) {
        Object.assign(known, { count: known.count + 1, last: failure });
        return;
      }
      if (kinds.size === 0) setTimeout(endWindow, window).unref();
      kinds.set(key, { count: 0, last: failure });
      const { error, ...facts } = failure;
      log.error({ ...facts, error: describeError(error) }, message);
    },
    flush: endWindow,
  };
}
