import type { ClientSecret } from '../../domain/client/client-secret.ts';
import { isUlid } from '../../domain/identifier.ts';
import { operation } from '../perform.ts';

/** A secret of a client of the caller's tenant. */
export const findSecret = operation(
  { name: 'node', right: 'read' },
  async ({ store }, { actor }, id: string): Promise<ClientSecret | null> =>
    isUlid(id) ? ((await store.reads.findSecret.byId(actor.tenantId, id)) ?? null) : null,
);

/** The secrets of several clients of the caller's tenant without their values, in the order of the clients' ids; oldest first. */
export const listSecretsOfClients = operation(
  { name: 'OAuthClient.secrets', right: 'read' },
  ({ store }, { actor }, ids: readonly string[]): Promise<ClientSecret[][]> =>
    store.reads.findSecret.ofClients(actor.tenantId, ids),
);
