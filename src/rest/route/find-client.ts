import type { Context } from '../../graphql/context.ts';
import { clientItem, type WireClient } from '../client.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { clientNotFound } from '../refusal.ts';
import { entityTag, type RestRequest } from '../request.ts';
import { clientPath, type Route } from '../route.ts';
import { answerOf, Client } from '../wire/wire-schema.ts';

const oauthClient = loadOperation<{ readonly oauthClient: WireClient | null }>('oauth-client');

export const findClient = {
  method: 'GET',
  path: clientPath,
  right: oauthClient.right,
  summary: 'Read a client',
  description: 'The response contains neither the secret nor `jwks`.',
  status: 200,
  answer: answerOf('ClientAnswer', Client),
  headers: ['ETag'],
  handle,
} as const satisfies Route;

async function handle(context: Context, { parameters }: RestRequest): Promise<RestResponse> {
  const { oauthClient: client } = await oauthClient(context, { clientId: parameters.client_id });
  if (client === null) return clientNotFound(context);
  return success(200, clientItem(client), context.services.now(), { etag: entityTag(client.version) });
}
