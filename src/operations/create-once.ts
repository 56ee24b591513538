import { conflict } from '../registration/registration-refusal.ts';
import { type IdempotencyKey, idempotencyKeyConstraint } from '../store/idempotency-key.ts';
import { violates } from '../store/query-error.ts';
import type { CreatedClient } from './new-client.ts';
import type { Caller, Registry } from './registry.ts';

/** How long a key stands for the registration that it made. */
export const idempotencyMilliseconds = 86_400_000;

type Identity = Pick<IdempotencyKey, 'tenantId' | 'actorId' | 'key' | 'inputDigest'>;

/**
 * Lets one of the registrations with the same key through and gives the others the client that it made. The key's own row
 * decides: of several at once, all but one find it taken.
 */
export async function createOnce(
  registry: Registry,
  { actor }: Caller,
  { key, inputDigest }: Pick<IdempotencyKey, 'key' | 'inputDigest'>,
  create: (identity: Identity) => Promise<CreatedClient>,
): Promise<CreatedClient> {
  const owner = { tenantId: actor.tenantId, actorId: actor.id, key };
  await registry.store.forgetIdempotencyKeys(
    new Date(registry.now().getTime() - idempotencyMilliseconds),
    owner,
  );
  const earlier = await registry.store.findIdempotencyKey(owner);
  if (earlier) return replay(registry, earlier, inputDigest);
  try {
    return await create({ ...owner, inputDigest });
  } catch (error) {
    if (!violates(error, idempotencyKeyConstraint)) throw error;
    const winner = await registry.store.findIdempotencyKey(owner);
    if (winner === undefined) throw error;
    return replay(registry, winner, inputDigest);
  }
}

async function replay(
  { store }: Registry,
  { tenantId, clientId, inputDigest: first }: IdempotencyKey,
  inputDigest: string,
): Promise<CreatedClient> {
  if (first !== inputDigest) throw conflict('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  const client = await store.findClient.byClientId(tenantId, clientId);
  if (client === undefined) throw conflict('IDEMPOTENCY_KEY_SPENT', 'idempotencyKey');
  return { client, issuedSecret: null, advisories: [], replayed: true };
}
