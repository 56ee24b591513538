import { z } from 'zod';
import { changesBetween } from '../../domain/audit/audit-change.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import { clientNotFound, versionConflict } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import type { WriteCall } from '../perform.ts';
import { eventOf } from './record-event.ts';

/** The client to change, and the version that the caller has read. */
export interface Target {
  readonly clientId: string;
  /** `null` or absent: any version. */
  readonly expectedVersion?: number | null | undefined;
}

export const targetSchema = z.object({
  clientId: z.string(),
  expectedVersion: z.int().nullish(),
} satisfies Record<keyof Target, z.ZodType>);

/** The client and its secrets after an operation; the same object if it changes nothing. */
export type Step = (current: ClientState, now: Date) => ClientState | Promise<ClientState>;

/**
 * Changes a client of the caller's tenant under a lock, with its audit row in the same commit. If the step changes nothing,
 * nothing is written.
 *
 * @throws {RegistrationError} NOT_FOUND for an unknown client, CONFLICT if its version is not the expected one, and errors of
 *   the step.
 */
export async function changeClient(
  { services, store, caller, action }: WriteCall,
  { clientId, expectedVersion }: Target,
  step: Step,
  isDeleted = false,
): Promise<ClientState> {
  if (!isClientId(clientId)) throw clientNotFound();
  let result: ClientState | undefined;
  await store.changeClient(clientId, isDeleted, async (current) => {
    requireTarget(current, expectedVersion);
    const now = services.now();
    const changed = await step(current, now);
    const changes = changesBetween(current, changed);
    result = changed;
    if (changes.length === 0) return undefined;
    const client = { ...changed.client, version: current.client.version + 1, updatedAt: now };
    result = { ...changed, client };
    return {
      next: result,
      auditEvent: eventOf(services, caller, { action, clientId, changes, occurredAt: now }),
    };
  });
  if (result === undefined) throw new Error('The store did not call the function that decides the change.');
  return result;
}

/** @throws {RegistrationError} NOT_FOUND for an unknown client, CONFLICT if its version is not the expected one. */
export function requireTarget(
  current: ClientState | undefined,
  expectedVersion: Target['expectedVersion'],
): asserts current is ClientState {
  if (current === undefined) throw clientNotFound();
  if (expectedVersion != null && expectedVersion !== current.client.version) {
    throw versionConflict(current.client);
  }
}

/** A client with some members replaced and the same secrets. */
export function withClient(state: ClientState, changes: Partial<Client>): ClientState {
  return { ...state, client: { ...state.client, ...changes } };
}
