import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Client } from '../../../src/domain/client/client-metadata.ts';
import { type NewClient, prepareCreateClients } from '../../../src/store/client/create-client.ts';
import { prepareFindClient } from '../../../src/store/client/find-client.ts';
import type { OpenDatabase } from '../../../src/store/database.ts';
import { openPostgres } from '../../../src/store/postgres/postgres.ts';
import { noObserver } from '../../../src/store/queue/observer.ts';
import { auditEvents, oauthClientSecrets, oauthClients } from '../../../src/store/table.ts';
import { openEmbedded } from '../../harness/embedded-database.ts';
import { databases } from '../../harness/gateway.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { makeClient } from '../client-maker.ts';

const now = new Date('2026-01-31T23:59:59.123Z');

function newClient(id: string, changes: Partial<Client> = {}): NewClient {
  const client = makeClient(id, changes);
  const event = {
    tenantId: 'acme',
    actorTenantId: 'acme',
    actorId: 'alice',
    clientId: client.clientId,
    requestId: 'r',
    address: '::1',
    outcome: 'done' as const,
    actorType: 'user' as const,
    changes: [],
    refusalCode: null,
    issueCodes: [],
    occurrences: 1,
  };
  return {
    client,
    secret: {
      id: `secret-${id}`,
      digest: 'v1.x',
      lastFour: 'abcd',
      encrypted: null,
      description: null,
      status: 'active',
      createdAt: now,
      updatedAt: now,
      expiresAt: null,
      lastUsedAt: null,
    },
    idempotencyKey: null,
    auditEvent: { ...event, id: `event-${id}`, action: 'oauth_client.create', occurredAt: now },
  };
}

describe.each(databases)('the store on %s', (kind) => {
  let open: OpenDatabase;
  let create: (row: NewClient) => Promise<void>;
  beforeAll(async () => {
    open =
      kind === 'PGlite'
        ? await openEmbedded()
        : await openPostgres(await createDatabase(inject('postgresUrl')));
    const createClients = prepareCreateClients(open.database);
    create = (row) => createClients([row]);
  });
  afterAll(() => open.close());

  const counts = async () =>
    Promise.all([oauthClients, oauthClientSecrets, auditEvents].map((table) => open.database.$count(table)));

  test('text with every delimiter of SQL, arrays and JSON is stored unchanged', async () => {
    const nasty = ['a,b', '{c}', 'd"e', "f'g", 'h\\i', 'NULL', '', ' j ', '日本語 👩‍👩‍👧', '\n\t'];
    const { client } = newClient('nasty', {
      name: nasty.join(''),
      redirectUris: nasty,
      scopes: nasty,
      jwks: nasty.join(''),
    });
    await create(newClient('nasty', client));
    expect(await prepareFindClient(open.database, noObserver).byId('acme', 'nasty')).toEqual(client);
  });

  test.each([
    ['client', (row: NewClient) => ({ ...row, client: { ...row.client, clientId: 'app-first' } })],
    ['secret', (row: NewClient) => ({ ...row, secret: row.secret && { ...row.secret, id: 'secret-first' } })],
    ['audit row', (row: NewClient) => ({ ...row, auditEvent: { ...row.auditEvent, id: 'event-first' } })],
  ])(
    'client, secret and audit event are stored together: a %s that cannot be stored leaves nothing behind',
    async (what, spoil) => {
      await create(newClient('first')).catch(() => {});
      const before = await counts();
      await expect(create(spoil(newClient(`second-${what}`)))).rejects.toThrow();
      expect(await counts()).toEqual(before);
    },
  );

  test('a client of another tenant is not found', async () => {
    await create(newClient('mine'));
    const find = prepareFindClient(open.database, noObserver);
    expect(await find.byClientId('acme', 'app-mine')).toBeDefined();
    expect(await find.byClientId('rival', 'app-mine')).toBeUndefined();
    expect(await find.byId('rival', 'mine')).toBeUndefined();
  });
});
