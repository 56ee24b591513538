import type { Client } from '../../domain/client/client-metadata.ts';
import { issue } from '../../domain/error/issue.ts';
import { writeOperation } from '../perform.ts';
import { changeClient } from '../step/change-client.ts';
import {
  requireDispensable,
  requireSecret,
  type SecretTarget,
  secretTargetSchema,
} from '../step/secret-set.ts';

/** Deletes a secret. Only its audit events remain. */
export const deleteSecret = writeOperation(
  {
    name: 'deleteOAuthClientSecret',
    right: 'rotate',
    action: 'oauth_client_secret.delete',
    input: secretTargetSchema,
  },
  async (call, target: SecretTarget): Promise<Client> => {
    const { client } = await changeClient(call, target, (current, now) => {
      const secret = requireSecret(current, target.secretId);
      if (current.secrets.length === 1) call.require([issue('SECRET_LAST', 'secretId')]);
      requireDispensable(current, secret, now);
      return { ...current, secrets: current.secrets.filter((one) => one !== secret) };
    });
    return client;
  },
);
