import type { Context } from '../graphql/context.ts';
import { createClient } from './create-client.ts';
import type { RestAnswer } from './envelope.ts';

/** One operation of the REST API. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (context: Context, body: string | undefined) => Promise<RestAnswer>;
}

const routes: readonly Route[] = [{ method: 'POST', path: '/admin/oauth/clients', handle: createClient }];

/** The AuthMS API answers under both. */
const prefixes = ['', '/api/v1'];

/** Every route at a path, by method; `undefined` when the path is unknown. */
export function routesAt(path: string): ReadonlyMap<string, Route> | undefined {
  return table.get(path);
}

const table = new Map<string, Map<string, Route>>();
for (const prefix of prefixes) {
  for (const route of routes) {
    const path = `${prefix}${route.path}`;
    table.set(path, (table.get(path) ?? new Map()).set(route.method, route));
  }
}
