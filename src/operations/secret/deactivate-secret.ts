import type { Client } from '../../domain/client/client-metadata.ts';
import type { ClientSecret } from '../../domain/client/client-secret.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';
import { changeClient, clientIdOf } from '../client/change-client.ts';
import { operation } from '../perform.ts';
import { requireDispensable, requireSecret, type SecretTarget } from './secret-set.ts';

export interface ChangedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
}

const action = 'oauth_client_secret.deactivate';

/** Deactivates a secret permanently. An inactive secret is not changed. */
export const deactivateSecret = operation(
  { name: 'deactivateOAuthClientSecret', right: 'rotate', audit: { action, clientIdOf } },
  async (services, caller, target: SecretTarget): Promise<ChangedSecret> => {
    const { secretId } = target;
    const state = await changeClient(services, caller, action, target, (current, now) => {
      const secret = requireSecret(current, secretId);
      if (secret.status === 'inactive') return current;
      requireDispensable(current, secret, now);
      return replaced(current, { ...secret, status: 'inactive', updatedAt: now });
    });
    return { client: state.client, secret: requireSecret(state, secretId) };
  },
);

function replaced(state: ClientState, secret: StoredSecret): ClientState {
  return { ...state, secrets: state.secrets.map((one) => (one.id === secret.id ? secret : one)) };
}
