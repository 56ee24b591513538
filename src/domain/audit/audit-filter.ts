import type { TimeRange } from '../client/client-filter.ts';
import type { AuditAction, AuditOutcome } from './audit-event.ts';

/** Which audit events of a tenant; every condition that is given has to hold. */
export interface AuditFilter {
  readonly clientId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: AuditAction | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly occurredAt?: TimeRange | null | undefined;
}
