import { sql } from 'drizzle-orm';
import type { AuditEvent } from '../registration/audit-event.ts';
import type { Client } from '../registration/client-metadata.ts';
import { toRow } from './client-row.ts';
import type { Database } from './database.ts';
import { auditEvents, oauthClientSecrets, oauthClients } from './table.ts';

/** A secret as it is kept: no plaintext. */
export interface StoredSecret {
  readonly id: string;
  readonly digest: string;
  readonly lastFour: string;
  /** A JWE of the secret; `null` where its digest is enough. */
  readonly sealed: string | null;
}

export interface NewClient {
  readonly client: Client;
  /** `null` for a client that shows no secret. */
  readonly secret: StoredSecret | null;
  readonly auditEvent: AuditEvent;
}

/**
 * Prepares the statement that stores a client, its secret and its audit row. They go in one statement, so they are
 * committed together or not at all; when the promise resolves, the commit has returned.
 */
export function prepareCreateClient(database: Database): (row: NewClient) => Promise<void> {
  const withSecret = insertWithSecret(database);
  const withoutSecret = insertWithoutSecret(database);
  return async ({ client, secret, auditEvent }) => {
    const values = { ...namespaced('client', toRow(client)), ...namespaced('event', auditEvent) };
    if (secret === null) await withoutSecret.execute(values);
    else await withSecret.execute({ ...values, ...namespaced('secret', secret) });
  };
}

function insertWithSecret(database: Database) {
  const client = database.$with('new_client').as(insertClient(database));
  const secret = database.$with('new_secret').as(
    database
      .insert(oauthClientSecrets)
      .values({
        id: sql.placeholder('secret.id'),
        oauthClientId: sql.placeholder('client.id'),
        digest: sql.placeholder('secret.digest'),
        lastFour: sql.placeholder('secret.lastFour'),
        sealed: sql.placeholder('secret.sealed'),
        createdAt: sql.placeholder('client.createdAt'),
      })
      .returning({ id: oauthClientSecrets.id }),
  );
  return database
    .with(client, secret)
    .insert(auditEvents)
    .values(auditValues)
    .prepare('create_client_with_secret');
}

function insertWithoutSecret(database: Database) {
  const client = database.$with('new_client').as(insertClient(database));
  return database
    .with(client)
    .insert(auditEvents)
    .values(auditValues)
    .prepare('create_client_without_secret');
}

function insertClient(database: Database) {
  return database
    .insert(oauthClients)
    .values({
      id: sql.placeholder('client.id'),
      clientId: sql.placeholder('client.clientId'),
      tenantId: sql.placeholder('client.tenantId'),
      name: sql.placeholder('client.name'),
      redirectUris: sql.placeholder('client.redirectUris'),
      clientAuthMethods: sql.placeholder('client.clientAuthMethods'),
      grantTypes: sql.placeholder('client.grantTypes'),
      scopes: sql.placeholder('client.scopes'),
      corsOrigins: sql.placeholder('client.corsOrigins'),
      fapiProfile: sql.placeholder('client.fapiProfile'),
      isConfidential: sql.placeholder('client.isConfidential'),
      jwks: sql.placeholder('client.jwks'),
      jwksUri: sql.placeholder('client.jwksUri'),
      logoUrl: sql.placeholder('client.logoUrl'),
      privacyPolicy: sql.placeholder('client.privacyPolicy'),
      termsUrl: sql.placeholder('client.termsUrl'),
      website: sql.placeholder('client.website'),
      tlsClientAuthMember: sql.placeholder('client.tlsClientAuthMember'),
      tlsClientAuthValue: sql.placeholder('client.tlsClientAuthValue'),
      status: sql.placeholder('client.status'),
      createdAt: sql.placeholder('client.createdAt'),
      updatedAt: sql.placeholder('client.updatedAt'),
    })
    .returning({ id: oauthClients.id });
}

const auditValues = {
  id: sql.placeholder('event.id'),
  tenantId: sql.placeholder('event.tenantId'),
  action: sql.placeholder('event.action'),
  actorId: sql.placeholder('event.actorId'),
  clientId: sql.placeholder('event.clientId'),
  requestId: sql.placeholder('event.requestId'),
  address: sql.placeholder('event.address'),
  occurredAt: sql.placeholder('event.occurredAt'),
};

/** Three rows share one set of parameters; the prefix keeps their `id`s apart. */
function namespaced(prefix: string, row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [`${prefix}.${column}`, value]));
}
