import type { Context } from '../graphql/context.ts';
import { createdClient, type WireClient } from './client.ts';
import { type RestAnswer, success } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { type RegistrationError, refused } from './refusal.ts';
import { decodeRegistration } from './registration-body.ts';
import { entityTag, type RestRequest } from './request.ts';

interface Answer {
  readonly createOAuthClient:
    | {
        readonly __typename: 'CreateOAuthClientPayload';
        readonly client: WireClient;
        readonly issuedSecret: { readonly plaintext: string } | null;
        readonly replayed: boolean;
      }
    | RegistrationError;
}

const createOAuthClient = loadOperation<Answer>('create-oauth-client');

/** `POST /admin/oauth/clients`. A repeated call with the same `Idempotency-Key` gets the first one's client without its secret. */
export async function createClient(
  context: Context,
  { body, idempotencyKey }: RestRequest,
): Promise<RestAnswer> {
  const { input, unreadable, written, ignored } = decodeRegistration(body);
  const answer = await createOAuthClient({ ...context, unreadable }, { input, idempotencyKey });
  const result = answer.createOAuthClient;
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now, written);
  const { client, issuedSecret, replayed } = result;
  const headers = {
    location: `/admin/oauth/clients/${client.clientId}`,
    etag: entityTag(client.version),
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  };
  return success(201, createdClient(client, issuedSecret?.plaintext), now, headers, ignored);
}
