import { z } from 'zod';
import { searchText, type TimeRange, timeRangeSchema } from '../client/client-filter.ts';
import { valuesOf } from '../client/vocabulary.ts';
import { type AuditAction, type AuditOutcome, auditActions, auditOutcomes } from './audit-event.ts';

/** Conditions on the audit events of a tenant; all of them must hold. */
export interface AuditFilter {
  readonly clientId?: string | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: AuditAction | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly occurredAt?: TimeRange | null | undefined;
}

export const auditFilterSchema = z.object({
  clientId: searchText('clientId').nullish(),
  actorId: searchText('actorId').nullish(),
  action: z.enum(valuesOf(auditActions)).nullish(),
  outcome: z.enum(valuesOf(auditOutcomes)).nullish(),
  occurredAt: timeRangeSchema.nullish(),
} satisfies Record<keyof AuditFilter, z.ZodType>);
