import { auditActions } from '../../../src/domain/audit/audit-event.ts';
import {
  clientAuthMethods,
  fapiProfiles,
  grantTypes,
  tlsClientAuthMembers,
  type VocabularyValue,
} from '../../../src/domain/client/vocabulary.ts';
import type { Row } from './fixture.ts';

type ValueNames = Readonly<Record<string, VocabularyValue>>;
const valuesOf = (table: ValueNames, words: unknown) =>
  (words as string[]).map((word) => table[word]?.enumName ?? `no word ${word}`);
const upper = (word: unknown) => String(word).toUpperCase();

/** The GraphQL view of a client whose row was written by any step; unknown fields have their default. */
export function graphqlClient(row: Row) {
  const members = Object.keys(tlsClientAuthMembers).map((member) => [
    member,
    member === row.tls_client_auth_member ? row.tls_client_auth_value : null,
  ]);
  return {
    ulid: row.id,
    clientId: row.client_id,
    tenantId: row.tenant_id,
    name: row.name,
    redirectUris: row.redirect_uris,
    scopes: row.scopes,
    grantTypes: valuesOf(grantTypes, row.grant_types),
    clientAuthMethods: valuesOf(clientAuthMethods, row.client_auth_methods),
    corsOrigins: row.cors_origins,
    fapiProfile: row.fapi_profile === null ? null : valuesOf(fapiProfiles, [row.fapi_profile])[0],
    isConfidential: row.is_confidential,
    jwks: row.jwks,
    jwksUri: row.jwks_uri,
    logoUrl: row.logo_url,
    privacyPolicy: row.privacy_policy,
    termsUrl: row.terms_url,
    website: row.website,
    tlsClientAuth: row.tls_client_auth_member ? Object.fromEntries(members) : null,
    status: upper(row.status),
    version: row.version ?? 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastUsedAt: row.last_used_at ?? null,
  };
}

/** The same as REST returns it: the values of the row, without unset fields. */
export function restClient(row: Row) {
  const subject = tlsClientAuthMembers[row.tls_client_auth_member as keyof typeof tlsClientAuthMembers];
  const kept = [
    ...['id', 'client_id', 'tenant_id', 'name', 'redirect_uris', 'scopes', 'grant_types', 'cors_origins'],
    ...['fapi_profile', 'is_confidential', 'jwks_uri', 'logo_url', 'privacy_policy', 'terms_url', 'website'],
    ...['status', 'created_at', 'updated_at'],
  ];
  const columns = kept.map((column) => [column, row[column]]).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(columns),
    client_auth_methods: JSON.stringify(row.client_auth_methods),
    ...(subject && { [subject.restName]: row.tls_client_auth_value }),
  };
}

export function graphqlSecret(row: Row) {
  return {
    secretId: row.id,
    status: upper(row.status ?? 'active'),
    description: row.description ?? null,
    lastFour: row.last_four,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at ?? null,
  };
}

export function graphqlEvent(row: Row) {
  return {
    ulid: row.id,
    tenantId: row.tenant_id,
    action: valuesOf(auditActions, [row.action])[0],
    outcome: upper(row.outcome ?? 'done'),
    actorType: upper(row.actor_type ?? 'user'),
    actorTenantId: row.actor_tenant_id ?? row.tenant_id,
    actorId: row.actor_id,
    clientId: row.client_id,
    requestId: row.request_id,
    address: row.address,
    occurredAt: row.occurred_at,
    changes: row.changes ?? [],
    refusalCode: row.refusal_code ?? null,
    issueCodes: row.issue_codes ?? [],
    occurrences: row.occurrences ?? 1,
  };
}
