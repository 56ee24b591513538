import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../graphql/context.ts';
import { type Route, routesAt } from '../rest/route.ts';
import { readBody, requireJson } from './body.ts';
import { writeJson } from './json-answer.ts';
import { RequestRefusal } from './refusal.ts';

/** @throws {RequestRefusal} NOT_FOUND for an unknown path, METHOD_NOT_ALLOWED for a path that does not take the method. */
export function findRoute(method: string, path: string): Route {
  const routes = routesAt(path);
  if (routes === undefined) throw new RequestRefusal('NOT_FOUND');
  const route = routes.get(method);
  if (route === undefined)
    throw new RequestRefusal('METHOD_NOT_ALLOWED', { allow: [...routes.keys()].join(', ') });
  return route;
}

/** Runs one REST operation. Its body is judged behind the right to the operation, so a malformed one goes in as it is. */
export async function handleRest(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  requireJson(request);
  const answer = await route.handle(context, await readBody(request));
  writeJson(response, answer.status, answer.body, answer.headers);
}
