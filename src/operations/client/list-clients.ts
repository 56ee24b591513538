import { z } from 'zod';
import {
  type ClientFilter,
  type ClientOrder,
  type ClientPosition,
  clientFilterSchema,
  clientOrderSchema,
  clientPositionSchema,
  type ListedClient,
} from '../../domain/client/client-filter.ts';
import { type Page, pageSchema, type Slice, sliceOf } from '../../domain/page.ts';
import { readOperation } from '../perform.ts';

interface ListInput {
  readonly filter: ClientFilter;
  readonly order: ClientOrder;
  readonly page: Page<ClientPosition>;
}

const listInput = z.object({
  filter: clientFilterSchema,
  order: clientOrderSchema,
  page: pageSchema(clientPositionSchema),
} satisfies Record<keyof ListInput, z.ZodType>);

/** A page of the clients of the caller's tenant. */
export const listClients = readOperation(
  { name: 'oauthClients', right: 'read', input: listInput },
  async ({ store }, { filter, order, page }: ListInput): Promise<Slice<ListedClient>> =>
    sliceOf(page, await store.listClients(filter, order, page)),
);

/** The number of clients that match a filter; the cost grows with the number. */
export const countClients = readOperation(
  { name: 'oauthClients.totalCount', right: 'read', input: clientFilterSchema },
  ({ store }, filter: ClientFilter) => store.countClients(filter),
);
