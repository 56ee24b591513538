import { createServer, type Server } from 'node:http';
import { AccessError } from '../access/access-error.ts';
import type { Authenticate } from '../access/token-verifier.ts';
import type { Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import type { Localized } from '../domain/error/language.ts';
import { isTenant } from '../domain/identifier.ts';
import { networkOf } from '../domain/uri/network.ts';
import { recordRefusedTenant } from '../operations/audit/record-refused-tenant.ts';
import { operationIdOf } from '../rest/route-table.ts';
import { inTime } from '../store/deadline.ts';
import { type GraphqlEndpoint, graphqlPath } from './graphql/graphql-endpoint.ts';
import { anonymousActor } from './graphql/introspection.ts';
import { type ContextParts, contextOf } from './graphql/request-context.ts';
import type { ConcurrencyLimit } from './http/concurrency-limit.ts';
import { allowOrigins } from './http/cors.ts';
import { answerError } from './http/error-response.ts';
import { type Exchange, openExchange } from './http/exchange.ts';
import { httpLimits, limitConnections } from './http/http-limit.ts';
import { handleInTurn } from './http/in-turn.ts';
import type { WebPage } from './http/page/web-page.ts';
import { addressReader } from './http/request/client-address.ts';
import { RequestError } from './http/request/request-error.ts';
import { checkHead } from './http/request/request-head.ts';
import { setSecurityHeaders } from './http/security-header.ts';
import { answerLiveness, answerReadiness, type Health } from './observe/health.ts';
import { describeError, type Log } from './observe/log.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Tracer } from './observe/tracing.ts';
import { findRoute, handleRest } from './rest-endpoint.ts';

export interface GatewayParts extends ContextParts {
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly config: Pick<
    Config,
    | 'corsOrigins'
    | 'defaultLanguage'
    | 'introspection'
    | 'maxConnections'
    | 'maxResponseBytes'
    | 'trustedProxies'
  >;
  readonly authenticate: Authenticate;
  readonly concurrency: ConcurrencyLimit;
  readonly handleGraphql: GraphqlEndpoint;
  /** Pages and static files for browsers. */
  readonly pages: readonly WebPage[];
  readonly health: Health;
}

const graphqlMethods = ['GET', 'POST'];
const operatorPaths = ['/livez', '/readyz', '/metrics'];

/** One HTTP server for GraphQL and REST. The caller is authenticated before a body is read or a document parsed. */
export function createGateway(parts: GatewayParts): Server {
  const addressOf = addressReader(parts.config.trustedProxies);
  const allowOrigin = allowOrigins(parts.config.corsOrigins);
  const server = createServer(httpLimits);
  handleInTurn(server, (request, response) => {
    const exchange = openExchange(request, response, addressOf);
    setSecurityHeaders(response);
    // An error of a response, such as a caller that disconnects, is not a fault of the gateway.
    response.on('error', () => {});
    response.once('close', () => {
      parts.metrics.request(exchange);
      logExchange(exchange, parts.log);
    });
    parts.tracer
      .request(exchange, () => answerInTime(exchange, parts, allowOrigin))
      .catch((error: unknown) => {
        parts.log.error({ requestId: exchange.requestId, error: describeError(error) }, 'response failed');
        response.destroy();
      });
  });
  server.once('close', parts.failures.flush);
  limitConnections(server, parts.config.maxConnections, parts.log);
  return server;
}

/**
 * Milliseconds after which a request is answered with 503. The time limits of the database are shorter, but an unreachable or
 * hung server cannot enforce them.
 */
const longestAnswer = 22_000;

type AllowOrigin = ReturnType<typeof allowOrigins>;

async function answerInTime(
  exchange: Exchange,
  parts: GatewayParts,
  allowOrigin: AllowOrigin,
): Promise<void> {
  try {
    checkHead(exchange.request);
    if (allowOrigin(exchange.request, exchange.response)) return;
    await inTime(answer(exchange, parts), longestAnswer);
  } catch (error) {
    answerError(error, exchange, parts);
  }
}

async function answer(exchange: Exchange, parts: GatewayParts): Promise<void> {
  const { limiter } = parts;
  const { method, path, address } = exchange;
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
  if (actor !== anonymousActor) await limiter.actor(actor);
  await parts.concurrency.run(callerOf(actor, address), exchange.response, () => {
    const context = contextOf(actor, exchange, parts);
    const { request, response } = exchange;
    const work = route
      ? handleRest(route, request, response, context)
      : parts.handleGraphql(request, response, context);
    // Work that never ends must not keep its share of the limit.
    return inTime(work, longestAnswer);
  });
}

/** The key by which concurrent requests are counted: the actor, or the network of a caller without a token. */
function callerOf(actor: Actor, address: string): string {
  const { homeTenantId, id } = actor;
  return JSON.stringify(actor === anonymousActor ? [networkOf(address)] : [homeTenantId, id]);
}

/**
 * Paths for the tools of an operator, without a token. Probes are never rate-limited: a refused probe would take the instance
 * out of service.
 */
async function answerOperator(exchange: Exchange, parts: GatewayParts): Promise<boolean> {
  const { method, path, response, address } = exchange;
  if (!operatorPaths.includes(path)) return false;
  exchange.route = path;
  if (method !== 'GET' && method !== 'HEAD')
    throw new RequestError('METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' });
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
  const { services, authenticate, config } = parts;
  const { request, requestId, address } = exchange;
  const { authorization } = request.headers;
  if (isGraphql && config.introspection === 'public' && authorization === undefined) return anonymousActor;
  const tenantId = request.headers['x-tenant-id']?.toString();
  if (tenantId !== undefined && !isTenant(tenantId)) throw new RequestError('BAD_REQUEST', {}, tenantForm);
  try {
    return await authenticate({ authorization, tenantId });
  } catch (error) {
    if (error instanceof AccessError && error.actor) {
      await parts.limiter.actor(error.actor);
      await recordRefusedTenant(services, { actor: error.actor, requestId, address });
    }
    throw error;
  }
}

const tenantForm: Localized = {
  en: 'The header X-Tenant-ID must have 1 to 255 visible ASCII characters.',
  zh: '请求头 X-Tenant-ID 必须由 1 到 255 个可见的 ASCII 字符组成。',
};

function requireGraphqlMethod(method: string): undefined {
  if (!graphqlMethods.includes(method)) {
    throw new RequestError('METHOD_NOT_ALLOWED', { allow: graphqlMethods.join(', ') });
  }
}

function logExchange({ method, route, requestId, response, startedAt }: Exchange, log: Log): void {
  const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
  log.info({ requestId, method, route, status: response.statusCode, milliseconds }, 'request');
}
