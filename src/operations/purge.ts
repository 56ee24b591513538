import type { AuditEvent } from '../registration/audit-event.ts';
import { idempotencyMilliseconds } from './create-once.ts';
import type { Registry } from './registry.ts';

/** Clients that one commit erases. */
const batchSize = 100;
/** Batches of one run; what is left waits for the next. */
const maxBatches = 100;

/**
 * Erases the clients whose time to be restored is over, and forgets idempotency keys that are out of date. Any number of
 * instances may run it at once. Gives the number of clients that it erased, at most 10,000 a run.
 */
export async function purge(registry: Registry, runId: string): Promise<number> {
  const { store, restoreDays } = registry;
  const now = registry.now();
  await store.forgetIdempotencyKeys(new Date(now.getTime() - idempotencyMilliseconds));
  const deletedBefore = new Date(now.getTime() - restoreDays * 86_400_000);
  let erased = 0;
  for (let batch = 0; batch < maxBatches; batch++) {
    const count = await store.purgeClients(deletedBefore, now, batchSize, ({ tenantId, clientId }) =>
      purgeEvent(registry, { tenantId, clientId, requestId: runId }),
    );
    erased += count;
    if (count < batchSize) break;
  }
  return erased;
}

function purgeEvent(
  registry: Registry,
  where: Pick<AuditEvent, 'tenantId' | 'clientId' | 'requestId'>,
): AuditEvent {
  return {
    ...where,
    id: registry.newId(),
    action: 'oauth_client.purge',
    outcome: 'done',
    actorType: 'system',
    actorId: 'purge',
    address: null,
    occurredAt: registry.now(),
    changes: [],
    refusalCode: null,
    issueCodes: [],
  };
}
