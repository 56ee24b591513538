import type { Context } from '../../graphql/context.ts';
import { clientItem, type WireClient } from '../client.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { decodeChange } from '../registration-body.ts';
import { entityTag, type RestRequest, targetOf, withUnreadable } from '../request.ts';
import { clientPath, type Route } from '../route.ts';
import { ChangedClient, ClientChange, metadataAnswerOf } from '../wire/wire-schema.ts';

interface Answer {
  readonly updateOAuthClient:
    | {
        readonly __typename: 'UpdateOAuthClientPayload';
        readonly client: WireClient;
        readonly issuedSecret: { readonly plaintext: string } | null;
      }
    | RegistrationError;
}

const updateOAuthClient = loadOperation<Answer>('update-oauth-client');

export const updateClient = {
  method: 'PUT',
  path: clientPath,
  right: updateOAuthClient.right,
  summary: 'Update a client',
  description:
    'An absent member keeps its value, null clears it, and a list replaces the stored list. Unknown members are treated as in a registration. A change after which a client needs its first secret returns that secret once.',
  parameters: ['IfMatch'],
  body: { schema: ClientChange, isOptional: false },
  status: 200,
  answer: metadataAnswerOf('ChangedClientAnswer', ChangedClient),
  headers: ['ETag'],
  errors: ['INVALID_CLIENT_METADATA', 'CONFLICT'],
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const { input, unreadable, written, ignored } = decodeChange(request.body, request.parameters.client_id);
  const target = await targetOf(context, request);
  const answer = await updateOAuthClient(withUnreadable(context, unreadable), {
    input: { ...input, ...target },
  });
  const result = answer.updateOAuthClient;
  if (result.__typename === 'RegistrationError') return refused(result, context, written);
  const { client, issuedSecret } = result;
  const secret = issuedSecret ? { client_secret: issuedSecret.plaintext } : {};
  const headers = { etag: entityTag(client.version) };
  return success(200, { ...clientItem(client), ...secret }, context.services.now(), headers, ignored);
}
