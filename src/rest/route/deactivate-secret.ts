import type { Context } from '../../graphql/context.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { type RestRequest, targetOf } from '../request.ts';
import { type Route, secretPath } from '../route.ts';
import { answerOf } from '../wire/wire-schema.ts';
import { Secret, secretItem, type WireSecret } from '../wire/wire-secret.ts';

const deactivateOAuthClientSecret = loadOperation<{
  readonly deactivateOAuthClientSecret:
    | { readonly __typename: 'DeactivateOAuthClientSecretPayload'; readonly secret: WireSecret }
    | RegistrationError;
}>('deactivate-oauth-client-secret');

export const deactivateSecret = {
  method: 'PUT',
  path: `${secretPath}/deactivate`,
  right: deactivateOAuthClientSecret.right,
  summary: 'Deactivate a secret',
  description:
    'The secret is invalid at once and cannot be activated again. The last active secret of a client that authenticates with secrets cannot be deactivated.',
  parameters: ['IfMatch'],
  status: 200,
  answer: answerOf('SecretAnswer', Secret),
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const input = { ...(await targetOf(context, request)), secretId: request.parameters.secret_id };
  const { deactivateOAuthClientSecret: result } = await deactivateOAuthClientSecret(context, { input });
  if (result.__typename === 'RegistrationError') return refused(result, context);
  return success(200, secretItem(result.secret), context.services.now());
}
