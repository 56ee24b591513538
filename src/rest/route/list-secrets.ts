import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { clientNotFound } from '../refusal.ts';
import type { RestRequest } from '../request.ts';
import { type Route, secretsPath } from '../route.ts';
import { answerOf, named } from '../wire/wire-schema.ts';
import { Secret, secretItem, type WireSecret } from '../wire/wire-secret.ts';

const clientSecrets = loadOperation<{
  readonly oauthClient: { readonly secrets: readonly WireSecret[] } | null;
}>('oauth-client-secrets');

export const listSecrets = {
  method: 'GET',
  path: secretsPath,
  right: clientSecrets.right,
  summary: 'List the secrets of a client',
  description: 'Returns the metadata of all its secrets, never their values.',
  status: 200,
  answer: answerOf('SecretListAnswer', named('SecretList', z.object({ secrets: z.array(Secret) }))),
  handle,
} as const satisfies Route;

async function handle(context: Context, { parameters }: RestRequest): Promise<RestResponse> {
  const { oauthClient } = await clientSecrets(context, { clientId: parameters.client_id });
  if (oauthClient === null) return clientNotFound(context);
  return success(200, { secrets: oauthClient.secrets.map(secretItem) }, context.services.now());
}
