import type { VocabularyValue } from '../client/vocabulary.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';

/** Every action that leaves an audit row. */
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
    description: 'A client was registered or changed by an import of the operator.',
  },
  'oauth_client.purge': {
    enumName: 'OAUTH_CLIENT_PURGE',
    description: 'What was left of a deleted client was erased, but for its `client_id`.',
  },
  'tenant.choose': {
    enumName: 'TENANT_CHOOSE',
    description: 'A caller named a tenant that is not its own and was refused; it is told of in its own.',
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

/** What came of an attempt to write. */
export const auditOutcomes = {
  done: { enumName: 'DONE', description: 'It was written, in the same commit as this event.' },
  refused: { enumName: 'REFUSED', description: 'It was refused and nothing was written but this event.' },
} as const satisfies Record<string, VocabularyValue>;

export type AuditOutcome = keyof typeof auditOutcomes;

/** Who acted. */
export const actorTypes = {
  user: { enumName: 'USER', description: 'The subject of a bearer token.' },
  system: {
    enumName: 'SYSTEM',
    description: 'The gateway itself, as in the purge of deleted clients and in an import.',
  },
} as const satisfies Record<string, VocabularyValue>;

export type ActorType = keyof typeof actorTypes;

/** One field that an action changed. It never holds a secret or a digest. */
export interface AuditChange {
  /** As GraphQL names it; `secrets.{ULID}.status` for a field of a secret. */
  readonly field: string;
  /** JSON value; `null` for what was not set. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Who did what to which client, when and from where, or was refused to. */
export interface AuditEvent {
  /** ULID; events sort by it as they happened. */
  readonly id: string;
  readonly tenantId: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actorType: ActorType;
  /** The tenant of the actor's token; another one than `tenantId` where a `super_admin` chose. */
  readonly actorTenantId: string;
  /** The token's `sub`, or the name of the gateway's own job. */
  readonly actorId: string;
  /** `null` where no client was named, as in a registration that was refused. */
  readonly clientId: string | null;
  readonly requestId: string;
  /** The caller's network address; `null` for the gateway itself. */
  readonly address: string | null;
  readonly occurredAt: Date;
  /** Empty for a refusal. */
  readonly changes: readonly AuditChange[];
  /** Why it was refused: a code of the error catalogue. */
  readonly refusalCode: string | null;
  /** What was wrong with the input of a refusal, each code once. */
  readonly issueCodes: readonly IssueCode[];
  /** Refusals that this event stands for; 1 for everything else. */
  readonly occurrences: number;
}
