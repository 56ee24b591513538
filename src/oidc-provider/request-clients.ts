import type { KoaContextWithOIDC } from 'oidc-provider';
import { isClientId } from '../domain/identifier.ts';
import type { ClientState, StoredSecret } from '../store/client-state.ts';
import type { SecretUse } from '../store/secret-use.ts';

/** What one request of the authorization server has found of the clients. */
export interface RequestClients {
  /** A client that may be used: not suspended, not deleted, and of the tenant that is served. Read once in a request. */
  find(ctx: KoaContextWithOIDC | undefined, clientId: string): Promise<ClientState | undefined>;
  /** Remembers which secret a request has proved to hold. */
  proved(ctx: KoaContextWithOIDC | undefined, secret: StoredSecret): void;
  /** The secret that a request has proved to hold. */
  secretOf(ctx: KoaContextWithOIDC): StoredSecret | undefined;
}

/**
 * Reads clients anew for every request, so that a suspension, a rotation or another key holds from the next request on; within
 * one request node-oidc-provider asks several times and gets the same answer.
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
