import type { Right } from '../domain/actor.ts';
import type { Context } from '../graphql/context.ts';
import { listAuditLogs } from './audit-log.ts';
import { deleteClient, updateClient } from './change-client.ts';
import { addSecret, deactivateSecret, deleteSecret, listSecrets, rotateSecret } from './client-secret.ts';
import { cloneClient } from './clone-client.ts';
import { createClient } from './create-client.ts';
import type { RestAnswer } from './envelope.ts';
import { findClient, listClients } from './find-client.ts';
import type { RestRequest } from './request.ts';

/** One operation of the REST API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{client_id}` stands for one step that is given. */
  readonly path: string;
  /** The right that the operation behind it needs. */
  readonly right: Right;
  /** The parameters of its query. Any other is refused. */
  readonly query: readonly string[];
  /** Whether a body is read. One that is optional may be left out, with its media type. */
  readonly body: 'none' | 'optional' | 'required';
  readonly handle: (context: Context, request: RestRequest) => Promise<RestAnswer>;
}

const clients = '/admin/oauth/clients';
const client = `${clients}/{client_id}`;
const secrets = `${client}/secrets`;
const secret = `${secrets}/{secret_id}`;

/** Every operation, by the name that `schema/openapi.json` gives it. */
export const routes = {
  createClient: {
    method: 'POST',
    path: clients,
    right: 'write',
    query: [],
    body: 'required',
    handle: createClient,
  },
  listClients: {
    method: 'GET',
    path: clients,
    right: 'read',
    query: ['page', 'page_size', 'name', 'status'],
    body: 'none',
    handle: listClients,
  },
  findClient: {
    method: 'GET',
    path: client,
    right: 'read',
    query: [],
    body: 'none',
    handle: findClient,
  },
  updateClient: {
    method: 'PUT',
    path: client,
    right: 'write',
    query: [],
    body: 'required',
    handle: updateClient,
  },
  deleteClient: {
    method: 'DELETE',
    path: client,
    right: 'delete',
    query: [],
    body: 'none',
    handle: deleteClient,
  },
  cloneClient: {
    method: 'POST',
    path: `${client}/clone`,
    right: 'write',
    query: [],
    body: 'none',
    handle: cloneClient,
  },
  rotateSecret: {
    method: 'POST',
    path: `${client}/rotate-secret`,
    right: 'rotate',
    query: [],
    body: 'optional',
    handle: rotateSecret,
  },
  listSecrets: {
    method: 'GET',
    path: secrets,
    right: 'read',
    query: [],
    body: 'none',
    handle: listSecrets,
  },
  addSecret: {
    method: 'POST',
    path: secrets,
    right: 'rotate',
    query: [],
    body: 'optional',
    handle: addSecret,
  },
  deleteSecret: {
    method: 'DELETE',
    path: secret,
    right: 'rotate',
    query: [],
    body: 'none',
    handle: deleteSecret,
  },
  deactivateSecret: {
    method: 'PUT',
    path: `${secret}/deactivate`,
    right: 'rotate',
    query: [],
    body: 'none',
    handle: deactivateSecret,
  },
  listAuditLogs: {
    method: 'GET',
    path: `${client}/audit-logs`,
    right: 'read',
    query: ['page', 'page_size'],
    body: 'none',
    handle: listAuditLogs,
  },
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof routes;

const operationIds = new Map<Route, string>(Object.entries(routes).map(([name, route]) => [route, name]));

/** The name of an operation in `schema/openapi.json`. */
export function operationIdOf(route: Route): string {
  return operationIds.get(route) ?? 'none';
}

/** The AuthMS API answers under both. */
const prefixes = ['/api/v1', ''];

export interface RouteMatch {
  /** Every route at the path, by method. */
  readonly byMethod: ReadonlyMap<string, Route>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is at a path; `undefined` when nothing is. HEAD asks for what GET would give (RFC 9110 §9.3.2). */
export function matchPath(path: string): RouteMatch | undefined {
  const prefix = prefixes.find((one) => path.startsWith(`${one}/admin/`)) ?? '';
  const steps = path.slice(prefix.length).split('/');
  for (const { template, byMethod } of table) {
    const parameters = matchSteps(template, steps);
    if (parameters) return { byMethod, parameters };
  }
  return undefined;
}

/** One step of a path: a word that it has to be, or the name of what is given there. */
type TemplateStep = { readonly word: string } | { readonly parameter: string };

const table = [...new Set(Object.values(routes).map(({ path }) => path))].map((path) => ({
  template: path.split('/').map(templateStep),
  byMethod: routesByMethod(path),
}));

function templateStep(step: string): TemplateStep {
  const parameter = /^\{(\w+)\}$/.exec(step)?.[1];
  return parameter === undefined ? { word: step } : { parameter };
}

function routesByMethod(path: string): ReadonlyMap<string, Route> {
  const there: readonly Route[] = Object.values(routes).filter((route) => route.path === path);
  return new Map(
    there.flatMap((route) =>
      route.method === 'GET'
        ? [
            ['GET', route],
            ['HEAD', route],
          ]
        : [[route.method, route]],
    ),
  );
}

function matchSteps(
  template: readonly TemplateStep[],
  steps: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== steps.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const step = steps[index] ?? '';
    if ('word' in expected) {
      if (step !== expected.word) return undefined;
      continue;
    }
    const value = decodeStep(step);
    if (!value) return undefined;
    parameters[expected.parameter] = value;
  }
  return parameters;
}

function decodeStep(step: string): string | undefined {
  try {
    return decodeURIComponent(step);
  } catch {
    return undefined;
  }
}
