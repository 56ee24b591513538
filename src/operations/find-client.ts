import type { Client } from '../registration/client-metadata.ts';
import type { Caller, Registry } from './registry.ts';

/** A client id is `app-` and a ULID. Anything else is no client's, and asking the database with it could only fail. */
const clientIdShape = /^app-[0-9A-HJKMNP-TV-Z]{26}$/;
const ulidShape = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** One client of the caller's tenant by its `client_id`; another tenant's is as absent as one that never was. */
export async function findClientByClientId(
  registry: Registry,
  caller: Caller,
  clientId: string,
): Promise<Client | null> {
  if (!clientIdShape.test(clientId)) return null;
  return (await registry.findClient.byClientId(caller.actor.tenantId, clientId)) ?? null;
}

/** The same by the client's own id. */
export async function findClientById(registry: Registry, caller: Caller, id: string): Promise<Client | null> {
  if (!ulidShape.test(id)) return null;
  return (await registry.findClient.byId(caller.actor.tenantId, id)) ?? null;
}
