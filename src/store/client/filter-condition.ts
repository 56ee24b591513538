import {
  and,
  arrayContains,
  arrayOverlaps,
  eq,
  gte,
  isNotNull,
  isNull,
  like,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { ClientFilter } from '../../domain/client/client-filter.ts';
import { nameKeyOf } from '../../domain/client/client-name.ts';
import { oauthClients as clients } from '../table.ts';

/** The set values of a filter by the placeholders of its conditions. Their names decide the text of a statement. */
export function valuesOfFilter(filter: ClientFilter): Readonly<Record<string, unknown>> {
  const { name, query, status, grantType, clientAuthMethod, fapiProfile, redirectUri, everUsed } = filter;
  const all = {
    ...(name == null ? {} : { name: partOfName(name) }),
    ...(query == null ? {} : { query, queryName: partOfName(query), queryHost: query.toLowerCase() }),
    status,
    grantType: grantType && [grantType],
    clientAuthMethod: clientAuthMethod && [clientAuthMethod],
    fapiProfile,
    redirectUri: redirectUri == null ? undefined : [redirectUri],
    ...(everUsed == null ? {} : everUsed ? { isUsed: true } : { isUnused: true }),
    createdFrom: filter.createdAt?.from,
    createdBefore: filter.createdAt?.before,
    usedFrom: filter.lastUsedAt?.from,
    usedBefore: filter.lastUsedAt?.before,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}

/** The conditions of these placeholders of `valuesOfFilter`. */
export function conditionsOf(names: readonly string[]): (SQL | undefined)[] {
  return names.map((name) => conditions[name]);
}

/** By the placeholder that selects the condition. */
const conditions: Readonly<Record<string, SQL | undefined>> = {
  name: like(clients.nameKey, sql.placeholder('name')),
  query: isFoundByQuery(),
  status: eq(clients.status, sql.placeholder('status')),
  grantType: arrayContains(clients.grantTypes, given('grantType', clients.grantTypes)),
  clientAuthMethod: arrayContains(
    clients.clientAuthMethods,
    given('clientAuthMethod', clients.clientAuthMethods),
  ),
  fapiProfile: eq(clients.fapiProfile, sql.placeholder('fapiProfile')),
  redirectUri: hasRedirectUri(),
  isUsed: isNotNull(clients.lastUsedAt),
  isUnused: isNull(clients.lastUsedAt),
  createdFrom: gte(clients.createdAt, given('createdFrom', clients.createdAt)),
  createdBefore: lt(clients.createdAt, given('createdBefore', clients.createdAt)),
  usedFrom: gte(clients.lastUsedAt, given('usedFrom', clients.lastUsedAt)),
  usedBefore: lt(clients.lastUsedAt, given('usedBefore', clients.lastUsedAt)),
};

/** A placeholder whose value is encoded like the column. */
function given(name: string, column: PgColumn): SQL {
  return sql`${sql.param(sql.placeholder(name), column)}`;
}

/** Each alternative has its own index, and PostgreSQL combines them. */
function isFoundByQuery(): SQL | undefined {
  const isNamed = like(clients.nameKey, sql.placeholder('queryName'));
  return or(isNamed, eq(clients.clientId, sql.placeholder('query')), hasRedirectHost());
}

/** Repeated for the reason given at `hasRedirectUri`. */
function hasRedirectHost(): SQL | undefined {
  const hosts = sql`redirect_hosts(${clients.redirectUris})`;
  const wanted = sql`array[${sql.placeholder('queryHost')}]::text[]`;
  return and(sql`${hosts} @> ${wanted}`, sql`${hosts} && ${wanted}`);
}

/**
 * The duplicate condition corrects the planner's estimate. For a URI without statistics it assumes 1 row in 200 and would
 * scan the whole tenant. Two estimates multiply, so a rare URI is looked up in its index; a common URI, whose share is known,
 * is still found by a scan in the order of the list.
 */
function hasRedirectUri(): SQL | undefined {
  const wanted = given('redirectUri', clients.redirectUris);
  return and(arrayContains(clients.redirectUris, wanted), arrayOverlaps(clients.redirectUris, wanted));
}

/** `%` and `_` in a search text are literal. */
function partOfName(text: string): string {
  return `%${nameKeyOf(text).replace(/[\\%_]/g, '\\$&')}%`;
}
