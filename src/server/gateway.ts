import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AccessRefusal } from '../access/access-refusal.ts';
import type { Authenticate } from '../access/token-verifier.ts';
import type { Context } from '../graphql/context.ts';
import { type Refusal, recordRefusal } from '../operations/audit.ts';
import type { Registry } from '../operations/registry.ts';
import type { Actor } from '../registration/actor.ts';
import { type ErrorCode, errorCatalogue, headersOf } from '../registration/error-catalogue.ts';
import { refusal } from '../rest/envelope.ts';
import { OperationRefusal } from '../rest/operation.ts';
import { readLogPosition } from '../store/log-position.ts';
import { isBusy } from '../store/query-error.ts';
import type { StoreFor } from '../store/read-your-writes.ts';
import { graphqlRefusal, handleGraphql } from './graphql-door.ts';
import { writeJson } from './json-answer.ts';
import { describeError, type Log } from './log.ts';
import { RequestRefusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import { findRoute, handleRest } from './rest-door.ts';

export interface GatewayParts {
  readonly registry: Registry;
  /** Where there is a replica: the store as the caller of one request sees it. */
  readonly storeFor: StoreFor | undefined;
  readonly authenticate: Authenticate;
  readonly log: Log;
}

const graphqlPath = '/graphql';
const graphqlMethods = ['GET', 'POST'];

/** One HTTP server with both doors. Who calls is decided before a body is read or a document parsed. */
export function createGateway(parts: GatewayParts): Server {
  return createServer((request, response) => {
    const exchange = openExchange(request, response);
    answer(exchange, parts)
      .catch((error: unknown) => answerError(error, exchange, parts))
      .catch((error: unknown) => {
        parts.log.error({ requestId: exchange.requestId, error: describeError(error) }, 'answer failed');
        response.destroy();
      });
    response.once('close', () => logExchange(exchange, parts.log));
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly startedAt: number;
}

function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const requestId = requestIdOf(request.headers['x-request-id']);
  const { method = '' } = request;
  // RFC 9112 §3.2.2: a server takes the absolute form as well.
  request.url = (request.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const { url } = request;
  response.setHeader('x-request-id', requestId);
  // Every answer is about somebody's credentials.
  response.setHeader('cache-control', 'no-store');
  return {
    request,
    response,
    requestId,
    method,
    path: url.split('?', 1)[0] ?? '',
    startedAt: performance.now(),
  };
}

async function answer(exchange: Exchange, parts: GatewayParts): Promise<void> {
  const { registry, authenticate, log } = parts;
  const { request, response, requestId, method, path } = exchange;
  const route = path === graphqlPath ? requireGraphqlMethod(method) : findRoute(method, path);
  const address = request.socket.remoteAddress ?? 'unknown';
  const actor = await authenticate({
    authorization: request.headers.authorization,
    tenantId: request.headers['x-tenant-id']?.toString(),
  }).catch(async (error: unknown) => {
    if (error instanceof AccessRefusal && error.actor) {
      await recordRefusal(registry, { actor: error.actor, requestId, address }, tenantRefusal);
    }
    throw error;
  });
  const context: Context = {
    caller: { actor, requestId, address },
    registry: registryFor(actor, exchange, parts),
    unreadable: [],
  };
  if (route === undefined) await handleGraphql(request, response, { ...context, log });
  else await handleRest(route, request, response, context);
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
  const { code, headers } = refusalOf(error);
  if (error instanceof AccessRefusal) log.info({ requestId, code, reason: error.message }, 'refused');
  if (code === 'INTERNAL_SERVER_ERROR') {
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

function refusalOf(error: unknown): { code: ErrorCode; headers: Readonly<Record<string, string>> } {
  if (error instanceof AccessRefusal)
    return { code: error.code, headers: { 'www-authenticate': error.challenge } };
  if (error instanceof RequestRefusal) return error;
  const code = codeOf(error);
  return { code, headers: headersOf(code) };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof OperationRefusal) return error.code;
  return isBusy(error) ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
}

function logExchange({ method, path, requestId, response, startedAt }: Exchange, log: Log): void {
  const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
  log.info({ requestId, method, path, status: response.statusCode, milliseconds }, 'request');
}
