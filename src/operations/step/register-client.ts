import { conflict } from '../../domain/error/registration-error.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { clientIdConstraint } from '../../store/client/create-client.ts';
import { violates } from '../../store/query-error.ts';
import type { WriteCall } from '../perform.ts';
import type { KeyIdentity } from '../tenant-store.ts';
import { createOnce } from './create-once.ts';
import { type CreatedClient, newClient, type Registration } from './new-client.ts';

/** An idempotency key, and what distinguishes the registration from another one with the same key. */
interface KeyedInput {
  readonly idempotencyKey: string | null | undefined;
  readonly digest: () => string;
}

/**
 * Stores a new client, only once for an idempotency key.
 *
 * @throws {RegistrationError} CONFLICT if a client has or had the `client_id`, or if the key was used for another registration.
 */
export function registerClient(
  call: WriteCall,
  registration: Registration,
  { idempotencyKey, digest }: KeyedInput,
): Promise<CreatedClient> {
  if (idempotencyKey == null) return storeNew(call, registration, null);
  const { candidate } = registration;
  return createOnce(call, { key: idempotencyKey, candidate, inputDigest: digest() }, (identity) =>
    storeNew(call, registration, identity),
  );
}

async function storeNew(
  call: WriteCall,
  registration: Registration,
  identity: KeyIdentity | null,
): Promise<CreatedClient> {
  const { store } = call;
  const { candidate, clientId, clientIdField = 'clientId' } = registration;
  const taken = () => conflict('CLIENT_ID_TAKEN', clientIdField);
  // Looked up first: a taken id would fail the statement that other registrations share.
  if (clientId != null && (await store.isClientIdUsed(clientId))) throw taken();
  const { row, issuedSecret } = await newClient(call, candidate.metadata, registration);
  const { client } = row;
  const idempotencyKey = identity && {
    ...identity,
    clientId: client.clientId,
    createdAt: client.createdAt,
  };
  try {
    await store.createClient({ ...row, idempotencyKey });
  } catch (error) {
    throw violates(error, clientIdConstraint) ? taken() : error;
  }
  return { client, issuedSecret, advisories: adviseRegistration(candidate), replayed: false };
}
