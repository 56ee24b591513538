import type { IncomingMessage, ServerResponse } from 'node:http';
import { holds } from '../domain/actor.ts';
import { ifMatchIssues } from '../rest/if-match.ts';
import { matchPath } from '../rest/match-path.ts';
import { queryIssues } from '../rest/query.ts';
import type { Route } from '../rest/route.ts';
import type { EndpointContext } from './graphql/endpoint-context.ts';
import { jsonSize } from './graphql/response-limit.ts';
import { writeJson, writeNothing } from './http/json-response.ts';
import { languageHeaders } from './http/request/accept-language.ts';
import { hasBody, readBody, requireJson } from './http/request/body.ts';
import { RequestError } from './http/request/request-error.ts';

export interface FoundRoute {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws {RequestError} PATH_NOT_FOUND for an unknown path, METHOD_NOT_ALLOWED for a path that does not take the method. */
export function findRoute(method: string, path: string): FoundRoute {
  const match = matchPath(path);
  if (match === undefined) throw new RequestError('PATH_NOT_FOUND');
  const route = match.byMethod.get(method);
  if (route === undefined)
    throw new RequestError('METHOD_NOT_ALLOWED', { allow: [...match.byMethod.keys()].join(', ') });
  return { route, parameters: match.parameters };
}

/**
 * Runs a REST operation. The operation parses the body after it checked the right, so a malformed body is passed on as it is.
 */
export async function handleRest(
  { route, parameters }: FoundRoute,
  request: IncomingMessage,
  response: ServerResponse,
  context: EndpointContext,
): Promise<void> {
  const { maxResponseBytes, takeTurn } = context;
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  // Without the right, the operation refuses and records the attempt before any part of the request is read.
  const isAllowed = holds(context.caller.actor, route.right);
  const ifMatch = isAllowed && takesIfMatch(route) ? request.headers['if-match'] : undefined;
  // The operation reports them together with those of its rules, and records a refused write.
  const unreadable = isAllowed ? [...queryIssues(route, query), ...ifMatchIssues(ifMatch)] : [];
  const body = isAllowed ? await bodyFor(route, request) : undefined;
  await takeTurn();
  const {
    status,
    headers,
    body: answer,
  } = await route.handle(
    { ...context, unreadable },
    {
      parameters,
      query,
      ifMatch,
      idempotencyKey: request.headers['idempotency-key']?.toString(),
      body,
    },
  );
  // Only for reads: a change has been made, and its response may contain a secret that is shown only once.
  if (route.method === 'GET' && jsonSize(answer, maxResponseBytes) > maxResponseBytes) {
    throw new RequestError('RESPONSE_TOO_LARGE');
  }
  if (answer === undefined) writeNothing(response, status, headers);
  else writeJson(response, status, answer, { ...languageHeaders(context.language, response), ...headers });
}

function takesIfMatch({ parameters = [] }: Route): boolean {
  return parameters.includes('IfMatch');
}

async function bodyFor({ body }: Route, request: IncomingMessage): Promise<string | undefined> {
  // The server discards an unexpected body after the response.
  if (body === undefined || (body.isOptional && !hasBody(request))) return undefined;
  requireJson(request);
  return readBody(request);
}
