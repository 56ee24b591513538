import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { isUlid } from '../../domain/identifier.ts';
import { operation } from '../perform.ts';

/** Finds an event of the caller's tenant by its id. */
export const findAuditEvent = operation(
  { name: 'node', right: 'read' },
  async ({ store }, caller, id: string): Promise<AuditEvent | null> => {
    if (!isUlid(id)) return null;
    return (await store.reads.auditTrail.byId(caller.actor.tenantId, id, caller)) ?? null;
  },
);
