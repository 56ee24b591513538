import { restorableSince } from './client/restore-client.ts';
import type { Services } from './services.ts';
import { idempotencyKeysSince } from './step/create-once.ts';
import { systemEventOf } from './step/record-event.ts';

export interface PurgeLimits {
  /** Clients that one commit erases. */
  readonly clients: number;
  /** Idempotency keys that one commit forgets. */
  readonly keys: number;
  /** Milliseconds after which no further commit is started. */
  readonly budget: number;
}

/** An actor can leave 180,000 idempotency keys an hour; a run forgets that many in seconds. */
export const purgeLimits: PurgeLimits = { clients: 100, keys: 1000, budget: 600_000 };

export interface Purged {
  readonly clients: number;
  readonly keys: number;
  /** False when the budget ended the run, so that there may be more to erase. */
  readonly isComplete: boolean;
}

/**
 * Erases the clients that can no longer be restored, and forgets expired idempotency keys, until none is left or the time
 * budget is used up. Both make progress in turn. Any number of instances may run it at once.
 *
 * @param isStopped is asked between commits, so that a gateway that stops need not wait for the rest.
 */
export async function purge(
  services: Services,
  runId: string,
  isStopped = () => false,
  limits = purgeLimits,
): Promise<Purged> {
  const startedAt = services.now();
  const { store } = services;
  const isOver = () => isStopped() || services.now().getTime() - startedAt.getTime() >= limits.budget;
  const forgetKeys = () => store.forgetIdempotencyKeys(idempotencyKeysSince(startedAt), limits.keys);
  const purgeClients = () =>
    store.purgeClients(restorableSince(services, startedAt), startedAt, limits.clients, (client) =>
      systemEventOf(services, 'purge', {
        action: 'oauth_client.purge',
        tenantId: client.tenantId,
        clientId: client.clientId,
        requestId: runId,
        occurredAt: startedAt,
        changes: [],
      }),
    );
  const sum = { clients: 0, keys: 0 };
  let [hasKeys, hasClients] = [true, true];
  while ((hasKeys || hasClients) && !isOver()) {
    if (hasKeys) {
      const keys = await forgetKeys();
      sum.keys += keys;
      hasKeys = keys >= limits.keys;
    }
    if (hasClients && !isOver()) {
      const clients = await purgeClients();
      sum.clients += clients;
      hasClients = clients >= limits.clients;
    }
  }
  return { ...sum, isComplete: !hasKeys && !hasClients };
}
