import type { TimeRange } from '../client/client-filter.ts';
import type { AuditAction, AuditOutcome } from './audit-event.ts';

/** Conditions on the audit events of a tenant; all of them must hold. */
export interface AuditFilter {
  readonly clientId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: AuditAction | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly occurredAt?: TimeRange | null | undefined;
}
