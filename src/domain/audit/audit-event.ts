import type { VocabularyValue } from '../client/vocabulary.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';

/** The actions of audit events. */
export const auditActions = {
  'oauth_client.create': { enumName: 'OAUTH_CLIENT_CREATE', description: 'A client was registered.' },
  'oauth_client.update': {
    enumName: 'OAUTH_CLIENT_UPDATE',
    description: 'Metadata of a client was changed.',
  },
  'oauth_client.suspend': { enumName: 'OAUTH_CLIENT_SUSPEND', description: 'A client was suspended.' },
  'oauth_client.activate': {
    enumName: 'OAUTH_CLIENT_ACTIVATE',
    description: 'A suspended client was activated.',
  },
  'oauth_client.delete': { enumName: 'OAUTH_CLIENT_DELETE', description: 'A client was deleted.' },
  'oauth_client.restore': { enumName: 'OAUTH_CLIENT_RESTORE', description: 'A deleted client was restored.' },
  'oauth_client.clone': {
    enumName: 'OAUTH_CLIENT_CLONE',
    description: 'A client was registered as the clone of another.',
  },
  'oauth_client.import': {
    enumName: 'OAUTH_CLIENT_IMPORT',
    description: 'An import of the operator registered or changed a client.',
  },
  'oauth_client.purge': {
    enumName: 'OAUTH_CLIENT_PURGE',
    description: 'A deleted client was erased, except for its `client_id`.',
  },
  'tenant.choose': {
    enumName: 'TENANT_CHOOSE',
    description: "Access to another tenant was refused; recorded in the caller's own tenant.",
  },
  'oauth_client_secret.add': {
    enumName: 'OAUTH_CLIENT_SECRET_ADD',
    description: 'A secret was added to a client.',
  },
  'oauth_client_secret.rotate': {
    enumName: 'OAUTH_CLIENT_SECRET_ROTATE',
    description: 'The secrets of a client were replaced by a new one.',
  },
  'oauth_client_secret.deactivate': {
    enumName: 'OAUTH_CLIENT_SECRET_DEACTIVATE',
    description: 'A secret was deactivated.',
  },
  'oauth_client_secret.delete': {
    enumName: 'OAUTH_CLIENT_SECRET_DELETE',
    description: 'A secret was deleted.',
  },
} as const satisfies Record<string, VocabularyValue>;

export type AuditAction = keyof typeof auditActions;

/** The outcome of an attempt to write. */
export const auditOutcomes = {
  done: { enumName: 'DONE', description: 'The change was written in the same commit as this event.' },
  refused: { enumName: 'REFUSED', description: 'The attempt was refused. Only this event was written.' },
} as const satisfies Record<string, VocabularyValue>;

export type AuditOutcome = keyof typeof auditOutcomes;

/** The types of actors. */
export const actorTypes = {
  user: { enumName: 'USER', description: 'The subject of a bearer token.' },
  system: {
    enumName: 'SYSTEM',
    description: 'A job of the gateway, such as the purge of deleted clients or an import.',
  },
} as const satisfies Record<string, VocabularyValue>;

export type ActorType = keyof typeof actorTypes;

/** A field that an action changed. It never contains a secret or a digest. */
export interface AuditChange {
  /** The GraphQL name; `secrets.{ULID}.status` for a field of a secret. */
  readonly field: string;
  /** JSON value; `null` if unset. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A write or a refused attempt: its actor, action, client, time and network address. */
export interface AuditEvent {
  /** ULID; sorts by time. */
  readonly id: string;
  readonly tenantId: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actorType: ActorType;
  /** The tenant of the actor's token. It differs from `tenantId` if a `super_admin` selected the tenant. */
  readonly actorTenantId: string;
  /** The `sub` of the token, or the name of a job of the gateway. */
  readonly actorId: string;
  /** `null` if no client was named, as in a refused registration. */
  readonly clientId: string | null;
  readonly requestId: string;
  /** The caller's network address; `null` for a job of the gateway. */
  readonly address: string | null;
  readonly occurredAt: Date;
  /** Empty for a refusal. */
  readonly changes: readonly AuditChange[];
  /** The error code of a refusal. */
  readonly refusalCode: string | null;
  /** The issue codes of a refusal, each once. */
  readonly issueCodes: readonly IssueCode[];
  /** Number of refusals in this event; 1 for everything else. */
  readonly occurrences: number;
}
