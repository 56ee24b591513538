import { z } from 'zod';
import { digestRegistration } from '../../credentials/registration-digest.ts';
import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { registrationSchema } from '../../domain/client/registration-schema.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { checkIdempotencyKey } from '../../domain/rule/idempotency-key.ts';
import { writeOperation } from '../perform.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import type { CreatedClient } from '../step/new-client.ts';
import { registerClient } from '../step/register-client.ts';

export interface CreateClientInput {
  readonly input: RegistrationInput;
  /** 1 to 255 printable ASCII characters. Within 24 hours, a key registers only one client. */
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Registers a client in the caller's tenant.
 *
 * @throws {RegistrationError} INVALID_CLIENT_METADATA with every issue, CONFLICT if a client has or had the `client_id`, or if the
 *   key was used for another registration.
 */
export const createClient = writeOperation(
  {
    name: 'createOAuthClient',
    right: 'write',
    action: 'oauth_client.create',
    input: z.object({ input: registrationSchema, idempotencyKey: z.string().nullish() }),
    rules: 'INVALID_CLIENT_METADATA',
  },
  async (call, { input, idempotencyKey }: CreateClientInput): Promise<CreatedClient> => {
    const candidate = candidateOf(input);
    const { metadata } = candidate;
    const keyIssues = idempotencyKey == null ? [] : checkIdempotencyKey(idempotencyKey);
    call.require([...issuesOfRegistration(call.services, candidate), ...keyIssues]);
    const { clientId } = input;
    return registerClient(
      call,
      { candidate, clientId },
      { idempotencyKey, digest: () => digestRegistration(metadata, { clientId }) },
    );
  },
);
