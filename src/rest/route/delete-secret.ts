import type { Context } from '../../graphql/context.ts';
import { noContent, type RestResponse } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { type RestRequest, targetOf } from '../request.ts';
import { type Route, secretPath } from '../route.ts';

const deleteOAuthClientSecret = loadOperation<{
  readonly deleteOAuthClientSecret:
    | { readonly __typename: 'DeleteOAuthClientSecretPayload' }
    | RegistrationError;
}>('delete-oauth-client-secret');

export const deleteSecret = {
  method: 'DELETE',
  path: secretPath,
  right: deleteOAuthClientSecret.right,
  summary: 'Delete a secret',
  description:
    'A deleted secret cannot be restored. The last secret cannot be deleted. The last active secret of a client that authenticates with secrets cannot be deleted.',
  parameters: ['IfMatch'],
  status: 204,
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const input = { ...(await targetOf(context, request)), secretId: request.parameters.secret_id };
  const { deleteOAuthClientSecret: result } = await deleteOAuthClientSecret(context, { input });
  return result.__typename === 'RegistrationError' ? refused(result, context) : noContent;
}
