import type { Client } from '../../domain/client/client-metadata.ts';
import { isClientId, isUlid } from '../../domain/identifier.ts';
import { operation } from '../perform.ts';
import type { Caller, Services } from '../services.ts';

/** A client of the caller's tenant by its `client_id`. Unknown, deleted and other tenants' clients are not told apart. */
export const findClient = operation({ name: 'oauthClient', right: 'read' }, findByClientId);

/** The same by the internal id of the client. */
export const findClientById = operation(
  { name: 'node', right: 'read' },
  async ({ store }, { actor }, id: string): Promise<Client | null> => {
    if (!isUlid(id)) return null;
    return (await store.reads.findClient.byId(actor.tenantId, id)) ?? null;
  },
);

/** Clients that one call reads at once, as many as share a statement. */
const readAtOnce = 100;

/**
 * Several clients by their `client_id`s; each may fail alone. They are read a hundred at a time, and none after the request has
 * read too much: a thousand can have 260 MB.
 */
export const findClients = operation(
  { name: '_entities', right: 'read' },
  async (services, caller, clientIds: readonly string[]): Promise<readonly Promise<Client | null>[]> => {
    const found: Promise<Client | null>[] = [];
    for (let start = 0; start < clientIds.length; start += readAtOnce) {
      const reads = clientIds.slice(start, start + readAtOnce).map(async (clientId) => {
        caller.onRead?.();
        const client = await findByClientId(services, caller, clientId);
        caller.onRead?.(client);
        return client;
      });
      await Promise.allSettled(reads);
      found.push(...reads);
    }
    return found;
  },
);

async function findByClientId(
  { store }: Services,
  { actor }: Caller,
  clientId: string,
): Promise<Client | null> {
  if (!isClientId(clientId)) return null;
  return (await store.reads.findClient.byClientId(actor.tenantId, clientId)) ?? null;
}
