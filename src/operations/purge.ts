import { systemEventOf } from './audit.ts';
import { restorableSince } from './client-life.ts';
import { idempotencyKeysSince } from './create-once.ts';
import type { Registry } from './registry.ts';

/** Clients that one commit erases. */
const batchSize = 100;
/** Batches of one run; what is left waits for the next. */
const maxBatches = 100;

/**
 * Erases the clients whose time to be restored is over, and forgets idempotency keys that are out of date. Any number of
 * instances may run it at once. Gives the number of clients that it erased, at most 10,000 a run.
 *
 * @param isStopped is asked between commits, so that a gateway that stops need not wait for the rest.
 */
export async function purge(registry: Registry, runId: string, isStopped = () => false): Promise<number> {
  const now = registry.now();
  const { store } = registry;
  await inBatches(isStopped, () => store.forgetIdempotencyKeys(idempotencyKeysSince(now), batchSize));
  return inBatches(isStopped, () =>
    store.purgeClients(restorableSince(registry, now), now, batchSize, ({ tenantId, clientId }) =>
      systemEventOf(registry, 'purge', {
        action: 'oauth_client.purge',
        tenantId,
        clientId,
        requestId: runId,
        occurredAt: now,
        changes: [],
      }),
    ),
  );
}

async function inBatches(isStopped: () => boolean, work: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < maxBatches && !isStopped(); batch++) {
    const count = await work();
    sum += count;
    if (count < batchSize) break;
  }
  return sum;
}
