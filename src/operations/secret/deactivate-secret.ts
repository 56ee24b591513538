import type { Client } from '../../domain/client/client-metadata.ts';
import type { ClientSecret } from '../../domain/client/client-secret.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';
import { writeOperation } from '../perform.ts';
import { changeClient } from '../step/change-client.ts';
import {
  requireDispensable,
  requireSecret,
  type SecretTarget,
  secretTargetSchema,
} from '../step/secret-set.ts';

export interface ChangedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
}

/** Deactivates a secret permanently. An inactive secret is not changed. */
export const deactivateSecret = writeOperation(
  {
    name: 'deactivateOAuthClientSecret',
    right: 'rotate',
    action: 'oauth_client_secret.deactivate',
    input: secretTargetSchema,
  },
  async (call, target: SecretTarget): Promise<ChangedSecret> => {
    const { secretId } = target;
    const state = await changeClient(call, target, (current, now) => {
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
