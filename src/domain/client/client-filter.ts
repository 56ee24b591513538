import { z } from 'zod';
import { issue } from '../error/issue.ts';
import { isSearchable } from '../page.ts';
import { raise } from './check-input.ts';
import type { Client } from './client-metadata.ts';
import { isWithinName } from './client-name.ts';
import {
  type ClientAuthMethod,
  type ClientStatus,
  clientAuthMethods,
  clientStatuses,
  type FapiProfile,
  fapiProfiles,
  type GrantType,
  grantTypes,
  valuesOf,
} from './vocabulary.ts';

/** A range with an inclusive lower and an exclusive upper bound. */
export interface TimeRange {
  readonly from?: Date | null | undefined;
  readonly before?: Date | null | undefined;
}

export const timeRangeSchema = z.object({ from: z.date().nullish(), before: z.date().nullish() });

/** A text that the database can search for, at a cost that it can bear. */
export function searchText(field: string, isAllowed: (text: string) => boolean = isSearchable) {
  return z.string().superRefine((text, context) => {
    if (!isAllowed(text)) raise(issue('FILTER', 'filter', field), context);
  });
}

/** Conditions on the clients of a tenant; all of them must hold. */
export interface ClientFilter {
  /** Part of the name, ignoring letter case. */
  readonly name?: string | null | undefined;
  /** Part of the name, the exact client_id, or the host of a redirect URI; only the client_id is case-sensitive. */
  readonly query?: string | null | undefined;
  readonly status?: ClientStatus | null | undefined;
  readonly grantType?: GrantType | null | undefined;
  readonly clientAuthMethod?: ClientAuthMethod | null | undefined;
  readonly fapiProfile?: FapiProfile | null | undefined;
  /** A registered redirect URI, as an exact string. */
  readonly redirectUri?: string | null | undefined;
  readonly createdAt?: TimeRange | null | undefined;
  readonly lastUsedAt?: TimeRange | null | undefined;
  /** Whether the client was ever used. */
  readonly everUsed?: boolean | null | undefined;
}

const isPartOfName = (text: string) => isSearchable(text) && isWithinName(text);

export const clientFilterSchema = z.object({
  name: searchText('name', isPartOfName).nullish(),
  query: searchText('query', isPartOfName).nullish(),
  status: z.enum(valuesOf(clientStatuses)).nullish(),
  grantType: z.enum(valuesOf(grantTypes)).nullish(),
  clientAuthMethod: z.enum(valuesOf(clientAuthMethods)).nullish(),
  fapiProfile: z.enum(valuesOf(fapiProfiles)).nullish(),
  redirectUri: searchText('redirectUri').nullish(),
  createdAt: timeRangeSchema.nullish(),
  lastUsedAt: timeRangeSchema.nullish(),
  everUsed: z.boolean().nullish(),
} satisfies Record<keyof ClientFilter, z.ZodType>);

/** The sort key of clients: the time of registration, or the name ignoring letter case. */
type ClientOrderField = 'createdAt' | 'name';

export interface ClientOrder {
  readonly field: ClientOrderField;
  readonly isDescending: boolean;
}

export const clientOrderSchema: z.ZodType<ClientOrder> = z.object({
  field: z.enum(['createdAt', 'name']),
  isDescending: z.boolean(),
});

/** A client of a list with its position. */
export interface ListedClient {
  readonly client: Client;
  readonly position: ClientPosition;
}

/** The position of a client in an order: its sort key, and its id, which decides between equal keys. */
export interface ClientPosition {
  readonly key: Date | string;
  readonly id: string;
}

export const clientPositionSchema: z.ZodType<ClientPosition> = z.object({
  key: z.union([z.date(), z.string()]),
  id: z.string(),
});
