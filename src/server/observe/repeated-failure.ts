import { DatabaseOverloaded } from '../../store/deadline.ts';
import type { Log } from './log.ts';
import { describeError } from './log.ts';

/** Milliseconds in which equal failures are counted in one line. */
const defaultWindow = 5000;

export interface RepeatedFailures {
  /** Logs the first failure of a kind immediately, and equal ones as one line with their number when the window ends. */
  readonly report: (failure: Failure, message: string) => void;
  /** Logs the counted failures. */
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

/** Without it, an unreachable database would cause a line with a stack trace for every request. */
export function logRepeatedFailures(log: Log, window = defaultWindow): RepeatedFailures {
  /** Failures are equal if message, error and coordinate are. These are few, because callers do not write them. */
  const kinds = new Map<string, Kind>();

  function endWindow(): void {
    for (const [key, { count, last }] of kinds) {
      const { error, ...facts } = last;
      if (count > 0)
        log[levelOf(error)]({ ...facts, count, error: describeError(error) }, 'requests failed again');
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
      log[levelOf(error)]({ ...facts, error: describeError(error) }, message);
    },
    flush: endWindow,
  };
}

/** A caller that sends too much is refused with `DatabaseOverloaded`, which is no fault of the gateway or the database. */
function levelOf(error: unknown): 'warn' | 'error' {
  return error instanceof DatabaseOverloaded ? 'warn' : 'error';
}
