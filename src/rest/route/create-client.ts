import type { Context } from '../../graphql/context.ts';
import { createdClient, type WireClient } from '../client.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { decodeRegistration } from '../registration-body.ts';
import { entityTag, type RestRequest, withUnreadable } from '../request.ts';
import { clientLocation, clientsPath, type Route } from '../route.ts';
import { ClientRegistration, CreatedClient, metadataAnswerOf } from '../wire/wire-schema.ts';

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

export const createClient = {
  method: 'POST',
  path: clientsPath,
  right: createOAuthClient.right,
  summary: 'Register a client',
  description:
    'Returns the secret, which no later response contains. Registered metadata members that this server does not support are refused; other unknown members are ignored and listed in `ignored`.',
  parameters: ['IdempotencyKey'],
  body: { schema: ClientRegistration, isOptional: false },
  status: 201,
  answer: metadataAnswerOf('CreatedClientAnswer', CreatedClient),
  headers: ['Location', 'ETag', 'IdempotencyReplayed'],
  errors: ['INVALID_CLIENT_METADATA'],
  handle,
} as const satisfies Route;

async function handle(context: Context, { body, idempotencyKey }: RestRequest): Promise<RestResponse> {
  const { input, unreadable, written, ignored } = decodeRegistration(body);
  const answer = await createOAuthClient(withUnreadable(context, unreadable), { input, idempotencyKey });
  const result = answer.createOAuthClient;
  if (result.__typename === 'RegistrationError') return refused(result, context, written);
  const { client, issuedSecret, replayed } = result;
  const headers = {
    location: clientLocation(client.clientId),
    etag: entityTag(client.version),
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  };
  const data = createdClient(client, issuedSecret?.plaintext);
  return success(201, data, context.services.now(), headers, ignored);
}
