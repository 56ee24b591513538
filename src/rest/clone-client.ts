import type { Context } from '../graphql/context.ts';
import { clonedClient, type WireClient } from './client.ts';
import { type RestAnswer, success } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { type RegistrationError, refused } from './refusal.ts';
import { entityTag, type RestRequest } from './request.ts';

interface Answer {
  readonly cloneOAuthClient:
    | {
        readonly __typename: 'CloneOAuthClientPayload';
        readonly client: WireClient;
        readonly issuedSecret: { readonly plaintext: string } | null;
      }
    | RegistrationError;
}

const cloneOAuthClient = loadOperation<Answer>('clone-oauth-client');

/** `POST /admin/oauth/clients/{client_id}/clone`. */
export async function cloneClient(context: Context, { parameters }: RestRequest): Promise<RestAnswer> {
  const { cloneOAuthClient: result } = await cloneOAuthClient(context, {
    input: { clientId: parameters.client_id },
  });
  const now = context.services.now();
  if (result.__typename === 'RegistrationError') return refused(result, now);
  const { client, issuedSecret } = result;
  return success(201, clonedClient(client, issuedSecret?.plaintext), now, {
    location: `/admin/oauth/clients/${client.clientId}`,
    etag: entityTag(client.version),
  });
}
