import type {
  ClientFilter,
  ClientOrder,
  ClientPosition,
  ListedClient,
} from '../../domain/client/client-filter.ts';
import { type Page, type Slice, sliceOf } from '../../domain/page.ts';
import { operation } from '../perform.ts';

interface ListInput {
  readonly filter: ClientFilter;
  readonly order: ClientOrder;
  readonly page: Page<ClientPosition>;
}

/** A page of the clients of the caller's tenant. */
export const listClients = operation(
  { name: 'oauthClients', right: 'read' },
  async ({ store }, caller, { filter, order, page }: ListInput): Promise<Slice<ListedClient>> =>
    sliceOf(page, await store.reads.listClients(caller.actor.tenantId, filter, order, page, caller)),
);

/** The number of clients that match a filter; the cost grows with the number. */
export const countClients = operation(
  { name: 'oauthClients.totalCount', right: 'read' },
  ({ store }, caller, filter: ClientFilter) =>
    store.reads.countClients(caller.actor.tenantId, filter, caller),
);
