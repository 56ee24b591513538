import { type Placeholder, sql } from 'drizzle-orm';
import type { AuditEvent } from '../registration/audit-event.ts';
import type { Client } from '../registration/client-metadata.ts';
import { toRow } from './client-row.ts';
import type { StoredSecret } from './client-state.ts';
import type { Database } from './database.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { auditEvents, idempotencyKeys, oauthClientSecrets, oauthClients } from './table.ts';

export interface NewClient {
  readonly client: Client;
  /** `null` for a client that shows no secret. */
  readonly secret: StoredSecret | null;
  /** `null` for a registration without one. */
  readonly idempotencyKey: IdempotencyKey | null;
  readonly auditEvent: AuditEvent;
}

/**
 * Prepares the statement that stores a client, its secret, its idempotency key and its audit row. They go in one
 * statement, so they are committed together or not at all; when the promise resolves, the commit has returned.
 */
export function prepareCreateClient(database: Database): (row: NewClient) => Promise<void> {
  const statements = {
    plain: prepare(database, 'create_client', []),
    secret: prepare(database, 'create_client_with_secret', ['secret']),
    key: prepare(database, 'create_client_with_key', ['key']),
    both: prepare(database, 'create_client_with_secret_and_key', ['secret', 'key']),
  };
  return async ({ client, secret, idempotencyKey, auditEvent }) => {
    const values = {
      ...namespaced('client', toRow(client)),
      ...namespaced('event', auditEvent),
      ...namespaced('secret', secret ?? {}),
      ...namespaced('key', idempotencyKey ?? {}),
    };
    if (secret === null) await statements[idempotencyKey === null ? 'plain' : 'key'].execute(values);
    else await statements[idempotencyKey === null ? 'secret' : 'both'].execute(values);
  };
}

function prepare(database: Database, name: string, parts: readonly ('secret' | 'key')[]) {
  const client = database.$with('new_client').as(insertClient(database));
  const others = parts.map((part) => (part === 'secret' ? insertSecret(database) : insertKey(database)));
  return database
    .with(client, ...others)
    .insert(auditEvents)
    .values(placeholders('event', auditEventColumns))
    .prepare(name);
}

function insertClient(database: Database) {
  return database
    .insert(oauthClients)
    .values(placeholders('client', clientColumns))
    .returning({ id: oauthClients.id });
}

function insertSecret(database: Database) {
  return database.$with('new_secret').as(
    database
      .insert(oauthClientSecrets)
      .values({ ...placeholders('secret', secretColumns), oauthClientId: sql.placeholder('client.id') })
      .returning({ id: oauthClientSecrets.id }),
  );
}

function insertKey(database: Database) {
  return database
    .$with('new_key')
    .as(
      database
        .insert(idempotencyKeys)
        .values(placeholders('key', keyColumns))
        .returning({ key: idempotencyKeys.key }),
    );
}

// A column that is required and missing here does not compile. What a new client never has, an end, is left out.
const clientColumns = [
  ...([
    'id',
    'clientId',
    'tenantId',
    'name',
    'nameKey',
    'redirectUris',
    'clientAuthMethods',
    'grantTypes',
  ] as const),
  ...([
    'scopes',
    'corsOrigins',
    'fapiProfile',
    'isConfidential',
    'jwks',
    'jwksUri',
    'logoUrl',
    'website',
  ] as const),
  ...([
    'privacyPolicy',
    'termsUrl',
    'tlsClientAuthMember',
    'tlsClientAuthValue',
    'status',
    'version',
  ] as const),
  ...(['createdAt', 'updatedAt'] as const),
] as const;

const secretColumns = [
  ...(['id', 'digest', 'lastFour', 'sealed', 'description', 'status', 'createdAt', 'updatedAt'] as const),
] as const;

const keyColumns = ['tenantId', 'actorId', 'key', 'inputDigest', 'clientId', 'createdAt'] as const;

const auditEventColumns = [
  ...([
    'id',
    'tenantId',
    'action',
    'outcome',
    'actorType',
    'actorId',
    'clientId',
    'requestId',
    'address',
  ] as const),
  ...(['occurredAt', 'changes', 'refusalCode', 'issueCodes'] as const),
] as const;

/** Several rows share one set of parameters; the prefix keeps their `id`s apart. */
function placeholders<Column extends string>(prefix: string, columns: readonly Column[]) {
  return Object.fromEntries(
    columns.map((column) => [column, sql.placeholder(`${prefix}.${column}`)]),
  ) as Record<Column, Placeholder>;
}

function namespaced(prefix: string, row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [`${prefix}.${column}`, value]));
}
