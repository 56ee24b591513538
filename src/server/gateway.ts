import { createServer, type Server } from 'node:http';
import { AccessRefusal } from '../access/access-refusal.ts';
import type { Authenticate } from '../access/token-verifier.ts';
import type { Config } from '../config.ts';
import { type Refusal, recordRefusal } from '../operations/audit.ts';
import type { Registry } from '../operations/registry.ts';
import type { Actor } from '../registration/actor.ts';
import { type ErrorCode, errorCatalogue, headersOf } from '../registration/error-catalogue.ts';
import { refusal } from '../rest/envelope.ts';
import { OperationRefusal } from '../rest/operation.ts';
import { operationIdOf } from '../rest/route.ts';
import { inTime } from '../store/deadline.ts';
import { readLogPosition } from '../store/log-position.ts';
import type { StoreFor } from '../store/read-your-writes.ts';
import { addressReader } from './client-address.ts';
import { allowOrigins } from './cors.ts';
import { errorCodeOf } from './error-code.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { type DoorContext, graphqlRefusal, handleGraphql } from './graphql-door.ts';
import { answerLiveness, answerReadiness, type Health } from './health.ts';
import { httpLimits, limitConnections } from './http-limit.ts';
import { nobody } from './introspection.ts';
import { writeJson } from './json-answer.ts';
import { describeError, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RateLimiter } from './rate-limit.ts';
import { RequestRefusal } from './refusal.ts';
import { findRoute, handleRest } from './rest-door.ts';
import { setSecurityHeaders } from './security-header.ts';
import type { Tracer } from './tracing.ts';
import type { WebPage } from './web-page.ts';

export interface GatewayParts {
  readonly config: Pick<Config, 'corsOrigins' | 'introspection' | 'maxConnections' | 'trustedProxies'>;
  readonly registry: Registry;
  /** Where there is a replica: the store as the caller of one request sees it. */
  readonly storeFor: StoreFor | undefined;
  readonly authenticate: Authenticate;
  readonly limiter: RateLimiter;
  /** What a browser is shown. */
  readonly pages: readonly WebPage[];
  readonly health: Health;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly log: Log;
}

const graphqlPath = '/graphql';
const graphqlMethods = ['GET', 'POST'];
const operatorPaths = ['/livez', '/readyz', '/metrics'];

/** One HTTP server with both doors. Who calls is decided before a body is read or a document parsed. */
export function createGateway(parts: GatewayParts): Server {
  const addressOf = addressReader(parts.config.trustedProxies);
  const allowOrigin = allowOrigins(parts.config.corsOrigins);
  const server = createServer(httpLimits, (request, response) => {
    const exchange = openExchange(request, response, addressOf);
    setSecurityHeaders(response);
    // A caller that goes away, and an answer that comes too late, are no faults.
    response.on('error', () => {});
    response.once('close', () => {
      parts.metrics.request(exchange);
      logExchange(exchange, parts.log);
    });
    if (allowOrigin(request, response)) return;
    parts.tracer
      .request(exchange, () => answerInTime(exchange, parts))
      .catch((error: unknown) => {
        parts.log.error({ requestId: exchange.requestId, error: describeError(error) }, 'answer failed');
        response.destroy();
      });
  });
  limitConnections(server, parts.config.maxConnections, parts.log);
  return server;
}

/** Milliseconds after which a request is given up; the limits of the database come earlier, where it keeps them. */
const longestAnswer = 22_000;

async function answerInTime(exchange: Exchange, parts: GatewayParts): Promise<void> {
  try {
    await inTime(answer(exchange, parts), longestAnswer);
  } catch (error) {
    answerError(error, exchange, parts);
  }
}

async function answer(exchange: Exchange, parts: GatewayParts): Promise<void> {
  const { limiter } = parts;
  const { method, path, address } = exchange;
  requireHost(exchange);
  if (await answerOperator(exchange, parts)) return;
  await limiter.address(address);
  const page = parts.pages.find((one) => one.isAsked(exchange));
  if (page) {
    exchange.route = page.route;
    return page.answer(exchange);
  }
  const route = path === graphqlPath ? requireGraphqlMethod(method) : findRoute(method, path);
  exchange.route = route ? operationIdOf(route.route) : 'graphql';
  const actor = await actorOf(exchange, parts, route === undefined);
  if (actor !== nobody) await limiter.actor(actor);
  const context = contextOf(actor, exchange, parts);
  if (route === undefined) await handleGraphql(exchange.request, exchange.response, context);
  else await handleRest(route, exchange.request, exchange.response, context);
}

