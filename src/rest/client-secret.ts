import type { Context } from '../graphql/context.ts';
import { present, type WireClient } from './client.ts';
import { noContent, type RestAnswer, success } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { clientNotFound, type RegistrationError, refused } from './refusal.ts';
import { expectedVersion, type RestRequest } from './request.ts';
import { decodeSecret } from './secret-body.ts';
import { toRestValues } from './value-name.ts';

/** A secret as the documents select it. */
interface WireSecret {
  readonly secretId: string;
  readonly status: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

interface NewSecret<Name extends string> {
  readonly __typename: Name;
  readonly client: WireClient;
  readonly secret: WireSecret;
  readonly issuedSecret: { readonly plaintext: string };
}

const secrets = loadOperation<{ readonly oauthClient: { readonly secrets: readonly WireSecret[] } | null }>(
  'oauth-client-secrets',
);
const add = loadOperation<{
  readonly addOAuthClientSecret: NewSecret<'AddOAuthClientSecretPayload'> | RegistrationError;
}>('add-oauth-client-secret');
const rotate = loadOperation<{
  readonly rotateOAuthClientSecret: NewSecret<'RotateOAuthClientSecretPayload'> | RegistrationError;
}>('rotate-oauth-client-secret');
const deactivate = loadOperation<{
  readonly deactivateOAuthClientSecret:
    | { readonly __typename: 'DeactivateOAuthClientSecretPayload'; readonly secret: WireSecret }
    | RegistrationError;
}>('deactivate-oauth-client-secret');
const remove = loadOperation<{
  readonly deleteOAuthClientSecret:
    | { readonly __typename: 'DeleteOAuthClientSecretPayload' }
    | RegistrationError;
}>('delete-oauth-client-secret');

/** `GET …/{client_id}/secrets`: never values, not paged. */
export async function listSecrets(context: Context, { parameters }: RestRequest): Promise<RestAnswer> {
  const { oauthClient } = await secrets(context, { clientId: parameters.client_id });
  const now = context.services.now();
  if (oauthClient === null) return clientNotFound(now);
  return success(200, { secrets: oauthClient.secrets.map(secretItem) }, now);
}

/** `POST …/{client_id}/secrets`: at most two active. The body, with `description` and `expires_at`, is optional. */
export async function addSecret(context: Context, request: RestRequest): Promise<RestAnswer> {
  const { input, unreadable } = decodeSecret(request.body, ['description', 'expiresAt']);
  const answer = await add(
    { ...context, unreadable },
    { input: { ...input, ...(await targetOf(context, request)) } },
  );
  const result = answer.addOAuthClientSecret;
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now);
  const { secret, issuedSecret } = result;
  const data = { secret_id: secret.secretId, secret_value: issuedSecret.plaintext };
  return success(201, { ...data, status: valueNameOf(secret.status), created_at: secret.createdAt }, now);
}

/** `POST …/{client_id}/rotate-secret`. The body, with `grace_seconds`, `description` and `expires_at`, is optional. */
export async function rotateSecret(context: Context, request: RestRequest): Promise<RestAnswer> {
  const { input, unreadable } = decodeSecret(request.body, ['description', 'expiresAt', 'graceSeconds']);
  const answer = await rotate(
    { ...context, unreadable },
    { input: { ...input, ...(await targetOf(context, request)) } },
  );
  const result = answer.rotateOAuthClientSecret;
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now);
  const { client, secret, issuedSecret } = result;
  const data = { client_id: client.clientId, new_secret: issuedSecret.plaintext };
  return success(200, { ...data, rotated_at: secret.createdAt }, now);
}

/** `PUT …/{client_id}/secrets/{secret_id}/deactivate`. */
export async function deactivateSecret(context: Context, request: RestRequest): Promise<RestAnswer> {
  const input = { ...(await targetOf(context, request)), secretId: request.parameters.secret_id };
  const { deactivateOAuthClientSecret: result } = await deactivate(context, { input });
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now);
  return success(200, secretItem(result.secret), now);
}

/** `DELETE …/{client_id}/secrets/{secret_id}`: the last one of a client stays. */
export async function deleteSecret(context: Context, request: RestRequest): Promise<RestAnswer> {
  const input = { ...(await targetOf(context, request)), secretId: request.parameters.secret_id };
  const { deleteOAuthClientSecret: result } = await remove(context, { input });
  return result.__typename === 'RegistrationError' ? refused(result, context.services.now()) : noContent;
}

async function targetOf(context: Context, request: RestRequest) {
  return {
    clientId: request.parameters.client_id,
    expectedVersion: await expectedVersion(context, request),
  };
}

/** `dto.OAuthClientSecretResponse` of the AuthMS API. */
function secretItem(secret: WireSecret): object {
  return present({
    secret_id: secret.secretId,
    status: valueNameOf(secret.status),
    description: secret.description,
    created_at: secret.createdAt,
    updated_at: secret.updatedAt,
    expires_at: secret.expiresAt,
    last_used_at: secret.lastUsedAt,
  });
}

function valueNameOf(status: string): unknown {
  return toRestValues('secretStatus', status);
}
