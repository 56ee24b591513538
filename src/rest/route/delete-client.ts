import type { Context } from '../../graphql/context.ts';
import { noContent, type RestResponse } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { type RestRequest, targetOf } from '../request.ts';
import { clientPath, type Route } from '../route.ts';

const deleteOAuthClient = loadOperation<{
  readonly deleteOAuthClient: { readonly __typename: 'DeleteOAuthClientPayload' } | RegistrationError;
}>('delete-oauth-client');

export const deleteClient = {
  method: 'DELETE',
  path: clientPath,
  right: deleteOAuthClient.right,
  summary: 'Delete a client',
  description:
    'A deleted client can be restored through GraphQL until it is purged. Its `client_id` is never assigned again.',
  parameters: ['IfMatch'],
  status: 204,
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const input = await targetOf(context, request);
  const { deleteOAuthClient: result } = await deleteOAuthClient(context, { input });
  return result.__typename === 'RegistrationError' ? refused(result, context) : noContent;
}
