import type { AuditAction, AuditEvent } from '../../domain/audit/audit-event.ts';
import type { IssueCode } from '../../domain/error/issue-catalogue.ts';
import { isClientId } from '../../domain/identifier.ts';
import type { Caller, Services } from '../services.ts';

/** The audit row of an action of a caller. */
export function eventOf(
  { newId }: Pick<Services, 'newId'>,
  { actor, requestId, address }: Caller,
  {
    action,
    clientId,
    changes,
    occurredAt,
  }: Pick<AuditEvent, 'action' | 'clientId' | 'changes' | 'occurredAt'>,
): AuditEvent {
  return {
    id: newId(),
    tenantId: actor.tenantId,
    action,
    outcome: 'done',
    actorType: 'user',
    actorTenantId: actor.homeTenantId,
    actorId: actor.id,
    clientId,
    requestId,
    address,
    occurredAt,
    changes,
    refusalCode: null,
    issueCodes: [],
    occurrences: 1,
  };
}

/** The audit row of an action of the gateway itself or of an operator's command. */
export function systemEventOf(
  { newId }: Pick<Services, 'newId'>,
  job: string,
  where: Pick<AuditEvent, 'tenantId' | 'clientId' | 'requestId' | 'occurredAt' | 'action' | 'changes'>,
): AuditEvent {
  return {
    id: newId(),
    outcome: 'done',
    actorType: 'system',
    actorTenantId: where.tenantId,
    actorId: job,
    address: null,
    refusalCode: null,
    issueCodes: [],
    occurrences: 1,
    // Last, as in a new client.
    ...where,
  };
}

/** A refused write and its reason. */
export interface Refusal {
  readonly action: AuditAction;
  /** As sent by the caller. A text without the form of a client_id is not recorded. */
  readonly clientId: string | undefined;
  readonly refusalCode: string;
  readonly issueCodes: readonly IssueCode[];
}

/** Records a refused write, or counts it if an equal refusal is already recorded. */
export async function recordRefusal(services: Services, caller: Caller, refusal: Refusal): Promise<void> {
  const { action, clientId, refusalCode, issueCodes } = refusal;
  const target = clientId !== undefined && isClientId(clientId) ? clientId : null;
  const event: AuditEvent = {
    ...eventOf(services, caller, { action, clientId: target, changes: [], occurredAt: services.now() }),
    outcome: 'refused',
    refusalCode,
    issueCodes: [...new Set(issueCodes)],
  };
  await services.refusals.record(event, services.store.recordAuditEvent);
}
