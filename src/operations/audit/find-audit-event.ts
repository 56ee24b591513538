import { z } from 'zod';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { isUlid } from '../../domain/identifier.ts';
import { readOperation } from '../perform.ts';

/** Finds an event of the caller's tenant by its id. */
export const findAuditEvent = readOperation(
  { name: 'auditEventById', right: 'read', input: z.string() },
  async ({ store }, id: string): Promise<AuditEvent | null> => {
    if (!isUlid(id)) return null;
    return (await store.findAuditEvent(id)) ?? null;
  },
);
