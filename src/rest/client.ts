import { type TlsClientAuthMember, tlsClientAuthMembers } from '../domain/client/vocabulary.ts';
import { toRestValues } from './value-name.ts';

/** A client as the documents select it; which of the fields are there depends on the document. */
export type WireClient = Readonly<Record<string, unknown>> & {
  readonly clientId: string;
  readonly version: number;
};

/**
 * `dto.OAuthClientItem` of the AuthMS API: a client as it is read. Never a secret, never `jwks`. A field that is unset is
 * absent, and `client_auth_methods` is a string that holds a JSON array, as that API has it.
 */
export function clientItem(client: WireClient): object {
  return present(commonFields(client), { tenant_id: client.tenantId }, displayFields(client), {
    is_confidential: client.isConfidential,
    secret_last_four: client.secretLastFour,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  });
}

/** `dto.CreateClientResponse`: a client that was just registered, with its secret. */
export function createdClient(client: WireClient, secret: string | undefined): object {
  return present(commonFields(client), { client_secret: secret }, displayFields(client), {
    is_confidential: client.isConfidential,
    jwks: client.jwks,
  });
}

/** `dto.CloneClientResponse`: twelve fields, as the AuthMS API has it. */
export function clonedClient(client: WireClient, secret: string | undefined): object {
  return present(commonFields(client), { client_secret: secret });
}

function commonFields(client: WireClient) {
  return {
    id: client.ulid,
    client_id: client.clientId,
    name: client.name,
    redirect_uris: client.redirectUris,
    scopes: client.scopes,
    grant_types: toRestValues('grantTypes', client.grantTypes),
    client_auth_methods: JSON.stringify(toRestValues('clientAuthMethods', client.clientAuthMethods)),
    cors_origins: client.corsOrigins,
    fapi_profile: toRestValues('fapiProfile', client.fapiProfile),
    jwks_uri: client.jwksUri,
    status: toRestValues('status', client.status),
  };
}

function displayFields(client: WireClient) {
  const subject = Object.entries(client.tlsClientAuth ?? {}).map(([member, value]) => [
    tlsClientAuthMembers[member as TlsClientAuthMember].restName,
    value,
  ]);
  return {
    logo_url: client.logoUrl,
    privacy_policy: client.privacyPolicy,
    terms_url: client.termsUrl,
    website: client.website,
    ...Object.fromEntries(subject),
  };
}

/** The fields of several objects as one. A field that is unset is absent. */
export function present(...parts: readonly object[]): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) if (value != null) fields[name] = value;
  }
  return fields;
}
