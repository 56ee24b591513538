import type { Client } from './client-metadata.ts';
import type { ClientAuthMethod, ClientStatus, FapiProfile, GrantType } from './vocabulary.ts';

/** From an inclusive to an exclusive bound. */
export interface TimeRange {
  readonly from?: Date | null | undefined;
  readonly before?: Date | null | undefined;
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

/** The sort key of clients: the time of registration, or the name ignoring letter case. */
type ClientOrderField = 'createdAt' | 'name';

export interface ClientOrder {
  readonly field: ClientOrderField;
  readonly isDescending: boolean;
}

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
