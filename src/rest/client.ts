import { isUnset } from '../domain/client/client-metadata.ts';
import {
  type ClientResponse,
  type MetadataField,
  members,
  metadataFields,
} from '../domain/client/metadata-table.ts';
import { type TlsClientAuthMember, tlsClientAuthMembers } from '../domain/client/vocabulary.ts';
import { toRestValues } from './wire/value-name.ts';

/** A client as the documents select it; its members depend on the document. */
export type WireClient = Readonly<Record<string, unknown>> & {
  readonly clientId: string;
  readonly version: number;
};

/**
 * `dto.OAuthClientItem` of the AuthMS API: a client in reads, without a secret and without `jwks`. Unset fields are absent,
 * and `client_auth_methods` is a string with a JSON array, as in that API.
 */
export function clientItem(client: WireClient): object {
  return present(idsOf(client), metadataOf(client, 'read'), {
    status: toRestValues('status', client.status),
    tenant_id: client.tenantId,
    secret_last_four: client.secretLastFour,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  });
}

/** `dto.CreateClientResponse`: a new client with its secret. */
export function createdClient(client: WireClient, secret: string | undefined): object {
  return newClient(client, 'created', secret);
}

/** `dto.CloneClientResponse`: twelve fields, as in the AuthMS API. */
export function clonedClient(client: WireClient, secret: string | undefined): object {
  return newClient(client, 'cloned', secret);
}

function newClient(client: WireClient, answer: ClientResponse, secret: string | undefined): object {
  return present(idsOf(client), metadataOf(client, answer), {
    status: toRestValues('status', client.status),
    client_secret: secret,
  });
}

function idsOf(client: WireClient) {
  return { id: client.ulid, client_id: client.clientId };
}

/** The metadata in a response. */
export function fieldsOfAnswer(answer: ClientResponse): MetadataField[] {
  return metadataFields.filter((field) =>
    (members[field].restResponses ?? ['created', 'read']).includes(answer),
  );
}

const answerFields = {
  created: fieldsOfAnswer('created'),
  read: fieldsOfAnswer('read'),
  cloned: fieldsOfAnswer('cloned'),
} as const;

function metadataOf(client: WireClient, answer: ClientResponse): object {
  const shown: Record<string, unknown> = {};
  for (const field of answerFields[answer]) Object.assign(shown, restMembers(field, client[field]));
  return shown;
}

/** A GraphQL value as members of REST: one, or one of five for a certificate subject. */
function restMembers(field: MetadataField, value: unknown): object {
  if (value == null) return {};
  const { type, restName, restForm } = members[field];
  if (type.kind === 'subject') {
    const subject = Object.entries(value).map(([member, text]) => [
      tlsClientAuthMembers[member as TlsClientAuthMember].restName,
      text,
    ]);
    return Object.fromEntries(subject);
  }
  const translated = toRestValues(field, value);
  if (isUnset(field, { [field]: translated })) return {};
  return { [restName]: restForm === 'JSON text' ? JSON.stringify(translated) : translated };
}

/** The members of several objects combined, without unset ones. */
export function present(...parts: readonly object[]): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) if (value != null) fields[name] = value;
  }
  return fields;
}
