import { changesBetween } from '../../domain/audit/audit-change.ts';
import type { AuditAction } from '../../domain/audit/audit-event.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import { clientNotFound, versionConflict } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import type { ClientState } from '../../store/client-state.ts';
import { eventOf } from '../audit/record-event.ts';
import type { Caller, Services } from '../services.ts';

/** Which client to change, and which version of it the caller has seen. */
export interface Target {
  readonly clientId: string;
  /** `null` or absent: whichever version is stored. */
  readonly expectedVersion?: number | null | undefined;
}

/** The client that a call names, for its audit event. */
export const clientIdOf = ({ clientId }: Target): string => clientId;

/** What an operation makes of a client and its secrets; the same object where it leaves them as they are. */
export type Step = (current: ClientState, now: Date) => ClientState | Promise<ClientState>;

/**
 * Changes a client of the caller's tenant under a lock, with its audit row in the same commit. A step that changes nothing
 * writes nothing.
 *
 * @throws {RegistrationError} NOT_FOUND for a client that is not there, CONFLICT when it has another version than
 * expected, and whatever the step throws.
 */
export async function changeClient(
  services: Services,
  caller: Caller,
  action: AuditAction,
  { clientId, expectedVersion }: Target,
  step: Step,
  isDeleted = false,
): Promise<ClientState> {
  if (!isClientId(clientId)) throw clientNotFound();
  let result: ClientState | undefined;
  const key = { tenantId: caller.actor.tenantId, clientId, isDeleted };
  await services.store.changeClient(key, async (current) => {
    if (current === undefined) throw clientNotFound();
    if (expectedVersion != null && expectedVersion !== current.client.version) {
      throw versionConflict(current.client);
    }
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
  if (result === undefined) throw new Error('The store did not let the change decide.');
  return result;
}

/** A client with some of its members replaced; its secrets stay. */
export function withClient(state: ClientState, changes: Partial<Client>): ClientState {
  return { ...state, client: { ...state.client, ...changes } };
}
