import { needsSecret } from '../../credentials/client-secret.ts';
import { clientIdOf } from '../../credentials/identifier.ts';
import { changesBetween } from '../../domain/audit/audit-change.ts';
import type { AuditChange } from '../../domain/audit/audit-event.ts';
import { type Client, type ClientMetadata, derivedMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import type { Issue } from '../../domain/error/issue.ts';
import type { Candidate } from '../../domain/rule/candidate.ts';
import type { NewClient } from '../../store/client/create-client.ts';
import type { WriteCall } from '../perform.ts';
import { newSecret } from './new-secret.ts';
import { eventOf } from './record-event.ts';

export interface CreatedClient {
  readonly client: Client;
  /** `null` for a client without a secret. The plaintext is in one response only. */
  readonly issuedSecret: IssuedSecret | null;
  /** Advisories: risky but allowed settings. */
  readonly advisories: readonly Issue[];
  /** Whether an earlier call with the same idempotency key registered the client. Its secret is not shown again. */
  readonly replayed: boolean;
}

/** What a new client is made of. */
export interface Registration {
  readonly candidate: Candidate;
  /** As chosen by the caller. Default: a new one. */
  readonly clientId?: string | null | undefined;
  /** The field of the input with the `client_id`. Default: `clientId`. */
  readonly clientIdField?: string;
  /** Changes of the audit event before those of the metadata. */
  readonly origin?: readonly AuditChange[];
}

/** A new client with its secret and its audit row, not stored yet. */
export async function newClient(
  { services, caller, action }: Pick<WriteCall, 'services' | 'caller' | 'action'>,
  metadata: ClientMetadata,
  { clientId, origin = [] }: Pick<Registration, 'clientId' | 'origin'> = {},
): Promise<{ row: NewClient; issuedSecret: IssuedSecret | null }> {
  const id = services.newId();
  const now = services.now();
  const client: Client = {
    id,
    clientId: clientId ?? clientIdOf(id),
    tenantId: caller.actor.tenantId,
    status: 'active',
    version: 1,
    createdAt: now,
    updatedAt: now,
    lastUsedAt: null,
    deletedAt: null,
    ...derivedMetadata(metadata),
    // Last, because V8 adds members to a spread object one by one, each time through new hidden classes: 20 µs.
    ...metadata,
  };
  const secret = needsSecret(metadata) ? await newSecret(services, metadata, now) : null;
  const changes = changesBetween(undefined, { client, secrets: secret ? [secret.stored] : [] });
  return {
    row: {
      client,
      hasChosenId: clientId != null,
      secret: secret?.stored ?? null,
      idempotencyKey: null,
      auditEvent: eventOf(services, caller, {
        action,
        clientId: client.clientId,
        changes: [...origin, ...changes],
        occurredAt: now,
      }),
    },
    issuedSecret: secret?.issued ?? null,
  };
}
