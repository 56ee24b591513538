import type { Client } from '../registration/client-metadata.ts';
import type { oauthClients } from './table.ts';

type Row = typeof oauthClients.$inferSelect;

/** The client as its row: what is one value there is two columns here. */
export function toRow({ tlsClientAuth, ...client }: Client): Readonly<Record<keyof Row, unknown>> {
  return {
    ...client,
    tlsClientAuthMember: tlsClientAuth?.member ?? null,
    tlsClientAuthValue: tlsClientAuth?.value ?? null,
  };
}

export function toClient({ tlsClientAuthMember: member, tlsClientAuthValue: value, ...client }: Row): Client {
  return { ...client, tlsClientAuth: member === null || value === null ? null : { member, value } };
}
