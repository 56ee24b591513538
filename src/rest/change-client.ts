import type { Context } from '../graphql/context.ts';
import { clientItem, type WireClient } from './client.ts';
import { noContent, type RestAnswer, success } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { type RegistrationError, refused } from './refusal.ts';
import { decodeChange } from './registration-body.ts';
import { entityTag, expectedVersion, type RestRequest } from './request.ts';

interface UpdateAnswer {
  readonly updateOAuthClient:
    | {
        readonly __typename: 'UpdateOAuthClientPayload';
        readonly client: WireClient;
        readonly issuedSecret: { readonly plaintext: string } | null;
      }
    | RegistrationError;
}

interface DeleteAnswer {
  readonly deleteOAuthClient: { readonly __typename: 'DeleteOAuthClientPayload' } | RegistrationError;
}

const updateOAuthClient = loadOperation<UpdateAnswer>('update-oauth-client');
const deleteOAuthClient = loadOperation<DeleteAnswer>('delete-oauth-client');

/**
 * `PUT /admin/oauth/clients/{client_id}`: absent = unchanged, null = cleared, a list = replaced. A change that gives the client its
 * first secret shows it, as `client_secret`, this once.
 */
export async function updateClient(context: Context, request: RestRequest): Promise<RestAnswer> {
  const { input, unreadable, written, ignored } = decodeChange(request.body, request.parameters.client_id);
  const target = {
    clientId: request.parameters.client_id,
    expectedVersion: await expectedVersion(context, request),
  };
  const answer = await updateOAuthClient({ ...context, unreadable }, { input: { ...input, ...target } });
  const result = answer.updateOAuthClient;
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now, written);
  const { client, issuedSecret } = result;
  const secret = issuedSecret ? { client_secret: issuedSecret.plaintext } : {};
  const headers = { etag: entityTag(client.version) };
  return success(200, { ...clientItem(client), ...secret }, now, headers, ignored);
}

/** `DELETE /admin/oauth/clients/{client_id}`: soft; a second one is 404. */
export async function deleteClient(context: Context, request: RestRequest): Promise<RestAnswer> {
  const input = {
    clientId: request.parameters.client_id,
    expectedVersion: await expectedVersion(context, request),
  };
  const { deleteOAuthClient: result } = await deleteOAuthClient(context, { input });
  return result.__typename === 'RegistrationError' ? refused(result, context.services.now()) : noContent;
}
