import { hash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../../config.ts';
import type { Actor } from '../../domain/actor.ts';
import { networkOf } from '../../domain/uri/network.ts';
import type { OpenDatabase } from '../../store/database.ts';
import { widerNetworkOf } from './request/client-address.ts';
import { RequestError } from './request/request-error.ts';

/** Seconds of a window in which the points of a limit can be consumed. */
const windowSeconds = 10;
/**
 * Milliseconds between two exchanges of counts between instances. Points consumed in between are counted by each instance
 * alone.
 */
const shareMilliseconds = 250;
/** Counts below this share of a limit are not published, so a flood from many addresses causes no statements. */
const shareFrom = 0.1;
/** Keys that one exchange publishes, so that many callers cannot make it large. */
const maxShared = 200;
/** Callers with separate counters in each table. A counter takes 800 bytes. */
const defaultMaxCallers = 20_000;

export interface RateLimiter {
  /** @throws {RequestError} RATE_LIMITED, with `Retry-After`. */
  readonly address: (address: string) => Promise<void>;
  /** @throws {RequestError} RATE_LIMITED, with `Retry-After`. */
  readonly actor: (actor: Actor, points?: number) => Promise<void>;
  /** Consumes points for costs of a request that has already run. If they exceed the limit, the next request is refused. */
  readonly charge: (actor: Actor, points: number) => void;
  readonly stop: () => void;
}

export const unlimited: RateLimiter = {
  address: async () => {},
  actor: async () => {},
  charge: () => {},
  stop: () => {},
};

/**
 * Limits callers. Limits are checked in memory, because a statement for each request would cost as much as a registration.
 * Gateways that share a database exchange counts several times a second; if that fails, each uses its own.
 *
 * @param onFailure is told when instances could not share.
 * A counter is never given up before its window ends: with an IPv6 /32, which has 4 billion networks, a caller could otherwise reset
 * its own counter and those of others. While the table is full, new networks of one wider network share a counter, and so do new
 * actors of one tenant.
 *
 * @param maxCallers of either kind that are counted by themselves, and again as many groups of them.
 */
export function limitRates(
  limits: RateLimit,
  open: Pick<OpenDatabase, 'query' | 'isConcurrent'>,
  onFailure: (error: unknown) => void,
  maxCallers = defaultMaxCallers,
): RateLimiter {
  const share = open.isConcurrent ? open.query : undefined;
  const address = limiter('address', limits.address, share, onFailure, maxCallers);
  const actor = limiter('actor', limits.actor, share, onFailure, maxCallers);
  return {
    address: (given) => address.consume([networkOf(given), widerNetworkOf(given)], 1),
    actor: (given, points = 1) => actor.consume(namesOf(given), points),
    charge: (given, points) => actor.charge(namesOf(given), points),
    stop: () => {
      address.stop();
      actor.stop();
    },
  };
}

/** Keys of a caller: its own, then those of ever larger groups that it belongs to. */
type Names = readonly string[];

function namesOf({ homeTenantId, id }: Actor): Names {
  return [JSON.stringify([homeTenantId, id]), JSON.stringify([homeTenantId])];
}

/** Finds the counter of a caller: its own one, or while there are too many, that of its group or of all other groups. */
function counterKeys(maxCallers: number): (names: Names) => string {
  /** For each type of key: the ends of the windows, earliest first. */
  const tables: Map<string, number>[] = [];
  return (names) => {
    const now = performance.now();
    for (const [level, name] of names.entries()) {
      tables[level] ??= new Map();
      const ends = tables[level];
      for (const [key, end] of ends) {
        if (end > now) break;
        ends.delete(key);
      }
      const key = hash('sha256', name, 'base64url');
      if (ends.has(key)) return key;
      if (ends.size < maxCallers) {
        ends.set(key, now + windowSeconds * 1000);
        return key;
      }
    }
    return 'others';
  };
}

function limiter(
  kind: 'address' | 'actor',
  points: number,
  query: OpenDatabase['query'] | undefined,
  onFailure: (error: unknown) => void,
  maxCallers: number,
) {
  const here = new RateLimiterMemory({ keyPrefix: kind, points, duration: windowSeconds });
  const shared = query && sharedLimiter(kind, points, query);
  const keyOf = counterKeys(maxCallers);
  /** Points consumed here that are not published yet. */
  const untold = new Map<string, number>();
  const isWorthTelling = ({ consumedPoints }: RateLimiterRes) => consumedPoints >= points * shareFrom;

  async function tell(): Promise<void> {
    const round = [...untold].slice(0, maxShared);
    for (const [key] of round) untold.delete(key);
    await Promise.all(
      round.map(async ([key, consumed]) => {
        const everywhere = await shared?.penalty(`${key}:${windowNow()}`, consumed);
        if (everywhere === undefined) return;
        const total = everywhere.consumedPoints + (untold.get(key) ?? 0);
        const seconds = everywhere.msBeforeNext / 1000;
        await here.set(key, total, Math.min(Math.max(seconds, 0.001), windowSeconds));
      }),
    );
  }

  let telling = Promise.resolve();
  const timer =
    shared &&
    setInterval(() => {
      if (untold.size > 0) telling = telling.then(tell).catch(onFailure);
    }, shareMilliseconds);
  timer?.unref();

  // The first publication includes the points that were below the threshold before.
  const note = (key: string, consumed: number, result: RateLimiterRes) => {
    if (!shared || !isWorthTelling(result)) return;
    if (untold.size >= maxCallers && !untold.has(key)) return;
    const isFirst = result.consumedPoints - consumed < points * shareFrom;
    untold.set(key, (untold.get(key) ?? 0) + (isFirst ? result.consumedPoints : consumed));
  };

  return {
    charge: (names: Names, consumed: number): void => {
      const key = keyOf(names);
      void here.penalty(key, consumed).then((result) => note(key, consumed, result));
    },
    consume: async (names: Names, consumed: number): Promise<void> => {
      const key = keyOf(names);
      try {
        note(key, consumed, await here.consume(key, consumed));
      } catch (error) {
        if (error instanceof Error) throw error;
        const refusal = error as RateLimiterRes;
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new RequestError('RATE_LIMITED', { 'retry-after': `${seconds}` });
      }
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Rows of one window are never read in another. After a clock was set back, they would otherwise stay until the clock catches
 * up.
 */
function windowNow(): number {
  return Math.floor(Date.now() / 1000 / windowSeconds);
}

function sharedLimiter(kind: string, points: number, query: OpenDatabase['query']): RateLimiterPostgres {
  return new RateLimiterPostgres({
    keyPrefix: kind,
    points,
    duration: windowSeconds,
    storeClient: { query },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
  });
}
