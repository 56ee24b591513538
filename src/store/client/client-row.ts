import { type Client, defaultOf, isUnset } from '../../domain/client/client-metadata.ts';
import { nameKeyOf } from '../../domain/client/client-name.ts';
import { type MetadataField, members, metadataFields } from '../../domain/client/metadata-table.ts';
import type { oauthClients } from '../table.ts';

type Row = typeof oauthClients.$inferSelect;

/** The columns that client writes set. `lastUsedAt` and `purgedAt` are set when a client is used or purged. */
type WrittenColumn = Exclude<keyof Row, 'lastUsedAt' | 'purgedAt'>;

type DerivedColumn = 'nameKey' | 'tlsClientAuthMember' | 'tlsClientAuthValue' | 'otherMetadata';

/** The members without their own column: they are in `otherMetadata`. */
export const otherFields: readonly MetadataField[] = metadataFields.filter(
  (field) => members[field].columns === undefined,
);

/** The client as its row, in which some values have two columns. */
export function toRow(client: Client): Pick<Row, WrittenColumn> {
  const { tlsClientAuth, lastUsedAt, ...same } = client;
  const row: Record<string, unknown> = { ...derivedColumns(client), ...same };
  for (const field of otherFields) delete row[field];
  // Lists of a client are readonly and those of a row are not; the type also does not know which members were deleted.
  return row as unknown as Pick<Row, WrittenColumn>;
}

/** The columns that are not fields of the client. */
export function derivedColumns(client: Client): Pick<Row, DerivedColumn> {
  return {
    nameKey: nameKeyOf(client.name),
    tlsClientAuthMember: client.tlsClientAuth?.member ?? null,
    tlsClientAuthValue: client.tlsClientAuth?.value ?? null,
    otherMetadata: otherMetadataOf(client),
  };
}

function otherMetadataOf(client: Client): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const field of otherFields) if (!isUnset(field, client)) values[field] = client[field];
  return values;
}

export function toClient(row: Row): Client {
  const {
    tlsClientAuthMember: member,
    tlsClientAuthValue: value,
    nameKey,
    purgedAt,
    otherMetadata,
    ...client
  } = row;
  const tlsClientAuth = member === null || value === null ? null : { member, value };
  // Assigned, because spreading a row into a further object costs more.
  const read: Record<string, unknown> = Object.assign(client, { tlsClientAuth });
  // A row that was written before a member was supported lacks the member.
  for (const field of otherFields) read[field] = otherMetadata[field] ?? defaultOf(field, read);
  // Every member is a column or was assigned; test/domain/client/metadata-table.test.ts checks this.
  return read as unknown as Client;
}
