import type { Context } from '../graphql/context.ts';
import { clientItem, type WireClient } from './client.ts';
import { type RestAnswer, success } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { type ListedPage, pagedAnswer, pageVariables } from './page.ts';
import { clientNotFound } from './refusal.ts';
import { entityTag, type RestRequest } from './request.ts';
import { readValue } from './value-name.ts';

const oauthClient = loadOperation<{ readonly oauthClient: WireClient | null }>('oauth-client');
const oauthClients = loadOperation<{ readonly oauthClients: ListedPage<WireClient> }>('oauth-clients');

/** `GET /admin/oauth/clients/{client_id}`. */
export async function findClient(context: Context, { parameters }: RestRequest): Promise<RestAnswer> {
  const { oauthClient: client } = await oauthClient(context, { clientId: parameters.client_id });
  const now = context.services.now();
  if (client === null) return clientNotFound(now);
  return success(200, clientItem(client), now, { etag: entityTag(client.version) });
}

/** `GET /admin/oauth/clients?page=1&page_size=20&name=&status=`: newest first. An empty parameter is none. */
export async function listClients(context: Context, { query }: RestRequest): Promise<RestAnswer> {
  const page = pageVariables(query);
  const status = readValue('status', query.get('status'));
  const filter = { name: query.get('name') || null, status: status.value };
  const answer = await oauthClients(
    { ...context, unreadable: [...page.unreadable, ...status.unreadable] },
    { ...page.variables, filter },
  );
  const { nodes, totalCount } = answer.oauthClients;
  return pagedAnswer({ nodes: nodes.map(clientItem), totalCount }, page, context.services.now());
}
