import type { ServerResponse } from 'node:http';
import { isGone } from './in-turn.ts';
import { RequestError } from './request/request-error.ts';
import { closeSlowReader, sendingLimits } from './slow-reader.ts';

/** Requests of one caller that may wait; further ones are refused. */
const maxWaiting = 1000;
/** Milliseconds that a request may wait for the others of its caller; the rest of the time of a request is for its work. */
const longestWait = 10_000;

export interface ConcurrencyLimit {
  /**
   * Runs the work when fewer than the limit of this caller's requests are running. A request counts from here until its work
   * has ended and its response is sent, so that the limit also bounds the memory for responses that are not read. A connection that
   * takes longer than 30 s, and 1 s more for each 64 KiB, to read its response is closed.
   *
   * @throws {RequestError} RATE_LIMITED when 1,000 requests of the caller are waiting, or after 10 s of waiting; BAD_REQUEST when
   * the caller has closed the connection while waiting.
   */
  readonly run: <Result>(
    caller: string,
    response: ServerResponse,
    work: () => Promise<Result>,
  ) => Promise<Result>;
}

interface Share {
  running: number;
  /** Starts a request, in the order of arrival. */
  readonly waiting: Set<() => void>;
}

/** Each caller has a separate queue, so a caller that sends too much delays only itself. */
export function limitConcurrency(
  limit: number,
  sending = sendingLimits,
  maxWait = longestWait,
): ConcurrencyLimit {
  const shares = new Map<string, Share>();

  function leave(caller: string, share: Share): void {
    const [next] = share.waiting;
    if (next) {
      share.waiting.delete(next);
      next();
      return;
    }
    share.running -= 1;
    if (share.running === 0) shares.delete(caller);
  }

  return {
    async run(caller, response, work) {
      const share = shares.get(caller) ?? { running: 0, waiting: new Set() };
      shares.set(caller, share);
      if (share.running < limit) share.running += 1;
      else {
        await waitIn(share, response, maxWait);
        if (await isGone(response)) {
          leave(caller, share);
          throw new RequestError('BAD_REQUEST');
        }
      }
      try {
        return await work();
      } finally {
        if (response.closed) leave(caller, share);
        else {
          closeSlowReader(response, sending);
          response.once('close', () => leave(caller, share));
        }
      }
    },
  };
}

function waitIn({ waiting }: Share, response: ServerResponse, maxWait: number): Promise<void> {
  if (response.closed) throw new RequestError('BAD_REQUEST');
  if (waiting.size >= maxWaiting) throw tooMany();
  return new Promise((done, fail) => {
    const stopWaiting = () => {
      clearTimeout(timer);
      waiting.delete(start);
      response.off('close', giveUp);
    };
    const giveUp = () => {
      stopWaiting();
      fail(new RequestError('BAD_REQUEST'));
    };
    const start = () => {
      stopWaiting();
      // Without this, all waiting requests could run before the event loop reads another connection.
      setImmediate(done);
    };
    const timer = setTimeout(() => {
      stopWaiting();
      fail(tooMany());
    }, maxWait);
    waiting.add(start);
    response.once('close', giveUp);
  });
}

function tooMany(): RequestError {
  return new RequestError('RATE_LIMITED', { 'retry-after': '1' });
}
