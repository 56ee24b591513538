import { digestRegistration } from '../../credentials/registration-digest.ts';
import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { checkIdempotencyKey } from '../../domain/rule/idempotency-key.ts';
import { operation } from '../perform.ts';
import { issuesOfRegistration } from './check-candidate.ts';
import { createOnce } from './create-once.ts';
import { type CreatedClient, newClient } from './new-client.ts';

export interface CreateClientInput {
  readonly input: RegistrationInput;
  /** 1 to 255 printable ASCII characters. Within 24 hours, a key registers only one client. */
  readonly idempotencyKey?: string | null | undefined;
}

const action = 'oauth_client.create';

/**
 * Registers a client in the caller's tenant.
 *
 * @throws {RegistrationError} INVALID_CLIENT_METADATA with every issue, CONFLICT if the key was used for another
 *   registration.
 */
export const createClient = operation(
  { name: 'createOAuthClient', right: 'write', audit: { action } },
  async (services, caller, { input, idempotencyKey }: CreateClientInput, found): Promise<CreatedClient> => {
    const candidate = candidateOf(input);
    const { metadata } = candidate;
    const keyIssues = idempotencyKey == null ? [] : checkIdempotencyKey(idempotencyKey);
    const all = joinIssues(found, [...issuesOfRegistration(services, candidate), ...keyIssues]);
    if (all.length > 0) throw new RegistrationError('INVALID_CLIENT_METADATA', all);
    if (idempotencyKey == null) {
      const { row, issuedSecret } = await newClient(services, caller, metadata, action);
      await services.store.createClient(row);
      return { client: row.client, issuedSecret, advisories: adviseRegistration(candidate), replayed: false };
    }
    const inputDigest = digestRegistration(metadata);
    return createOnce(services, caller, { key: idempotencyKey, candidate, inputDigest }, async (identity) => {
      const { row, issuedSecret } = await newClient(services, caller, metadata, action);
      const { clientId, createdAt } = row.client;
      await services.store.createClient({ ...row, idempotencyKey: { ...identity, clientId, createdAt } });
      return { client: row.client, issuedSecret, advisories: adviseRegistration(candidate), replayed: false };
    });
  },
);
