import type { KoaContextWithOIDC } from 'oidc-provider';
import { isClientId } from '../domain/identifier.ts';
import type { ClientState, StoredSecret } from '../store/client/client-state.ts';
import type { SecretUse } from '../store/secret-use.ts';

/** The clients that a request of the authorization server has read. */
export interface RequestClients {
  /** A usable client: not suspended, not deleted, and of the served tenant. Read once in a request. */
  find(ctx: KoaContextWithOIDC | undefined, clientId: string): Promise<ClientState | undefined>;
  /** Records the secret that a request has proved. */
  proved(ctx: KoaContextWithOIDC | undefined, secret: StoredSecret): void;
  /** The secret that a request has proved. */
  secretOf(ctx: KoaContextWithOIDC): StoredSecret | undefined;
}

/**
 * Reads clients anew for every request, so that a suspension, a rotation or a new key applies from the next request on.
 * Within a request, node-oidc-provider asks several times and gets the same client.
 *
 * @param tenantId the only tenant whose clients are found; `undefined` for all.
 */
export function requestClientsOn(
  secretUse: Pick<SecretUse, 'stateOf'>,
  tenantId: string | undefined,
): RequestClients {
  const found = new WeakMap<KoaContextWithOIDC, Map<string, Promise<ClientState | undefined>>>();
  const secrets = new WeakMap<KoaContextWithOIDC, StoredSecret>();

  const read = async (clientId: string) => {
    const state = isClientId(clientId) ? await secretUse.stateOf(clientId) : undefined;
    if (state?.client.status !== 'active') return undefined;
    return tenantId === undefined || state.client.tenantId === tenantId ? state : undefined;
  };

  return {
    find: (ctx, clientId) => {
      if (ctx === undefined) return read(clientId);
      const ofRequest = found.get(ctx) ?? new Map<string, Promise<ClientState | undefined>>();
      found.set(ctx, ofRequest);
      const state = ofRequest.get(clientId) ?? read(clientId);
      ofRequest.set(clientId, state);
      return state;
    },
    proved: (ctx, secret) => {
      if (ctx) secrets.set(ctx, secret);
    },
    secretOf: (ctx) => secrets.get(ctx),
  };
}
