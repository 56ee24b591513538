import type { ClientOrder, ClientPosition } from '../../domain/client/client-filter.ts';
import { isUlid } from '../../domain/identifier.ts';
import { readInstant } from '../../domain/instant.ts';
import { isSearchable } from '../../domain/page.ts';
import { countClients, listClients } from '../../operations/client/list-clients.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs, withArgumentErrors } from '../guard.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { OAuthClientFilter, OAuthClientOrder } from '../type/oauth-client-filter.ts';
import { connectionOf, pageArguments, pageComplexity, requestedPage } from '../type/page.ts';

const OAuthClientConnection = builder.connectionObject(
  { name: 'OAuthClientConnection', type: OAuthClient, description: 'A page of clients.' },
  { name: 'OAuthClientEdge', description: 'A client and its cursor.' },
);

builder.queryField('oauthClients', (t) =>
  t.field({
    type: OAuthClientConnection,
    nullable: true,
    description: `The clients of the caller's tenant. ${needs(listClients)}`,
    ...guardedBy(listClients),
    complexity: pageComplexity,
    args: {
      ...pageArguments,
      filter: t.arg({ type: OAuthClientFilter, description: 'Default: all clients of the tenant.' }),
      orderBy: t.arg({ type: OAuthClientOrder, description: 'Default: newest first.' }),
    },
    resolve: async (_, { filter, orderBy, ...args }, context) => {
      const { services, caller } = context;
      const order: ClientOrder = {
        field: orderBy?.field ?? 'createdAt',
        isDescending: (orderBy?.direction ?? 'DESC') === 'DESC',
      };
      const conditions = filter ?? {};
      const { page, issues } = requestedPage(context, args, (content) => readPosition(content, order));
      const wanted = { filter: conditions, order, page };
      const slice = await withArgumentErrors(context, listClients(services, caller, wanted, issues));
      return connectionOf(
        slice,
        { nodeOf: ({ client }) => client, positionOf: ({ position }) => writePosition(position, order) },
        () => countClients(services, caller, conditions),
      );
    },
  }),
);

function writePosition({ key, id }: ClientPosition, { field }: ClientOrder): string {
  return JSON.stringify([field, key instanceof Date ? key.toISOString() : key, id]);
}

/** `undefined` for a cursor of another order or of another list. */
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
