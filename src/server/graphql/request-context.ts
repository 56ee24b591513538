import type { ServerResponse } from 'node:http';
import type { Config } from '../../config.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Services } from '../../operations/services.ts';
import { readLogPosition } from '../../store/postgres/log-position.ts';
import type { StoreFor } from '../../store/postgres/read-your-writes.ts';
import type { RequestEnd } from '../../store/queue/request-end.ts';
import type { Store } from '../../store/store.ts';
import type { TakeTurn } from '../event-loop-share.ts';
import type { Exchange } from '../http/exchange.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import { acceptedLanguage } from '../http/request/accept-language.ts';
import { RequestError } from '../http/request/request-error.ts';
import type { Log } from '../observe/log.ts';
import type { RepeatedFailures } from '../observe/repeated-failure.ts';
import type { EndpointContext } from './endpoint-context.ts';
import { graphqlPath } from './graphql-endpoint.ts';
import { mayIntrospect } from './introspection.ts';
import { limitReads } from './response-limit.ts';

export interface ContextParts {
  readonly config: Pick<Config, 'defaultLanguage' | 'introspection' | 'maxResponseBytes'>;
  readonly services: Services;
  /** With a replica: the store as the caller of one request sees it. */
  readonly storeFor: StoreFor | undefined;
  readonly limiter: RateLimiter;
  readonly log: Log;
  readonly failures: RepeatedFailures;
  readonly takeTurn: TakeTurn;
}

/** What both APIs get of an authenticated request. */
export function contextOf(actor: Actor, exchange: Exchange, parts: ContextParts): EndpointContext {
  const { limiter, log, failures, config, services, storeFor, takeTurn } = parts;
  const { requestId, address } = exchange;
  return {
    caller: {
      actor,
      requestId,
      address,
      signal: new ResponseEnd(exchange.response),
      onSpent: chargeOf((points) => limiter.charge(actor, points)),
      onRead: limitReads(config.maxResponseBytes),
    },
    services: storeFor ? { ...services, store: storeOf(storeFor, actor, exchange) } : services,
    language:
      exchange.path === graphqlPath ? 'en' : acceptedLanguage(exchange.request, config.defaultLanguage),
    unreadable: [],
    showsSchema: mayIntrospect(actor, config.introspection),
    log,
    failures,
    introspection: config.introspection,
    maxResponseBytes: config.maxResponseBytes,
    consume: (points) => limiter.actor(actor, points),
    takeTurn: async () => {
      await takeTurn(actor.homeTenantId);
      if (exchange.response.destroyed) throw new RequestError('BAD_REQUEST');
    },
  };
}

/**
 * Aborted when the response was sent or its connection closed: the result of work that still runs is not needed. An
 * `AbortController` would take 30 µs of each request, also of one without a search.
 */
class ResponseEnd implements RequestEnd {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get aborted(): boolean {
    return this.#response.destroyed;
  }

  addEventListener(_: 'abort', listener: () => void): void {
    // Every search of the request listens. Node would warn from the eleventh on, in the log of the operator.
    this.#response.setMaxListeners(0).once('close', listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#response.off('close', listener);
  }
}

/** Milliseconds of searches that cost a request no extra points, so that callers do not pay for a busy database. */
const millisecondsIncluded = 200;
/**
 * Milliseconds of searches beyond that for one more point. With the default limit of 500 points in ten seconds, an actor can
 * keep about one connection of the database busy.
 */
const millisecondsPerPoint = 20;

/** Charges for the total time of the searches of a request. */
function chargeOf(charge: (points: number) => void): (milliseconds: number) => void {
  let spent = -millisecondsIncluded;
  let charged = 0;
  return (milliseconds) => {
    spent += milliseconds;
    const points = Math.max(0, Math.floor(spent / millisecondsPerPoint)) - charged;
    charged += points;
    if (points > 0) charge(points);
  };
}

/**
 * Carries the position of a write in the log of the database. A caller that sends it back sees its write on any instance,
 * although reads come from a replica.
 */
const positionHeader = 'clientele-position';

function storeOf(storeFor: StoreFor, { homeTenantId, id }: Actor, { request, response }: Exchange): Store {
  return storeFor({
    owner: JSON.stringify([homeTenantId, id]),
    since: readLogPosition(request.headers[positionHeader]?.toString()),
    onWrite: (position) => {
      if (!response.headersSent) response.setHeader(positionHeader, position);
    },
  });
}
