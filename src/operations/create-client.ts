import { digestRegistration } from '../credentials/registration-digest.ts';
import { adviseRegistration } from '../registration/check-registration.ts';
import { type RegistrationInput, withDefaults } from '../registration/client-metadata.ts';
import { joinIssues } from '../registration/issue.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { checkIdempotencyKey } from '../registration/rule/idempotency-key.ts';
import { createOnce } from './create-once.ts';
import { issuesOfRegistration } from './judge.ts';
import { type CreatedClient, newClient } from './new-client.ts';
import { operation } from './perform.ts';

export interface CreateClientInput {
  readonly input: RegistrationInput;
  /** 1 to 255 printable ASCII characters: within 24 hours it registers one client only. */
  readonly idempotencyKey?: string | null | undefined;
}

const action = 'oauth_client.create';

/**
 * Registers a client in the caller's tenant.
 *
 * @throws {RegistrationRefusal} INVALID_CLIENT_METADATA with every issue, CONFLICT when the key was used for another
 * registration.
 */
export const createClient = operation(
  { name: 'createOAuthClient', right: 'write', audit: { action } },
  async (registry, caller, { input, idempotencyKey }: CreateClientInput, found): Promise<CreatedClient> => {
    const keyIssues = idempotencyKey == null ? [] : checkIdempotencyKey(idempotencyKey);
    const all = joinIssues(found, [...issuesOfRegistration(registry, input), ...keyIssues]);
    if (all.length > 0) throw new RegistrationRefusal('INVALID_CLIENT_METADATA', all);
    if (idempotencyKey == null) {
      const { row, issuedSecret } = await newClient(registry, caller, input, action);
      await registry.store.createClient(row);
      return { client: row.client, issuedSecret, advisories: adviseRegistration(input), replayed: false };
    }
    const inputDigest = digestRegistration(withDefaults(input));
    return createOnce(registry, caller, { key: idempotencyKey, input, inputDigest }, async (identity) => {
      const { row, issuedSecret } = await newClient(registry, caller, input, action);
      const { clientId, createdAt } = row.client;
      await registry.store.createClient({ ...row, idempotencyKey: { ...identity, clientId, createdAt } });
      return { client: row.client, issuedSecret, advisories: adviseRegistration(input), replayed: false };
    });
  },
);
