import type { Client } from '../../domain/client/client-metadata.ts';
import { clientNotFound, RegistrationError } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import { day } from '../../domain/instant.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import { writeOperation } from '../perform.ts';
import type { Services } from '../services.ts';
import { changeClient, type Target, targetSchema, withClient } from '../step/change-client.ts';

/**
 * Restores a deleted client with its secrets. A client that is not deleted is not changed, so that a call can be repeated if
 * its response was lost.
 *
 * @throws {RegistrationError} NOT_FOUND if it was deleted too long ago, CONFLICT if its version is not the expected one.
 */
export const restoreClient = writeOperation(
  { name: 'restoreOAuthClient', right: 'delete', action: 'oauth_client.restore', input: targetSchema },
  async (call, target: Target): Promise<Client> => {
    const { services, store } = call;
    const { clientId } = target;
    if (!isClientId(clientId)) throw clientNotFound();
    const findLive = () => store.findCurrentClient(clientId);
    const live = await findLive();
    if (live) return live;
    try {
      const step = restoreStep(services);
      const { client } = await changeClient(call, target, step, true);
      return client;
    } catch (error) {
      // Another call may have restored it in the meantime.
      const restored = isNotFound(error) ? await findLive() : undefined;
      if (restored) return restored;
      throw error;
    }
  },
);

function restoreStep(services: Pick<Services, 'restoreDays'>) {
  return (current: ClientState, now: Date): ClientState => {
    const { deletedAt } = current.client;
    if (deletedAt === null || deletedAt <= restorableSince(services, now)) throw clientNotFound();
    return withClient(current, { deletedAt: null });
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof RegistrationError && error.code === 'NOT_FOUND';
}

/** The time after which a client deleted at `deletedAt` cannot be restored. */
export function restorableUntil({ restoreDays }: Pick<Services, 'restoreDays'>, deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + restoreDays * day);
}

/** At `now`, clients deleted at this time or before cannot be restored. */
export function restorableSince({ restoreDays }: Pick<Services, 'restoreDays'>, now: Date): Date {
  return new Date(now.getTime() - restoreDays * day);
}
