import type { Context } from '../../graphql/context.ts';
import { clientItem, type WireClient } from '../client.ts';
import type { RestResponse } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type ListedPage, pagedAnswer, pageVariables } from '../page.ts';
import { type RestRequest, withUnreadable } from '../request.ts';
import { clientsPath, type Route } from '../route.ts';
import { readValue } from '../wire/value-name.ts';
import { Client, listOf } from '../wire/wire-schema.ts';

const oauthClients = loadOperation<{ readonly oauthClients: ListedPage<WireClient> }>('oauth-clients');

export const listClients = {
  method: 'GET',
  path: clientsPath,
  right: oauthClients.right,
  summary: 'List clients',
  description: 'Returns the clients of the tenant, newest first, without deleted ones.',
  parameters: ['Page', 'PageSize', 'Name', 'Status'],
  status: 200,
  answer: listOf('ClientList', Client),
  handle,
} as const satisfies Route;

/** An empty parameter is treated as absent. */
async function handle(context: Context, { query }: RestRequest): Promise<RestResponse> {
  const page = pageVariables(query);
  const status = readValue('status', query.get('status'));
  const filter = { name: query.get('name') || null, status: status.value };
  const answer = await oauthClients(withUnreadable(context, [...page.unreadable, ...status.unreadable]), {
    ...page.variables,
    filter,
  });
  const { nodes, totalCount } = answer.oauthClients;
  return pagedAnswer({ nodes: nodes.map(clientItem), totalCount }, page, context.services.now());
}
