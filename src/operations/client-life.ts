import type { Client } from '../registration/client-metadata.ts';
import { isClientId } from '../registration/identifier.ts';
import { day } from '../registration/moment.ts';
import { clientNotFound, RegistrationRefusal } from '../registration/registration-refusal.ts';
import type { ClientStatus } from '../registration/vocabulary.ts';
import type { ClientState } from '../store/client-state.ts';
import { changeClient, type Target } from './change-client.ts';
import type { Caller, Registry } from './registry.ts';

/** Refuses a client everywhere until it is activated again. One that is suspended stays so. */
export function suspendClient(registry: Registry, caller: Caller, target: Target): Promise<Client> {
  return setStatus(registry, caller, target, 'oauth_client.suspend', 'suspended');
}

export function activateClient(registry: Registry, caller: Caller, target: Target): Promise<Client> {
  return setStatus(registry, caller, target, 'oauth_client.activate', 'active');
}

/** Takes a client out of every read. It can be restored for a while; its `client_id` is never given to another. */
export async function deleteClient(registry: Registry, caller: Caller, target: Target): Promise<Client> {
  const state = await changeClient(registry, caller, 'oauth_client.delete', target, (current, now) =>
    withClient(current, { deletedAt: now }),
  );
  return state.client;
}

/**
 * Brings a deleted client back as it was, with its secrets. One that is not deleted stays as it is, so that a call whose
 * answer was lost can be repeated.
 *
 * @throws {RegistrationRefusal} NOT_FOUND when it was deleted too long ago, CONFLICT when it has another version.
 */
export async function restoreClient(registry: Registry, caller: Caller, target: Target): Promise<Client> {
  const { clientId } = target;
  if (!isClientId(clientId)) throw clientNotFound();
  const findLive = () => registry.store.findClient.byClientId(caller.actor.tenantId, clientId);
  const live = await findLive();
  if (live) return live;
  try {
    const state = await changeClient(
      registry,
      caller,
      'oauth_client.restore',
      target,
      restoreStep(registry),
      true,
    );
    return state.client;
  } catch (error) {
    // Another call may have restored it in the meantime.
    const restored = isNotFound(error) ? await findLive() : undefined;
    if (restored) return restored;
    throw error;
  }
}

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

/** When a client that was deleted then is beyond recall. */
export function restorableUntil({ restoreDays }: Pick<Registry, 'restoreDays'>, deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + restoreDays * day);
}

/** What was deleted then or before is beyond recall now. */
export function restorableSince({ restoreDays }: Pick<Registry, 'restoreDays'>, now: Date): Date {
  return new Date(now.getTime() - restoreDays * day);
}

async function setStatus(
  registry: Registry,
  caller: Caller,
  target: Target,
  action: 'oauth_client.suspend' | 'oauth_client.activate',
  status: ClientStatus,
): Promise<Client> {
  const state = await changeClient(registry, caller, action, target, (current) =>
    withClient(current, { status }),
  );
  return state.client;
}

function withClient(state: ClientState, changes: Partial<Client>): ClientState {
  return { ...state, client: { ...state.client, ...changes } };
}
