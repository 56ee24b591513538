import { isNotNull, isNull, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { ActorType, AuditAction, AuditChange, AuditOutcome } from '../domain/audit/audit-event.ts';
import type {
  ClientAuthMethod,
  ClientStatus,
  FapiProfile,
  GrantType,
  SecretStatus,
  TlsClientAuthMember,
} from '../domain/client/vocabulary.ts';
import type { IssueCode } from '../domain/error/issue-catalogue.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Registered clients. Their secrets are in another table. */
export const oauthClients = pgTable(
  'oauth_clients',
  {
    /** ULID; sorts by time of registration. */
    id: text('id').primaryKey(),
    clientId: text('client_id').notNull().unique(),
    tenantId: text('tenant_id').notNull(),
    name: text('name').notNull(),
    /**
     * The key by which the name is searched and sorted: `nameKeyOf`. Empty for a row of an older version until it is
     * computed.
     */
    nameKey: text('name_key').notNull(),
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
    /** The members of client metadata without a separate column. A member that is absent has its default. */
    otherMetadata: jsonb('other_metadata').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    status: text('status').$type<ClientStatus>().notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** Set for a deleted client, which reads do not find. */
    deletedAt: instant('deleted_at'),
    /**
     * Set when a deleted client was erased except for its ids. The row remains, so that its `client_id` is never used again.
     */
    purgedAt: instant('purged_at'),
  },
  // Ascending, and read backward for descending: Drizzle's `.desc()` sorts NULLS LAST, which `orderBy(desc())` does not.
  (table) => [
    index('oauth_clients_by_created_at')
      .on(table.tenantId, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    // Bytes sort the same on every server, whatever its locale.
    index('oauth_clients_by_name')
      .on(table.tenantId, sql`(${table.nameKey} collate "C")`, table.id)
      .where(isNull(table.deletedAt)),
    // Without the tenant: with it, every search would read all rows of the tenant.
    index('oauth_clients_name_search')
      .using('gin', table.nameKey.op('gin_trgm_ops'))
      .where(isNull(table.deletedAt)),
    index('oauth_clients_redirect_uri_search')
      .using('gin', table.redirectUris)
      .where(isNull(table.deletedAt)),
    // The function is in the migration: PostgreSQL computes the hosts, also for rows of an older version.
    index('oauth_clients_redirect_host_search')
      .using('gin', sql`redirect_hosts(${table.redirectUris})`)
      .where(isNull(table.deletedAt)),
    // A partial index: it finds rare clients without a scan and costs nothing for the others.
    index('oauth_clients_suspended')
      .on(table.tenantId, table.createdAt, table.id)
      .where(sql`${isNull(table.deletedAt)} and ${table.status} = 'suspended'`),
    index('oauth_clients_by_profile')
      .on(table.tenantId, table.fapiProfile, table.createdAt, table.id)
      .where(sql`${isNull(table.deletedAt)} and ${isNotNull(table.fapiProfile)}`),
    index('oauth_clients_without_name_key')
      .on(table.id)
      .where(sql`${table.nameKey} = '' and ${isNull(table.purgedAt)}`),
    index('oauth_clients_to_purge')
      .on(table.deletedAt)
      .where(sql`${isNotNull(table.deletedAt)} and ${isNull(table.purgedAt)}`),
  ],
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
    /** A JWE of the secret, only if the server must compute an HMAC with it: `client_secret_jwt`. */
    encrypted: text('sealed'),
    description: text('description'),
    status: text('status').$type<SecretStatus>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('oauth_client_secrets_oauth_client_id').on(table.oauthClientId)],
);

/**
 * Audit events, in the same commit as the change. They contain no secret and no digest. Append-only: a trigger of the
 * migrations refuses every update and delete.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    outcome: text('outcome').$type<AuditOutcome>().notNull(),
    actorType: text('actor_type').$type<ActorType>().notNull(),
    /** The tenant of the actor's token. It differs from `tenantId` if a `super_admin` selected the tenant. */
    actorTenantId: text('actor_tenant_id').notNull(),
    /** The token's `sub`. */
    actorId: text('actor_id').notNull(),
    clientId: text('client_id'),
    requestId: text('request_id').notNull(),
    /** The caller's network address. */
    address: text('address'),
    occurredAt: instant('occurred_at').notNull(),
    changes: jsonb('changes').$type<readonly AuditChange[]>().notNull(),
    refusalCode: text('refusal_code'),
    issueCodes: text('issue_codes').array().$type<IssueCode[]>().notNull(),
    /** Number of refusals in the event. The default serves gateways of the previous version. */
    occurrences: integer('occurrences').notNull().default(1),
  },
  (table) => [
    index('audit_events_by_tenant').on(table.tenantId, table.id),
    index('audit_events_by_client').on(table.tenantId, table.clientId, table.id),
    index('audit_events_refused').on(table.tenantId, table.id).where(sql`${table.outcome} = 'refused'`),
  ],
);

/** Points that callers consumed recently, for gateways that share their limits. Unlogged: empty after a crash. */
export const rateLimits = pgTable('rate_limits', {
  /** A digest, so that the table contains no address and no name of an actor. */
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  /** Milliseconds since 1970. */
  expire: bigint('expire', { mode: 'number' }),
});

/** The registration that an `Idempotency-Key` of a caller created; kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: text('tenant_id').notNull(),
    actorTenantId: text('actor_tenant_id').notNull(),
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the registration with its defaults: the same key with another registration is refused. */
    inputDigest: text('input_digest').notNull(),
    clientId: text('client_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'idempotency_keys_pk',
      columns: [table.tenantId, table.actorTenantId, table.actorId, table.key],
    }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
