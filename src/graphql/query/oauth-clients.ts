import type { ClientFilter, ClientOrder, ClientPosition } from '../../domain/client/client-filter.ts';
import { isWithinName } from '../../domain/client/client-name.ts';
import { type Issue, issue } from '../../domain/error/issue.ts';
import { isUlid } from '../../domain/identifier.ts';
import { readInstant } from '../../domain/instant.ts';
import { isSearchable } from '../../domain/page.ts';
import { countClients, listClients } from '../../operations/client/list-clients.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { connectionOf, pageArguments, pageComplexity, requirePage } from '../type/page.ts';
import { DateTimeRange } from '../type/scalar.ts';
import {
  ClientAuthMethodType,
  ClientStatusType,
  FapiProfileType,
  GrantTypeType,
} from '../type/vocabulary.ts';

const OAuthClientConnection = builder.connectionObject(
  { name: 'OAuthClientConnection', type: OAuthClient, description: 'A page of clients.' },
  { name: 'OAuthClientEdge', description: 'A client and its place in the list.' },
);

const OAuthClientFilter = builder.inputType('OAuthClientFilter', {
  description:
    'Conditions on clients; all of them must hold. Clients are read in the order of the list until the page is full; `name`, `query`, `redirectUri`, `fapiProfile` and the status `SUSPENDED` use an index.',
  fields: (t) => ({
    name: t.string({
      description:
        'Part of the name, 1 to 255 characters; letter case does not count. Names are compared by their first 255 characters after compatibility forms are written out. The cost grows with the clients whose names hold the same groups of three letters; one or two letters are searched client by client.',
    }),
    query: t.string({
      description:
        'Part of the name, the exact client_id, or the host of a redirect URI without its port, 1 to 255 characters; any of the three is enough. Letter case counts in the client_id alone. It costs as much as `name`.',
    }),
    status: t.field({ type: ClientStatusType, description: 'With this status.' }),
    grantType: t.field({ type: GrantTypeType, description: 'That may use this grant.' }),
    clientAuthMethod: t.field({
      type: ClientAuthMethodType,
      description: 'That may authenticate by this method.',
    }),
    fapiProfile: t.field({ type: FapiProfileType, description: 'That keeps this profile.' }),
    redirectUri: t.string({ description: 'That has registered this redirect URI, as an exact string.' }),
    createdAt: t.field({ type: DateTimeRange, description: 'Registered in this time.' }),
    lastUsedAt: t.field({
      type: DateTimeRange,
      description: 'Last used in this time, by day; a client that was never used is not among them.',
    }),
    everUsed: t.boolean({ description: 'Whether they have ever authenticated.' }),
  }),
});

const OAuthClientOrderField = builder.enumType('OAuthClientOrderField', {
  description: 'What clients are sorted by.',
  values: {
    CREATED_AT: { value: 'createdAt', description: 'When they were registered.' },
    NAME: { value: 'name', description: 'Their name, whose letter case does not count.' },
  } as const,
});

const OrderDirection = builder.enumType('OAuthOrderDirection', {
  description: 'Sort direction.',
  values: {
    ASC: { description: 'The smallest or oldest.' },
    DESC: { description: 'The largest or newest.' },
  } as const,
});

const OAuthClientOrder = builder.inputType('OAuthClientOrder', {
  description: 'How clients are sorted.',
  fields: (t) => ({
    field: t.field({ type: OAuthClientOrderField, required: true, description: 'The field to sort by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Sort direction.' }),
  }),
});

builder.queryField('oauthClients', (t) =>
  t.field({
    type: OAuthClientConnection,
    nullable: true,
    description: `The clients of the caller's tenant. ${needs(listClients)}`,
    ...guardedBy(listClients),
    complexity: pageComplexity,
    args: {
      ...pageArguments,
      filter: t.arg({ type: OAuthClientFilter, description: 'Default: all of the tenant.' }),
      orderBy: t.arg({ type: OAuthClientOrder, description: 'Default: newest first.' }),
    },
    resolve: async (_, { filter, orderBy, ...args }, context) => {
      const { services, caller } = context;
      const order: ClientOrder = {
        field: orderBy?.field ?? 'createdAt',
        isDescending: (orderBy?.direction ?? 'DESC') === 'DESC',
      };
      const conditions = filter ?? {};
      const page = requirePage(
        context,
        args,
        (content) => readPosition(content, order),
        checkFilter(conditions),
      );
      const slice = await listClients(services, caller, { filter: conditions, order, page });
      return connectionOf(
        slice,
        ({ client, position }) => ({ position: writePosition(position, order), node: client }),
        () => countClients(services, caller, conditions),
      );
    },
  }),
);

/** Texts that the database cannot search for, or that would cost it too much. */
function checkFilter({ name, query, redirectUri }: ClientFilter): Issue[] {
  return [
    ...(isSearchable(name) && isWithinName(name) ? [] : [issue('FILTER', 'filter', 'name')]),
    ...(isSearchable(query) && isWithinName(query) ? [] : [issue('FILTER', 'filter', 'query')]),
    ...(isSearchable(redirectUri) ? [] : [issue('FILTER', 'filter', 'redirectUri')]),
  ];
}

function writePosition({ key, id }: ClientPosition, { field }: ClientOrder): string {
  return JSON.stringify([field, key instanceof Date ? key.toISOString() : key, id]);
}

/** A cursor of another order, or one that was made up, has no place here. */
function readPosition(content: string, { field }: ClientOrder): ClientPosition | undefined {
  const [order, key, id] = parseTexts(content);
  if (order !== field || key === undefined || id === undefined || !isUlid(id)) return undefined;
  if (field === 'name') return isSearchable(key) ? { key, id } : undefined;
  const instant = readInstant(key);
  return instant && { key: instant, id };
}

function parseTexts(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : [];
  } catch {
    return [];
  }
}
