import { writeOperation } from '../perform.ts';
import {
  type AddedSecret,
  addNewSecret,
  type SecretToAdd,
  secretToAddSchema,
} from '../step/add-new-secret.ts';
import { requireFreeSlot } from '../step/secret-set.ts';

/**
 * Adds a secret to that in use, so that a client can switch without interruption.
 *
 * @throws {RegistrationError} CONFLICT if two are active already, or if the client does not use secrets.
 */
export const addSecret = writeOperation(
  {
    name: 'addOAuthClientSecret',
    right: 'rotate',
    action: 'oauth_client_secret.add',
    input: secretToAddSchema,
    rules: 'INVALID_ARGUMENT',
  },
  (call, input: SecretToAdd): Promise<AddedSecret> =>
    addNewSecret(call, input, (secrets, now) => {
      requireFreeSlot(secrets, now, 'clientId');
      return secrets;
    }),
);
