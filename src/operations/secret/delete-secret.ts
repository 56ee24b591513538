import type { Client } from '../../domain/client/client-metadata.ts';
import { issue } from '../../domain/error/issue.ts';
import { changeClient, clientIdOf } from '../client/change-client.ts';
import { operation } from '../perform.ts';
import { refuseInvalid } from './add-new-secret.ts';
import { requireDispensable, requireSecret, type SecretTarget } from './secret-set.ts';

const action = 'oauth_client_secret.delete';

/** Deletes a secret. Only its audit events remain. */
export const deleteSecret = operation(
  { name: 'deleteOAuthClientSecret', right: 'rotate', audit: { action, clientIdOf } },
  async (services, caller, target: SecretTarget): Promise<Client> => {
    const { client } = await changeClient(services, caller, action, target, (current, now) => {
      const secret = requireSecret(current, target.secretId);
      if (current.secrets.length === 1) refuseInvalid([issue('SECRET_LAST', 'secretId')]);
      requireDispensable(current, secret, now);
      return { ...current, secrets: current.secrets.filter((one) => one !== secret) };
    });
    return client;
  },
);
