import type { Client } from '../registration/client-metadata.ts';
import { isClientId } from '../registration/identifier.ts';
import { day } from '../registration/moment.ts';
import { clientNotFound, RegistrationRefusal } from '../registration/registration-refusal.ts';
import type { ClientState } from '../store/client-state.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';
import { operation } from './perform.ts';
import type { Registry } from './registry.ts';

const action = 'oauth_client.restore';

/**
 * Restores a deleted client as it was, with its secrets. One that is not deleted stays as it is, so that a call whose
 * response was lost can be repeated.
 *
 * @throws {RegistrationRefusal} NOT_FOUND when it was deleted too long ago, CONFLICT when it has another version.
 */
export const restoreClient = operation(
  { name: 'restoreOAuthClient', right: 'delete', audit: { action, clientIdOf } },
  async (registry, caller, target: Target): Promise<Client> => {
    const { clientId } = target;
    if (!isClientId(clientId)) throw clientNotFound();
    const findLive = () => registry.store.findClient.byClientId(caller.actor.tenantId, clientId);
    const live = await findLive();
    if (live) return live;
    try {
      const step = restoreStep(registry);
      const { client } = await changeClient(registry, caller, action, target, step, true);
      return client;
    } catch (error) {
      // Another call may have restored it in the meantime.
      const restored = isNotFound(error) ? await findLive() : undefined;
      if (restored) return restored;
      throw error;
    }
  },
);

function restoreStep(registry: Registry) {
  return (current: ClientState, now: Date): ClientState => {
    const { deletedAt } = current.client;
    if (deletedAt === null || deletedAt <= restorableSince(registry, now)) throw clientNotFound();
    return withClient(current, { deletedAt: null });
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof RegistrationRefusal && error.code === 'NOT_FOUND';
}

/** When a client that was deleted at `deletedAt` can no longer be restored. */
export function restorableUntil({ restoreDays }: Pick<Registry, 'restoreDays'>, deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + restoreDays * day);
}

/** A client that was deleted at this time or before cannot be restored at `now`. */
export function restorableSince({ restoreDays }: Pick<Registry, 'restoreDays'>, now: Date): Date {
  return new Date(now.getTime() - restoreDays * day);
}
