import type { Client } from '../domain/client/client-metadata.ts';
import { nameKeyOf } from '../domain/client/client-name.ts';
import type { oauthClients } from './table.ts';

type Row = typeof oauthClients.$inferSelect;

/** What a client writes. `lastUsedAt` and `purgedAt` are written where a client is used and where it is purged. */
type WrittenColumn = Exclude<keyof Row, 'lastUsedAt' | 'purgedAt'>;

type DerivedColumn = 'nameKey' | 'tlsClientAuthMember' | 'tlsClientAuthValue';

/** What a client and its row have in common. */
type SameColumn = Exclude<WrittenColumn, DerivedColumn>;

/** The client as its row: what is one value there is two columns here. */
export function toRow({ tlsClientAuth, lastUsedAt, ...client }: Client): Pick<Row, WrittenColumn> {
  return { ...derivedColumns({ tlsClientAuth, name: client.name }), ...(client as Pick<Row, SameColumn>) };
}

/** The columns that are no field of the client. */
export function derivedColumns({
  name,
  tlsClientAuth,
}: Pick<Client, 'name' | 'tlsClientAuth'>): Pick<Row, DerivedColumn> {
  return {
    nameKey: nameKeyOf(name),
    tlsClientAuthMember: tlsClientAuth?.member ?? null,
    tlsClientAuthValue: tlsClientAuth?.value ?? null,
  };
}

export function toClient(row: Row): Client {
  const { tlsClientAuthMember: member, tlsClientAuthValue: value, nameKey, purgedAt, ...client } = row;
  const tlsClientAuth = member === null || value === null ? null : { member, value };
  return Object.assign(client, { tlsClientAuth });
}
