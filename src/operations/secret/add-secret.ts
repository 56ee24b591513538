import { clientIdOf } from '../client/change-client.ts';
import { operation } from '../perform.ts';
import type { AddedSecret, SecretToAdd } from './add-new-secret.ts';
import { addNewSecret } from './add-new-secret.ts';
import { requireFreeSlot } from './secret-set.ts';

const action = 'oauth_client_secret.add';

/**
 * Adds a secret to that in use, so that a client can switch without interruption.
 *
 * @throws {RegistrationError} CONFLICT if two are active already, or if the client does not use secrets.
 */
export const addSecret = operation(
  { name: 'addOAuthClientSecret', right: 'rotate', audit: { action, clientIdOf } },
  (services, caller, input: SecretToAdd, found): Promise<AddedSecret> =>
    addNewSecret(services, caller, action, input, found, (secrets, now) => {
      requireFreeSlot(secrets, now, 'clientId');
      return secrets;
    }),
);