/** RFC 9112 §3.2; after such a request nothing on the connection can be relied on. */
function requireHost({ request: { headers, httpVersion } }: Exchange): void {
  if (httpVersion === '1.1' && headers.host === undefined)
    throw new RequestRefusal('BAD_REQUEST', { connection: 'close' });
}

/** What an operator's tools ask, without a token. A probe is never limited: it would take the instance out of service. */
async function answerOperator(exchange: Exchange, parts: GatewayParts): Promise<boolean> {
  const { method, path, response, address } = exchange;
  if (!operatorPaths.includes(path)) return false;
  exchange.route = path;
  if (method !== 'GET' && method !== 'HEAD')
    throw new RequestRefusal('METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' });
  if (path === '/livez') answerLiveness(response);
  else if (path === '/readyz') await answerReadiness(response, parts.health);
  else {
    await parts.limiter.address(address);
    const { text, contentType } = parts.metrics;
    response.setHeader('content-type', contentType).end(await text());
  }
  return true;
}

async function actorOf(exchange: Exchange, parts: GatewayParts, isGraphql: boolean): Promise<Actor> {
  const { registry, authenticate, config } = parts;
  const { request, requestId, address } = exchange;
  const { authorization } = request.headers;
  if (isGraphql && config.introspection === 'public' && authorization === undefined) return nobody;
  try {
    return await authenticate({ authorization, tenantId: request.headers['x-tenant-id']?.toString() });
  } catch (error) {
    if (error instanceof AccessRefusal && error.actor) {
      await parts.limiter.actor(error.actor);
      await recordRefusal(registry, { actor: error.actor, requestId, address }, tenantRefusal);
    }
    throw error;
  }
}

function contextOf(actor: Actor, exchange: Exchange, parts: GatewayParts): DoorContext {
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
  { registry, storeFor }: GatewayParts,
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

/** Whoever reaches for another tenant leaves an event in its own. */
const tenantRefusal: Refusal = {
  action: 'tenant.choose',
  clientId: undefined,
  refusalCode: 'FORBIDDEN',
  issueCodes: [],
};

function requireGraphqlMethod(method: string): undefined {
  if (!graphqlMethods.includes(method)) {
    throw new RequestRefusal('METHOD_NOT_ALLOWED', { allow: graphqlMethods.join(', ') });
  }
}

function answerError(error: unknown, exchange: Exchange, { registry, log }: GatewayParts): void {
  const { request, response, requestId, path } = exchange;
  const code = errorCodeOf(error);
  const headers = headersFor(error, code);
  if (error instanceof AccessRefusal) log.info({ requestId, code, reason: error.message }, 'refused');
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'UNAVAILABLE') {
    log.error({ requestId, error: describeError(error) }, 'request failed');
  }
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (path === graphqlPath) {
    const takesGraphql = request.headers.accept?.includes('application/graphql-response+json');
    const mediaType = takesGraphql ? 'application/graphql-response+json; charset=utf-8' : undefined;
    writeJson(response, errorCatalogue[code].status, graphqlRefusal(code, requestId), headers, mediaType);
    return;
  }
  const errors = error instanceof OperationRefusal && error.errors.length > 0 ? { errors: error.errors } : {};
  const { status, body = {} } = refusal(code, registry.now(), { ...errors, request_id: requestId });
  writeJson(response, status, body, headers);
}

function headersFor(error: unknown, code: ErrorCode): Readonly<Record<string, string>> {
  if (error instanceof AccessRefusal) return { 'www-authenticate': error.challenge };
  return error instanceof RequestRefusal ? error.headers : headersOf(code);
}

function logExchange({ method, route, requestId, response, startedAt }: Exchange, log: Log): void {
  const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
  log.info({ requestId, method, route, status: response.statusCode, milliseconds }, 'request');
}
