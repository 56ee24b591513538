import { and, asc, count, desc, eq, getTableColumns, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { AuditEvent } from '../domain/audit/audit-event.ts';
import type { AuditFilter } from '../domain/audit/audit-filter.ts';
import type { Page } from '../domain/page.ts';
import type { Database, Search } from './database.ts';
import type { Reader, SearchInTurn } from './queue/search-share.ts';
import { auditEvents } from './table.ts';

/** Which audit events are read. */
export interface WantedEvents {
  readonly filter: AuditFilter;
  readonly page: Page<string>;
  /**
   * Whether changes are read, or left empty. The changes of an event can have 500 KiB, so 100 pages of 100 events would not
   * fit into memory.
   */
  readonly withChanges: boolean;
}

/** Newest first. The id of an event is its position, because ids sort by time. */
export interface AuditTrail {
  /** One event more than the page holds, in the reading direction of the page. */
  list(tenantId: string, wanted: WantedEvents, reader?: Reader): Promise<AuditEvent[]>;
  count(tenantId: string, filter: AuditFilter, reader?: Reader): Promise<number>;
  /** The same page for several clients, in the order of the given client ids. */
  listOfClients(
    tenantId: string,
    clientIds: readonly string[],
    wanted: WantedEvents,
    reader?: Reader,
  ): Promise<AuditEvent[][]>;
  countOfClients(
    tenantId: string,
    clientIds: readonly string[],
    filter: AuditFilter,
    reader?: Reader,
  ): Promise<number[]>;
  byId(tenantId: string, id: string, reader?: Reader): Promise<AuditEvent | undefined>;
}

export function auditTrailOn(search: Search, inTurn: SearchInTurn): AuditTrail {
  const ask = <Result>(
    tenantId: string,
    reader: Reader | undefined,
    statement: (database: Database) => Promise<Result>,
  ) => inTurn(tenantId, reader, () => search(statement, reader?.signal));
  return {
    list: (tenantId, { filter, page, withChanges }, reader) =>
      ask(tenantId, reader, async (database) =>
        pageOn(database, matches(tenantId, filter), page, withChanges ? {} : { changes: noChanges }),
      ),
    count: async (tenantId, filter, reader) => {
      const [row] = await ask(tenantId, reader, async (database) =>
        database.select({ total: count() }).from(auditEvents).where(matches(tenantId, filter)),
      );
      return row?.total ?? 0;
    },
    listOfClients: async (tenantId, clientIds, wanted, reader) => {
      const rows = await ask(tenantId, reader, async (database) =>
        pagesOfClients(database, tenantId, clientIds, wanted),
      );
      const events = rows.map(({ event }) => event as AuditEvent);
      // A join guarantees no order.
      const direction = wanted.page.isBackward ? 1 : -1;
      events.sort((one, other) => (one.id < other.id ? -direction : direction));
      return clientIds.map((id) => events.filter(({ clientId }) => clientId === id));
    },
    countOfClients: async (tenantId, clientIds, filter, reader) => {
      const isOfThem = and(matches(tenantId, filter), inArray(auditEvents.clientId, [...clientIds]));
      const rows = await ask(tenantId, reader, async (database) =>
        database
          .select({ clientId: auditEvents.clientId, total: count() })
          .from(auditEvents)
          .where(isOfThem)
          .groupBy(auditEvents.clientId),
      );
      const totals = new Map(rows.map(({ clientId, total }) => [clientId, total]));
      return clientIds.map((id) => totals.get(id) ?? 0);
    },
    byId: async (tenantId, id, reader) => {
      const isOne = and(eq(auditEvents.tenantId, tenantId), eq(auditEvents.id, id));
      const [event] = await ask(tenantId, reader, async (database) =>
        database.select().from(auditEvents).where(isOne),
      );
      return event;
    },
  };
}

function pagesOfClients(
  database: Database,
  tenantId: string,
  clientIds: readonly string[],
  { filter, page, withChanges }: WantedEvents,
) {
  // A list of values instead of a table, so that PostgreSQL reads each client's page through the index.
  const wanted = sql`unnest(${sql.param([...clientIds])}::text[]) as wanted(client_id)`;
  const own = and(matches(tenantId, filter), sql`${auditEvents.clientId} = wanted.client_id`);
  const pages = pageOn(database, own, page).as('page');
  const columns = pages._.selectedFields;
  const event = withChanges ? columns : { ...columns, changes: noChanges };
  return database.select({ event }).from(wanted).crossJoinLateral(pages);
}

/** Decoded like the column. */
const noChanges = sql`'[]'::jsonb`.mapWith(auditEvents.changes).as('changes');

/**
 * Writes audit events without a change of a client: refusals. An event that is already stored, by an attempt with unknown
 * outcome, is not changed.
 */
export type RecordAuditEvent = (...events: readonly AuditEvent[]) => Promise<void>;

export function recordAuditEventOn(database: Database): RecordAuditEvent {
  return async (...events) => {
    await database.insert(auditEvents).values(events.map(toAuditRow)).onConflictDoNothing();
  };
}

export function toAuditRow(event: AuditEvent): typeof auditEvents.$inferInsert {
  return { ...event, issueCodes: [...event.issueCodes] };
}

/** @param columns read instead of the stored ones. */
function pageOn(
  database: Database,
  condition: SQL | undefined,
  page: Page<string>,
  columns: { readonly changes?: typeof noChanges } = {},
) {
  const keyset = [
    ...(page.after === undefined ? [] : [lt(auditEvents.id, page.after)]),
    ...(page.before === undefined ? [] : [gt(auditEvents.id, page.before)]),
  ];
  return database
    .select({ ...getTableColumns(auditEvents), ...columns })
    .from(auditEvents)
    .where(and(condition, ...keyset))
    .orderBy(page.isBackward ? asc(auditEvents.id) : desc(auditEvents.id))
    .limit(page.limit + 1)
    .offset(page.skip);
}

function matches(
  tenantId: string,
  { clientId, actorId, action, outcome, occurredAt }: AuditFilter,
): SQL | undefined {
  return and(
    eq(auditEvents.tenantId, tenantId),
    clientId == null ? undefined : eq(auditEvents.clientId, clientId),
    actorId == null ? undefined : eq(auditEvents.actorId, actorId),
    action == null ? undefined : eq(auditEvents.action, action),
    outcome == null ? undefined : eq(auditEvents.outcome, outcome),
    occurredAt?.from == null ? undefined : gte(auditEvents.occurredAt, occurredAt.from),
    occurredAt?.before == null ? undefined : lt(auditEvents.occurredAt, occurredAt.before),
  );
}
