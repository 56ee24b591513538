import type { Client } from './client-metadata.ts';
import type { ClientAuthMethod, ClientStatus, FapiProfile, GrantType } from './vocabulary.ts';

/** From a moment on, and up to another and not with it. */
export interface TimeRange {
  readonly from?: Date | null | undefined;
  readonly before?: Date | null | undefined;
}

/** Which clients of a tenant; every condition that is given has to hold. */
export interface ClientFilter {
  /** Part of the name; letter case does not count. */
  readonly name?: string | null | undefined;
  /** Part of the name, the exact client_id, or the host of a redirect URI; letter case counts in the client_id alone. */
  readonly query?: string | null | undefined;
  readonly status?: ClientStatus | null | undefined;
  readonly grantType?: GrantType | null | undefined;
  readonly clientAuthMethod?: ClientAuthMethod | null | undefined;
  readonly fapiProfile?: FapiProfile | null | undefined;
  /** A redirect URI that is registered, as an exact string. */
  readonly redirectUri?: string | null | undefined;
  readonly createdAt?: TimeRange | null | undefined;
  readonly lastUsedAt?: TimeRange | null | undefined;
  /** Whether it has ever authenticated. */
  readonly everUsed?: boolean | null | undefined;
}

/** What clients are sorted by: when they were registered, or their name without its letter case. */
type ClientOrderField = 'createdAt' | 'name';

export interface ClientOrder {
  readonly field: ClientOrderField;
  readonly isDescending: boolean;
}

/** A client of a list, and where it stands there. */
export interface ListedClient {
  readonly client: Client;
  readonly position: ClientPosition;
}

/** Where a client stands in an order: the value it is sorted by, and its id, which decides between equals. */
export interface ClientPosition {
  readonly key: Date | string;
  readonly id: string;
}
