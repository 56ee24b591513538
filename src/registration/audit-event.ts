/** Every action that leaves an audit row. */
const auditActions = ['oauth_client.create'] as const;

export type AuditAction = (typeof auditActions)[number];

/** Who did what to which client, when and from where. It never holds a secret or a digest. */
export interface AuditEvent {
  /** ULID. */
  readonly id: string;
  readonly tenantId: string;
  readonly action: AuditAction;
  /** The token's `sub`. */
  readonly actorId: string;
  readonly clientId: string;
  readonly requestId: string;
  /** The caller's network address. */
  readonly address: string;
  readonly occurredAt: Date;
}
