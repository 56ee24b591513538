import { and, asc, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type {
  ClientFilter,
  ClientOrder,
  ClientPosition,
  ListedClient,
} from '../../domain/client/client-filter.ts';
import type { Page } from '../../domain/page.ts';
import type { Database, OpenDatabase, Search } from '../database.ts';
import { type Reader, type SearchInTurn, searchesInTurn } from '../queue/search-share.ts';
import { oauthClients as clients } from '../table.ts';
import { toClient } from './client-row.ts';
import { conditionsOf, valuesOfFilter } from './filter-condition.ts';

/** Reads one client more than the page holds, in the reading direction of the page. */
export type ListClients = (
  tenantId: string,
  filter: ClientFilter,
  order: ClientOrder,
  page: Page<ClientPosition>,
  reader?: Reader,
) => Promise<ListedClient[]>;

export type CountClients = (tenantId: string, filter: ClientFilter, reader?: Reader) => Promise<number>;

export function listClientsOn(
  { search, shared }: Pick<OpenDatabase, 'search' | 'shared'>,
  inTurn: SearchInTurn,
): ListClients {
  // Quick lists use other connections, so they do not wait for slow searches of the same tenant.
  const quickInTurn = searchesInTurn();
  const quickStatement = rememberedStatements('list_clients');
  const searchStatement = rememberedStatements();
  return async (tenantId, filter, order, page, reader) => {
    const conditions = valuesOfFilter(filter);
    const form = { order, page, conditions: Object.keys(conditions) };
    const values = { ...conditions, ...valuesOf(tenantId, page) };
    // A page of the whole list has one plan and a constant cost. The plan of a filter depends on the value: a generic plan
    // would scan the tenant for a rare name.
    const isQuick = page.skip === 0 && form.conditions.length === 0;
    const rows = isQuick
      ? await quickInTurn(tenantId, reader, () => quickStatement(shared, form).execute(values))
      : await inTurn(tenantId, reader, () =>
          search((database) => searchStatement(database, form).execute(values), reader?.signal),
        );
    return rows.map((row) => ({
      client: toClient(row),
      // The stored key: one computed here might differ on another version of Node.
      position: { key: order.field === 'name' ? row.nameKey : row.createdAt, id: row.id },
    }));
  };
}

export function countClientsOn(search: Search, inTurn: SearchInTurn): CountClients {
  return async (tenantId, filter, reader) => {
    const values = valuesOfFilter(filter);
    const [row] = await inTurn(tenantId, reader, () =>
      search(
        (database) =>
          database
            .select({ total: count() })
            .from(clients)
            .where(and(isOfTenant, ...conditionsOf(Object.keys(values))))
            .execute({ ...values, tenantId }),
        reader?.signal,
      ),
    );
    return row?.total ?? 0;
  };
}

/** What determines the text of a statement. */
interface FormOfPage {
  readonly order: ClientOrder;
  readonly page: Page<ClientPosition>;
  /** The placeholders of the conditions. */
  readonly conditions: readonly string[];
}

/** Statements that are remembered for each connection: callers can combine conditions in thousands of ways. */
const maxStatements = 100;

/**
 * Statements of pages by their shape: building one takes longer than reading its rows, and took 150 of the 900 µs of a
 * search.
 *
 * @param name prepares the statements on the server, which may then use a plan that does not depend on the values.
 */
function rememberedStatements(name?: string) {
  const remembered = new WeakMap<Database, Map<string, StatementOfPage>>();
  return (database: Database, form: FormOfPage): StatementOfPage => {
    const statements = remembered.get(database) ?? new Map<string, StatementOfPage>();
    remembered.set(database, statements);
    const { order, page, conditions } = form;
    const cursors = [page.isBackward, page.after !== undefined, page.before !== undefined];
    const key = [order.field, order.isDescending, ...cursors, page.skip > 0, ...conditions].join();
    const known = statements.get(key);
    if (known) return known;
    // Without a name, the types of Drizzle forbid what its function does.
    const statement = pageOn(database, form).prepare(name as string);
    if (statements.size >= maxStatements) statements.clear();
    statements.set(key, statement);
    return statement;
  };
}

type StatementOfPage = ReturnType<ReturnType<typeof pageOn>['prepare']>;

/** A page with placeholders for the values of `valuesOf` and of the filter. */
function pageOn(database: Database, { order, page, conditions }: FormOfPage) {
  const inDirection = order.isDescending !== page.isBackward ? desc : asc;
  const isInRange = [
    page.after && isBeyond(order, 'after', order.isDescending),
    page.before && isBeyond(order, 'before', !order.isDescending),
  ];
  const query = database
    .select()
    .from(clients)
    .where(and(isOfTenant, ...conditionsOf(conditions), ...isInRange))
    .orderBy(inDirection(sortKey(order)), inDirection(clients.id))
    .limit(sql.placeholder('limit'))
    .$dynamic();
  return page.skip > 0 ? query.offset(sql.placeholder('skip')) : query;
}

function valuesOf(tenantId: string, page: Page<ClientPosition>): Record<string, unknown> {
  const { after, before, limit, skip } = page;
  return {
    tenantId,
    limit: limit + 1,
    skip,
    afterKey: after?.key,
    afterId: after?.id,
    beforeKey: before?.key,
    beforeId: before?.id,
  };
}

/** As in the indexes. Names sort by their bytes, the same on every server. */
function sortKey({ field }: ClientOrder): SQL {
  return field === 'name' ? sql`(${clients.nameKey} collate "C")` : sql`${clients.createdAt}`;
}

function isBeyond(order: ClientOrder, cursor: 'after' | 'before', isSmaller: boolean): SQL {
  const column: PgColumn = order.field === 'name' ? clients.nameKey : clients.createdAt;
  const key = sql.param(sql.placeholder(`${cursor}Key`), column);
  const operator = sql.raw(isSmaller ? '<' : '>');
  return sql`(${sortKey(order)}, ${clients.id}) ${operator} (${key}, ${sql.placeholder(`${cursor}Id`)})`;
}

const isOfTenant = and(eq(clients.tenantId, sql.placeholder('tenantId')), isNull(clients.deletedAt));
