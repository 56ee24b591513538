import type { Context } from '../../graphql/context.ts';
import { clonedClient, type WireClient } from '../client.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { entityTag, type RestRequest } from '../request.ts';
import { clientLocation, clientPath, type Route } from '../route.ts';
import { answerOf, ClonedClient } from '../wire/wire-schema.ts';

interface Answer {
  readonly cloneOAuthClient:
    | {
        readonly __typename: 'CloneOAuthClientPayload';
        readonly client: WireClient;
        readonly issuedSecret: { readonly plaintext: string } | null;
        readonly replayed: boolean;
      }
    | RegistrationError;
}

const cloneOAuthClient = loadOperation<Answer>('clone-oauth-client');

export const cloneClient = {
  method: 'POST',
  path: `${clientPath}/clone`,
  right: cloneOAuthClient.right,
  summary: 'Clone a client',
  description:
    'Registers a client with the same metadata, ` (clone)` appended to the name, and new credentials.',
  parameters: ['IdempotencyKey'],
  status: 201,
  answer: answerOf('ClonedClientAnswer', ClonedClient),
  headers: ['Location', 'ETag', 'IdempotencyReplayed'],
  errors: ['INVALID_CLIENT_METADATA'],
  handle,
} as const satisfies Route;

async function handle(context: Context, { parameters, idempotencyKey }: RestRequest): Promise<RestResponse> {
  const { cloneOAuthClient: result } = await cloneOAuthClient(context, {
    input: { clientId: parameters.client_id },
    idempotencyKey,
  });
  if (result.__typename === 'RegistrationError') return refused(result, context);
  const { client, issuedSecret, replayed } = result;
  return success(201, clonedClient(client, issuedSecret?.plaintext), context.services.now(), {
    location: clientLocation(client.clientId),
    etag: entityTag(client.version),
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  });
}
