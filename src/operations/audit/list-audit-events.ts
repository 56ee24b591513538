import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { AuditFilter } from '../../domain/audit/audit-filter.ts';
import { type Slice, sliceOf } from '../../domain/page.ts';
import type { WantedEvents } from '../../store/audit-event.ts';
import { operation } from '../perform.ts';

/** The events of the caller's tenant, newest first. */
export const listAuditEvents = operation(
  { name: 'auditEvents', right: 'read' },
  async ({ store }, caller, wanted: WantedEvents): Promise<Slice<AuditEvent>> =>
    sliceOf(wanted.page, await store.reads.auditTrail.list(caller.actor.tenantId, wanted, caller)),
);

export const countAuditEvents = operation(
  { name: 'auditEvents.totalCount', right: 'read' },
  ({ store }, caller, filter: AuditFilter) =>
    store.reads.auditTrail.count(caller.actor.tenantId, filter, caller),
);

interface ListOfClientsInput extends WantedEvents {
  readonly clientIds: readonly string[];
}

/** The same page for several clients. */
export const listAuditEventsOfClients = operation(
  { name: 'OAuthClient.auditEvents', right: 'read' },
  async ({ store }, caller, { clientIds, ...wanted }: ListOfClientsInput): Promise<Slice<AuditEvent>[]> => {
    const { tenantId } = caller.actor;
    const pages = await store.reads.auditTrail.listOfClients(tenantId, clientIds, wanted, caller);
    return pages.map((events) => sliceOf(wanted.page, events));
  },
);

export const countAuditEventsOfClients = operation(
  { name: 'OAuthClient.auditEvents.totalCount', right: 'read' },
  ({ store }, caller, { clientIds, filter }: Pick<ListOfClientsInput, 'clientIds' | 'filter'>) =>
    store.reads.auditTrail.countOfClients(caller.actor.tenantId, clientIds, filter, caller),
);
