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

/** Several clients by their `client_id`s; each may fail alone. */
export const findClients = operation(
  { name: '_entities', right: 'read' },
  (services, caller, clientIds: readonly string[]): readonly Promise<Client | null>[] =>
    clientIds.map(async (clientId) => {
      const client = await findByClientId(services, caller, clientId);
      caller.onRead?.(client);
      return client;
    }),
);

async function findByClientId(
  { store }: Services,
  { actor }: Caller,
  clientId: string,
): Promise<Client | null> {
  if (!isClientId(clientId)) return null;
  return (await store.reads.findClient.byClientId(actor.tenantId, clientId)) ?? null;
}
