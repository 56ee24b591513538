import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  count,
  desc,
  eq,
  gte,
  isNotNull,
  isNull,
  like,
  lt,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type {
  ClientFilter,
  ClientOrder,
  ClientPosition,
  ListedClient,
  TimeRange,
} from '../../domain/client/client-filter.ts';
import { nameKeyOf } from '../../domain/client/client-name.ts';
import type { Page } from '../../domain/page.ts';
import type { Database, OpenDatabase, Search } from '../database.ts';
import { type Reader, type SearchInTurn, searchesInTurn } from '../queue/search-share.ts';
import { oauthClients as clients } from '../table.ts';
import { toClient } from './client-row.ts';

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
  const prepared = preparedPages(shared);
  return async (tenantId, filter, order, page, reader) => {
    // A page of the whole list has one plan and a constant cost. The plan of a filter depends on the value: a generic plan
    // would scan the tenant for a rare name.
    const isQuick = page.skip === 0 && Object.values(filter).every((condition) => condition == null);
    const values = valuesOf(tenantId, page);
    const rows = isQuick
      ? await quickInTurn(tenantId, reader, () => prepared(order, page).execute(values))
      : await inTurn(tenantId, reader, () =>
          search(
            (database) =>
              pageOn(database, order, page, conditionsOf(filter)).offset(page.skip).execute(values),
            reader?.signal,
          ),
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
    const [row] = await inTurn(tenantId, reader, () =>
      search(
        async (database) =>
          database
            .select({ total: count() })
            .from(clients)
            .where(and(isOfTenant(tenantId), ...conditionsOf(filter))),
        reader?.signal,
      ),
    );
    return row?.total ?? 0;
  };
}

type ShapeOfPage = Pick<Page<ClientPosition>, 'after' | 'before' | 'isBackward'>;

/** Statements of pages without a filter, by order and cursors: building one takes longer than reading its rows. */
function preparedPages(shared: Database) {
  const made = new Map<string, PreparedPage>();
  return (order: ClientOrder, page: ShapeOfPage): PreparedPage => {
    const { field, isDescending } = order;
    const shape = `${field} ${isDescending} ${page.isBackward} ${page.after !== undefined} ${page.before !== undefined}`;
    const statement = made.get(shape) ?? pageOn(shared, order, page).prepare('list_clients');
    made.set(shape, statement);
    return statement;
  };
}

type PreparedPage = ReturnType<ReturnType<typeof pageOn>['prepare']>;

/** A page with placeholders for the values of `valuesOf`. */
function pageOn(
  database: Database,
  order: ClientOrder,
  page: ShapeOfPage,
  conditions: readonly (SQL | undefined)[] = [],
) {
  const inDirection = order.isDescending !== page.isBackward ? desc : asc;
  const isInRange = [
    page.after && isBeyond(order, 'after', order.isDescending),
    page.before && isBeyond(order, 'before', !order.isDescending),
  ];
  return database
    .select()
    .from(clients)
    .where(and(isOfTenant(sql.placeholder('tenantId')), ...conditions, ...isInRange))
    .orderBy(inDirection(sortKey(order)), inDirection(clients.id))
    .limit(sql.placeholder('limit'));
}

function valuesOf(tenantId: string, { after, before, limit }: Page<ClientPosition>): Record<string, unknown> {
  return {
    tenantId,
    limit: limit + 1,
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

function isOfTenant(tenantId: string | Placeholder): SQL | undefined {
  return and(eq(clients.tenantId, tenantId), isNull(clients.deletedAt));
}

function conditionsOf(filter: ClientFilter): (SQL | undefined)[] {
  const { name, query, status, grantType, clientAuthMethod, fapiProfile, redirectUri, everUsed } = filter;
  return [
    name == null ? undefined : hasInName(name),
    query == null ? undefined : isFoundBy(query),
    status == null ? undefined : eq(clients.status, status),
    grantType == null ? undefined : arrayContains(clients.grantTypes, [grantType]),
    clientAuthMethod == null ? undefined : arrayContains(clients.clientAuthMethods, [clientAuthMethod]),
    fapiProfile == null ? undefined : eq(clients.fapiProfile, fapiProfile),
    redirectUri == null ? undefined : hasRedirectUri(redirectUri),
    everUsed == null ? undefined : everUsed ? isNotNull(clients.lastUsedAt) : isNull(clients.lastUsedAt),
    ...within(clients.createdAt, filter.createdAt),
    ...within(clients.lastUsedAt, filter.lastUsedAt),
  ];
}

function hasInName(text: string): SQL {
  return like(clients.nameKey, `%${escapeLike(nameKeyOf(text))}%`);
}

/** Each arm has an index of its own, and PostgreSQL combines them. */
function isFoundBy(query: string): SQL | undefined {
  return or(hasInName(query), eq(clients.clientId, query), hasRedirectHost(query.toLowerCase()));
}

/** Repeated for the reason given at `hasRedirectUri`. */
function hasRedirectHost(host: string): SQL | undefined {
  const hosts = sql`redirect_hosts(${clients.redirectUris})`;
  const wanted = sql`array[${host}]::text[]`;
  return and(sql`${hosts} @> ${wanted}`, sql`${hosts} && ${wanted}`);
}

/**
 * The duplicate condition corrects the planner's estimate. For a URI without statistics it assumes 1 row in 200 and would
 * scan the whole tenant. Two estimates multiply, so a rare URI is looked up in its index; a common URI, whose share is known,
 * is still found by a scan in the order of the list.
 */
function hasRedirectUri(uri: string): SQL | undefined {
  return and(arrayContains(clients.redirectUris, [uri]), arrayOverlaps(clients.redirectUris, [uri]));
}

function within(column: PgColumn, range: TimeRange | null | undefined): SQL[] {
  return [
    ...(range?.from == null ? [] : [gte(column, range.from)]),
    ...(range?.before == null ? [] : [lt(column, range.before)]),
  ];
}

/** `%` and `_` in a search text are literal. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
