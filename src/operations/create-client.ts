import { digestRegistration } from '../credentials/registration-digest.ts';
import { adviseRegistration } from '../registration/check-registration.ts';
import { type RegistrationInput, withDefaults } from '../registration/client-metadata.ts';
import { createOnce } from './create-once.ts';
import { type CreatedClient, newClient } from './new-client.ts';
import type { Caller, Registry } from './registry.ts';

/**
 * Registers a client in the caller's tenant. The caller is an administrator and the input has no issues under the
 * registry's policy: both doors see to that before they come here.
 *
 * @param idempotencyKey of 1 to 255 printable ASCII characters: within 24 hours it registers one client only.
 * @throws {RegistrationRefusal} CONFLICT when the key was used for another registration.
 */
export async function createClient(
  registry: Registry,
  caller: Caller,
  input: RegistrationInput,
  idempotencyKey?: string | null,
): Promise<CreatedClient> {
  if (idempotencyKey == null) {
    const { row, issuedSecret } = await newClient(registry, caller, input, 'oauth_client.create');
    await registry.store.createClient(row);
    return { client: row.client, issuedSecret, advisories: adviseRegistration(input), replayed: false };
  }
  const inputDigest = digestRegistration(withDefaults(input));
  return createOnce(registry, caller, { key: idempotencyKey, input, inputDigest }, async (identity) => {
    const { row, issuedSecret } = await newClient(registry, caller, input, 'oauth_client.create');
    const { clientId, createdAt } = row.client;
    await registry.store.createClient({ ...row, idempotencyKey: { ...identity, clientId, createdAt } });
    return { client: row.client, issuedSecret, advisories: adviseRegistration(input), replayed: false };
  });
}
