import { z } from 'zod';
import type { Client } from '../../domain/client/client-metadata.ts';
import { isClientId, isUlid } from '../../domain/identifier.ts';
import { type Call, readOperation } from '../perform.ts';

/** A client of the caller's tenant by its `client_id`. The result is the same for unknown, deleted and other tenants' clients. */
export const findClient = readOperation(
  { name: 'oauthClient', right: 'read', input: z.string() },
  findByClientId,
);

/** The same by the internal id of the client. */
export const findClientById = readOperation(
  { name: 'oauthClientById', right: 'read', input: z.string() },
  async ({ store }, id: string): Promise<Client | null> => {
    if (!isUlid(id)) return null;
    return (await store.findClientById(id)) ?? null;
  },
);

/** `client_id`s of one call, at most. */
export const maxClientIds = 1000;

/** Clients that one call reads at once, as many as share a statement. */
const readAtOnce = 100;

/**
 * Several clients by their `client_id`s; each may fail alone. They are read a hundred at a time, and none after the request has
 * read too much: a thousand can have 260 MB.
 */
export const findClients = readOperation(
  { name: 'oauthClientsByClientId', right: 'read', input: z.array(z.string()).max(maxClientIds).readonly() },
  async (call, clientIds: readonly string[]): Promise<readonly Promise<Client | null>[]> => {
    const found: Promise<Client | null>[] = [];
    for (let start = 0; start < clientIds.length; start += readAtOnce) {
      const reads = clientIds.slice(start, start + readAtOnce).map(async (clientId) => {
        call.caller.onRead?.();
        const client = await findByClientId(call, clientId);
        call.caller.onRead?.(client);
        return client;
      });
      await Promise.allSettled(reads);
      found.push(...reads);
    }
    return found;
  },
);

async function findByClientId({ store }: Call, clientId: string): Promise<Client | null> {
  if (!isClientId(clientId)) return null;
  return (await store.findClient(clientId)) ?? null;
}
