import { boolean, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { AuditAction } from '../registration/audit-event.ts';
import type {
  ClientAuthMethod,
  ClientStatus,
  FapiProfile,
  GrantType,
  TlsClientAuthMember,
} from '../registration/vocabulary.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** One row a registered client. Its secrets stand in a table of their own. */
export const oauthClients = pgTable(
  'oauth_clients',
  {
    /** ULID; rows sort by it as they were registered. */
    id: text('id').primaryKey(),
    clientId: text('client_id').notNull().unique(),
    tenantId: text('tenant_id').notNull(),
    name: text('name').notNull(),
    redirectUris: text('redirect_uris').array().notNull(),
    clientAuthMethods: text('client_auth_methods').array().$type<ClientAuthMethod[]>().notNull(),
    grantTypes: text('grant_types').array().$type<GrantType[]>().notNull(),
    scopes: text('scopes').array().notNull(),
    corsOrigins: text('cors_origins').array().notNull(),
    fapiProfile: text('fapi_profile').$type<FapiProfile>(),
    isConfidential: boolean('is_confidential').notNull(),
    /** A JWK Set as given: text, because jsonb would reorder and re-spell it. */
    jwks: text('jwks'),
    jwksUri: text('jwks_uri'),
    logoUrl: text('logo_url'),
    privacyPolicy: text('privacy_policy'),
    termsUrl: text('terms_url'),
    website: text('website'),
    tlsClientAuthMember: text('tls_client_auth_member').$type<TlsClientAuthMember>(),
    tlsClientAuthValue: text('tls_client_auth_value'),
    status: text('status').$type<ClientStatus>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('oauth_clients_tenant_id_id').on(table.tenantId, table.id)],
);

/** Digests of client secrets; a plaintext is never stored. */
export const oauthClientSecrets = pgTable(
  'oauth_client_secrets',
  {
    id: text('id').primaryKey(),
    oauthClientId: text('oauth_client_id')
      .notNull()
      .references(() => oauthClients.id),
    digest: text('digest').notNull(),
    lastFour: text('last_four').notNull(),
    /** A JWE of the secret, only where the server has to compute an HMAC with it: `client_secret_jwt`. */
    sealed: text('sealed'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
  },
  (table) => [index('oauth_client_secrets_oauth_client_id').on(table.oauthClientId)],
);

/** Who did what, in the same commit as what was done. No secret and no digest ever stands here. */
export const auditEvents = pgTable('audit_events', {
  id: text('id').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  /** The token's `sub`. */
  actorId: text('actor_id').notNull(),
  clientId: text('client_id').notNull(),
  requestId: text('request_id').notNull(),
  /** The caller's network address. */
  address: text('address').notNull(),
  occurredAt: instant('occurred_at').notNull(),
});
