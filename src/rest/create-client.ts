import type { Context } from '../graphql/context.ts';
import { type TlsClientAuthMember, tlsClientAuthMembers } from '../registration/vocabulary.ts';
import { type RestAnswer, type RestError, refusal, success } from './envelope.ts';
import { restPath } from './field-name.ts';
import { loadOperation } from './operation.ts';
import { decodeRegistration } from './registration-body.ts';
import { toRestWords } from './word.ts';

/** What the document selects. */
interface Answer {
  readonly createOAuthClient:
    | {
        readonly __typename: 'CreateOAuthClientPayload';
        readonly client: Readonly<Record<string, unknown>> & { readonly clientId: string };
        readonly issuedSecret: { readonly plaintext: string } | null;
      }
    | {
        readonly __typename: 'RegistrationError';
        readonly code: 'INVALID_CLIENT_METADATA';
        readonly issues: readonly (Omit<RestError, 'field'> & { readonly path: readonly string[] })[];
      };
}

const createOAuthClient = loadOperation('create-oauth-client');

/** `POST /admin/oauth/clients`. */
export async function createClient(context: Context, body: string | undefined): Promise<RestAnswer> {
  const { input, unreadable } = decodeRegistration(body);
  const answer = (await createOAuthClient({ ...context, unreadable }, { input })) as unknown as Answer;
  const result = answer.createOAuthClient;
  const now = context.registry.now();
  if (result.__typename === 'RegistrationError') {
    const errors = result.issues.map(({ path, code, message, reference }) => ({
      field: restPath(path),
      code,
      message,
      reference,
    }));
    return refusal(result.code, now, { errors });
  }
  return success(201, createdClient(result.client, result.issuedSecret?.plaintext), now, {
    location: `/admin/oauth/clients/${result.client.clientId}`,
  });
}

/**
 * `dto.CreateClientResponse` of the AuthMS API. A field that is unset is absent, and `client_auth_methods` is a string
 * that holds a JSON array, as that API has it.
 */
function createdClient(client: Readonly<Record<string, unknown>>, secret: string | undefined) {
  const data = {
    id: client.ulid,
    client_id: client.clientId,
    client_secret: secret,
    name: client.name,
    redirect_uris: client.redirectUris,
    scopes: client.scopes,
    grant_types: toRestWords('grantTypes', client.grantTypes),
    client_auth_methods: JSON.stringify(toRestWords('clientAuthMethods', client.clientAuthMethods)),
    cors_origins: client.corsOrigins,
    fapi_profile: toRestWords('fapiProfile', client.fapiProfile),
    is_confidential: client.isConfidential,
    jwks: client.jwks,
    jwks_uri: client.jwksUri,
    logo_url: client.logoUrl,
    privacy_policy: client.privacyPolicy,
    status: toRestWords('status', client.status),
    terms_url: client.termsUrl,
    website: client.website,
    ...tlsClientAuth(client.tlsClientAuth),
  };
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value != null));
}

function tlsClientAuth(subject: unknown): Record<string, unknown> {
  const members = Object.entries(subject ?? {}).map(([member, value]) => [
    tlsClientAuthMembers[member as TlsClientAuthMember].restName,
    value,
  ]);
  return Object.fromEntries(members);
}
