import { addSecret } from './route/add-secret.ts';
import { cloneClient } from './route/clone-client.ts';
import { createClient } from './route/create-client.ts';
import { deactivateSecret } from './route/deactivate-secret.ts';
import { deleteClient } from './route/delete-client.ts';
import { deleteSecret } from './route/delete-secret.ts';
import { findClient } from './route/find-client.ts';
import { listAuditLogs } from './route/list-audit-logs.ts';
import { listClients } from './route/list-clients.ts';
import { listSecrets } from './route/list-secrets.ts';
import { rotateSecret } from './route/rotate-secret.ts';
import { updateClient } from './route/update-client.ts';
import type { Route } from './route.ts';

/** Every route, by its operation id in `schema/openapi.json`, in the order of the document. */
export const routes = {
  createClient,
  listClients,
  findClient,
  updateClient,
  deleteClient,
  cloneClient,
  rotateSecret,
  listSecrets,
  addSecret,
  deleteSecret,
  deactivateSecret,
  listAuditLogs,
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof routes;

const operationIds = new Map<Route, string>(Object.entries(routes).map(([id, route]) => [route, id]));

/** The operation id of a route in `schema/openapi.json`. */
export function operationIdOf(route: Route): string {
  return operationIds.get(route) ?? 'none';
}
