import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { issueSecret } from '../../src/credentials/client-secret.ts';
import { decryptSecret, encryptSecret } from '../../src/credentials/encrypted-secret.ts';
import { identifierFactory } from '../../src/credentials/identifier.ts';
import type { RegistrationInput } from '../../src/domain/client/client-metadata.ts';
import { RegistrationError } from '../../src/domain/error/registration-error.ts';
import { openRefusalLog } from '../../src/operations/audit/refusal-log.ts';
import { createClient } from '../../src/operations/client/create-client.ts';
import type { Caller, Services } from '../../src/operations/services.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { storeOn } from '../../src/store/store.ts';
import { auditEvents, oauthClientSecrets, oauthClients } from '../../src/store/table.ts';
import { openEmbedded } from './embedded-database.ts';
import type { DatabaseKind } from './gateway.ts';
import { createDatabase } from './postgres-server.ts';
import { allRows } from './row.ts';

export const hour = 3_600_000;
export const day = 86_400_000;

/** A minimal registration: it creates a confidential client with a secret. */
export const smallest = { name: 'My app', redirectUris: ['https://app.example.com/callback'] };

/**
 * The services of the operations with their own database, and functions to set the clock and to inspect the database.
 */
export type TestServices = Awaited<ReturnType<typeof openServices>>;

export async function openServices(
  kind: DatabaseKind,
  { now: start = new Date('2026-01-31T12:34:56.789Z') }: { readonly now?: Date } = {},
) {
  const url =
    kind === 'PostgreSQL'
      ? await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'))
      : undefined;
  const open = url === undefined ? await openEmbedded() : await openPostgres(url);
  const opened = [open];
  const encryptionKey = randomBytes(32);
  let time = start.getTime();
  const now = () => new Date(time);

  const servicesOn = (opened: OpenDatabase): Services => {
    const store = storeOn(opened);
    const newId = identifierFactory(() => time);
    return {
      store,
      refusals: openRefusalLog({ newId, now, write: store.recordAuditEvent }),
      instrument: (_name, run) => run(),
      newId,
      issueSecret: () => issueSecret(),
      now,
      policy: {
        recoverableSecrets: true,
        allowedJwksHosts: new Set(),
        allowedPrivateUseSchemes: new Set(['cursor']),
      },
      restoreDays: 30,
      encryptSecret: (plaintext) => encryptSecret(plaintext, encryptionKey),
    };
  };

  const { database } = open;
  const services = servicesOn(open);
  return {
    services,
    database,
    /** Another gateway on the same database, with its own connections to PostgreSQL. */
    another: async (): Promise<Services> => {
      const other = url === undefined ? open : await openPostgres(url);
      if (other !== open) opened.push(other);
      return servicesOn(other);
    },
    clock: {
      start,
      now,
      set: (instant: Date) => {
        time = instant.getTime();
      },
      advance: (milliseconds: number) => {
        time += milliseconds;
      },
    },
    register: (input: Partial<RegistrationInput> = {}, caller = callerOf()) =>
      createClient(services, caller, { input: { ...smallest, ...input } }),
    decrypt: (encrypted: string) => decryptSecret(encrypted, [encryptionKey]),
    /** Every row except the audit events of refusals, for tests that compare before and after. */
    rows: async () => {
      const rows = await allRows(database);
      return { ...rows, auditEvents: rows.auditEvents.filter(({ outcome }) => outcome === 'done') };
    },
    clientRow: async (clientId: string) => {
      const [row] = await database.select().from(oauthClients).where(eq(oauthClients.clientId, clientId));
      if (row === undefined) throw new Error(`There is no row of ${clientId}.`);
      return row;
    },
    /** The rows of a client's secrets, oldest first. */
    secretRows: (id: string) =>
      database
        .select()
        .from(oauthClientSecrets)
        .where(eq(oauthClientSecrets.oauthClientId, id))
        .orderBy(oauthClientSecrets.id),
    /** The audit events of changes to a client, oldest first. */
    auditRows: (clientId: string) =>
      database
        .select()
        .from(auditEvents)
        .where(and(eq(auditEvents.clientId, clientId), eq(auditEvents.outcome, 'done')))
        .orderBy(auditEvents.id),
    /** The audit events of refusals, oldest first. */
    refusedRows: () =>
      database.select().from(auditEvents).where(eq(auditEvents.outcome, 'refused')).orderBy(auditEvents.id),
    /** The last transaction that wrote each row of a client: if it is the same, nothing was written. */
    writers: async (id: string) => ({
      client: await database
        .select({ xmin: sql<string>`${oauthClients}.xmin::text` })
        .from(oauthClients)
        .where(eq(oauthClients.id, id)),
      secrets: await database
        .select({ id: oauthClientSecrets.id, xmin: sql<string>`${oauthClientSecrets}.xmin::text` })
        .from(oauthClientSecrets)
        .where(eq(oauthClientSecrets.oauthClientId, id))
        .orderBy(oauthClientSecrets.id),
    }),
    close: async () => {
      await Promise.all(opened.map((one) => one.close()));
    },
  };
}

/** An administrator of tenant `acme` by default; the token belongs to the tenant of the call. */
export function callerOf({ id = 'alice', tenantId = 'acme', homeTenantId = '' } = {}): Caller {
  return {
    actor: { id, homeTenantId: homeTenantId || tenantId, tenantId, roles: ['admin'], scopes: [] },
    requestId: `request-of-${id}`,
    address: '2001:db8::1',
  };
}

/** The code and the issues of a refused operation, each issue as its path and code. Fails if the operation succeeds. */
export async function refusalOf(attempt: Promise<unknown>): Promise<unknown[]> {
  const thrown = await attempt.then(
    () => new Error('It was not refused.'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof RegistrationError)) throw thrown;
  return [thrown.code, ...thrown.issues.map(({ path, code }) => `${path.join('.')}: ${code}`)];
}
