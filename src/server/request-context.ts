import type { Config } from '../config.ts';
import type { Registry } from '../operations/registry.ts';
import type { Actor } from '../registration/actor.ts';
import { readLogPosition } from '../store/log-position.ts';
import type { StoreFor } from '../store/read-your-writes.ts';
import type { Exchange } from './exchange.ts';
import type { DoorContext } from './graphql-door.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Tracer } from './tracing.ts';

export interface ContextParts {
  readonly config: Pick<Config, 'introspection'>;
  readonly registry: Registry;
  /** Where there is a replica: the store as the caller of one request sees it. */
  readonly storeFor: StoreFor | undefined;
  readonly limiter: RateLimiter;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly log: Log;
}

/** What both doors see of a request whose caller is known. */
export function contextOf(actor: Actor, exchange: Exchange, parts: ContextParts): DoorContext {
  const { limiter, log, metrics, tracer, config } = parts;
  const { requestId, address } = exchange;
  return {
    caller: { actor, requestId, address },
    registry: registryFor(actor, exchange, parts),
    unreadable: [],
    log,
    introspection: config.introspection,
    consume: (points) => limiter.actor(actor, points),
    watch: async (field, run) => {
      const startedAt = performance.now();
      const done = (error?: unknown) =>
        metrics.operation(field, (performance.now() - startedAt) / 1000, error);
      try {
        const result = await tracer.within(field, run);
        done();
        return result;
      } catch (error) {
        done(error);
        throw error;
      }
    },
  };
}

/**
 * Carries the position of a write in the log of the database. A caller that sends it back sees its write on any instance,
 * although reads come from a replica.
 */
const positionHeader = 'clientele-position';

function registryFor(
  { homeTenantId, id }: Actor,
  { request, response }: Exchange,
  { registry, storeFor }: ContextParts,
): Registry {
  if (storeFor === undefined) return registry;
  const store = storeFor({
    owner: JSON.stringify([homeTenantId, id]),
    since: readLogPosition(request.headers[positionHeader]?.toString()),
    onWrite: (position) => {
      if (!response.headersSent) response.setHeader(positionHeader, position);
    },
  });
  return { ...registry, store };
}
