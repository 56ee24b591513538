import type {
  ClientFilter,
  ClientOrder,
  ClientPosition,
  ListedClient,
} from '../registration/client-filter.ts';
import type { Client } from '../registration/client-metadata.ts';
import { isClientId, isUlid } from '../registration/identifier.ts';
import { type Page, type Slice, sliceOf } from '../registration/page.ts';
import type { Caller, Registry } from './registry.ts';

/** One client of the caller's tenant by its `client_id`; another tenant's is as absent as one that never was. */
export async function findClientByClientId(
  { store }: Registry,
  { actor }: Caller,
  clientId: string,
): Promise<Client | null> {
  if (!isClientId(clientId)) return null;
  return (await store.reads.findClient.byClientId(actor.tenantId, clientId)) ?? null;
}

/** The same by the client's own id. */
export async function findClientById(
  { store }: Registry,
  { actor }: Caller,
  id: string,
): Promise<Client | null> {
  if (!isUlid(id)) return null;
  return (await store.reads.findClient.byId(actor.tenantId, id)) ?? null;
}

/** A page of the clients of the caller's tenant. */
export async function listClients(
  { store }: Registry,
  caller: Caller,
  filter: ClientFilter,
  order: ClientOrder,
  page: Page<ClientPosition>,
): Promise<Slice<ListedClient>> {
  return sliceOf(page, await store.reads.listClients(caller.actor.tenantId, filter, order, page, caller));
}

/** How many clients a filter finds; the cost grows with the answer. */
export function countClients({ store }: Registry, caller: Caller, filter: ClientFilter): Promise<number> {
  return store.reads.countClients(caller.actor.tenantId, filter, caller);
}
