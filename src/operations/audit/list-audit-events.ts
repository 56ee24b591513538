import { z } from 'zod';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { type AuditFilter, auditFilterSchema } from '../../domain/audit/audit-filter.ts';
import { pageSchema, type Slice, sliceOf } from '../../domain/page.ts';
import type { WantedEvents } from '../../store/audit-event.ts';
import { readOperation } from '../perform.ts';

const wantedEvents = z.object({
  filter: auditFilterSchema,
  page: pageSchema(z.string()),
  withChanges: z.boolean(),
} satisfies Record<keyof WantedEvents, z.ZodType>);

/** The events of the caller's tenant, newest first. */
export const listAuditEvents = readOperation(
  { name: 'auditEvents', right: 'read', input: wantedEvents },
  async ({ store }, wanted: WantedEvents): Promise<Slice<AuditEvent>> =>
    sliceOf(wanted.page, await store.listAuditEvents(wanted)),
);

export const countAuditEvents = readOperation(
  { name: 'auditEvents.totalCount', right: 'read', input: auditFilterSchema },
  ({ store }, filter: AuditFilter) => store.countAuditEvents(filter),
);

interface ListOfClientsInput extends WantedEvents {
  readonly clientIds: readonly string[];
}

const clientIdList = z.array(z.string()).readonly();

/** The same page for several clients. */
export const listAuditEventsOfClients = readOperation(
  {
    name: 'OAuthClient.auditEvents',
    right: 'read',
    input: wantedEvents.extend({ clientIds: clientIdList }),
  },
  async ({ store }, { clientIds, ...wanted }: ListOfClientsInput): Promise<Slice<AuditEvent>[]> => {
    const pages = await store.listAuditEventsOfClients(clientIds, wanted);
    return pages.map((events) => sliceOf(wanted.page, events));
  },
);

export const countAuditEventsOfClients = readOperation(
  {
    name: 'OAuthClient.auditEvents.totalCount',
    right: 'read',
    input: z.object({ clientIds: clientIdList, filter: auditFilterSchema }),
  },
  ({ store }, { clientIds, filter }: Pick<ListOfClientsInput, 'clientIds' | 'filter'>) =>
    store.countAuditEventsOfClients(clientIds, filter),
);
