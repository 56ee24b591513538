import { conflict, RegistrationError } from '../../domain/error/registration-error.ts';
import { day } from '../../domain/instant.ts';
import type { Candidate } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { DatabaseOverloaded } from '../../store/deadline.ts';
import { idempotencyKeyConstraint } from '../../store/idempotency-key.ts';
import { violates } from '../../store/query-error.ts';
import type { WriteCall } from '../perform.ts';
import type { KeyIdentity } from '../tenant-store.ts';
import type { CreatedClient } from './new-client.ts';

/** The registration of an idempotency key, kept for 24 hours. */
export interface KeyedRegistration {
  readonly key: string;
  readonly candidate: Candidate;
  /** Of the registration with its defaults. */
  readonly inputDigest: string;
}

/** Takes a free key, unless another call was faster. */
const maxAttempts = 3;

/** Keys that were used at this time or before have expired. */
export function idempotencyKeysSince(now: Date): Date {
  return new Date(now.getTime() - day);
}

/**
 * Lets one of the registrations with the same key succeed and returns its client to the others. The row of the key decides:
 * of concurrent calls, all but one find it taken.
 */
export async function createOnce(
  { services, store }: WriteCall,
  { key, candidate, inputDigest }: KeyedRegistration,
  create: (identity: KeyIdentity) => Promise<CreatedClient>,
): Promise<CreatedClient> {
  for (let attempt = 0; ; attempt++) {
    // Looked up first: a taken key would fail the statement that other registrations share.
    const earlier = await store.findIdempotencyKey(key);
    const expired = idempotencyKeysSince(services.now());
    if (earlier && earlier.createdAt > expired) {
      if (earlier.inputDigest !== inputDigest) throw conflict('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
      return replay(store, earlier.clientId, candidate);
    }
    if (attempt === maxAttempts)
      throw new DatabaseOverloaded('too many calls use an idempotency key that keeps expiring');
    if (earlier) await store.freeIdempotencyKey(key, expired);
    try {
      return await create(store.keyIdentity(key, inputDigest));
    } catch (error) {
      // Of two calls with the same key and client_id, the slower one may find either of them taken.
      const isSameCall =
        error instanceof RegistrationError && (await store.findIdempotencyKey(key)) !== undefined;
      if (!isSameCall && !violates(error, idempotencyKeyConstraint)) throw error;
    }
  }
}

async function replay(
  store: WriteCall['store'],
  clientId: string,
  candidate: Candidate,
): Promise<CreatedClient> {
  const client = await store.findCurrentClient(clientId);
  if (client === undefined) throw conflict('IDEMPOTENCY_KEY_SPENT', 'idempotencyKey');
  return { client, issuedSecret: null, advisories: adviseRegistration(candidate), replayed: true };
}
