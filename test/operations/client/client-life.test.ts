import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client, RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { countAuditEvents, listAuditEvents } from '../../../src/operations/audit/list-audit-events.ts';
import { activateClient } from '../../../src/operations/client/activate-client.ts';
import { cloneClient } from '../../../src/operations/client/clone-client.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { findClient, findClientById } from '../../../src/operations/client/find-client.ts';
import { countClients, listClients } from '../../../src/operations/client/list-clients.ts';
import { restorableUntil, restoreClient } from '../../../src/operations/client/restore-client.ts';
import { suspendClient } from '../../../src/operations/client/suspend-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { purge } from '../../../src/operations/purge.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { deactivateSecret } from '../../../src/operations/secret/deactivate-secret.ts';
import { deleteSecret } from '../../../src/operations/secret/delete-secret.ts';
import { findSecret } from '../../../src/operations/secret/find-secret.ts';
import { rotateSecret } from '../../../src/operations/secret/rotate-secret.ts';
import type { Services } from '../../../src/operations/services.ts';
import type { Target } from '../../../src/operations/step/change-client.ts';
import type { NewClient } from '../../../src/store/client/create-client.ts';
import { violates } from '../../../src/store/query-error.ts';
import { databases } from '../../harness/gateway.ts';
import { callerOf, day, hour, openServices, refusalOf, type TestServices } from '../../harness/services.ts';

const caller = callerOf();
const rival = callerOf({ tenantId: 'rival' });
const notFound = ['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND'];
const wholeList = { limit: 100, isBackward: false, after: undefined, before: undefined, skip: 0 } as const;

describe.each(databases)('the life cycle of a client on %s', (kind) => {
  let open: TestServices;
  let services: Services;
  let other: Services;
  beforeAll(async () => {
    open = await openServices(kind);
    services = open.services;
    other = await open.another();
  });
  beforeEach(() => open.clock.set(open.clock.start));
  afterAll(() => open.close());

  const register = async (input: Partial<RegistrationInput> = {}) => {
    const { client, issuedSecret } = await open.register(input);
    const [secret] = await open.secretRows(client.id);
    return { client, plaintext: issuedSecret?.plaintext ?? '', secretId: secret?.id ?? '' };
  };
  const find = ({ clientId }: Client) => findClient(services, caller, clientId);
  const verifies = async ({ clientId }: Client, plaintext: string) =>
    (await authenticateClient(services, clientId, plaintext)) !== undefined;
  const at = (milliseconds: number) => open.clock.set(new Date(open.clock.start.getTime() + milliseconds));
  const actionsOf = async ({ clientId }: Client) =>
    (await open.auditRows(clientId)).map(({ action }) => action);

  describe.each([
    ['suspended', suspendClient, activateClient, 'active'],
    ['active', activateClient, suspendClient, 'suspended'],
  ] as const)('a client that becomes %s', (status, operate, undo, opposite) => {
    const prepare = async () => {
      const { client } = await register();
      return undo(services, caller, client);
    };

    test('has that status and a new version', async () => {
      const before = await prepare();
      at(hour);
      const changed = await operate(services, caller, before);
      const { version } = before;
      expect(changed).toEqual({ ...before, status, version: version + 1, updatedAt: open.clock.now() });
      expect(await find(before)).toEqual(changed);
    });

    test('is not changed by a second call: no new version, no write and no audit event', async () => {
      const before = await operate(services, caller, await prepare());
      const [rows, writers] = [await open.rows(), await open.writers(before.id)];
      at(hour);
      expect(await operate(services, caller, before)).toEqual(before);
      expect(await open.rows()).toEqual(rows);
      expect(await open.writers(before.id)).toEqual(writers);
    });

    test('has an audit event', async () => {
      const before = await prepare();
      await operate(services, caller, before);
      expect((await open.auditRows(before.clientId)).at(-1)).toMatchObject({
        action: status === 'active' ? 'oauth_client.activate' : 'oauth_client.suspend',
        actorId: 'alice',
        changes: [{ field: 'status', before: opposite, after: status }],
      });
    });
  });

  test('a suspended client keeps all its data, is listed and can be updated', async () => {
    const { client, plaintext } = await register();
    await suspendClient(services, caller, client);
    expect(await find(client)).toMatchObject({
      ...client,
      status: 'suspended',
      version: 2,
      updatedAt: expect.any(Date),
    });
    expect(await verifies(client, plaintext)).toBe(false);
    await updateClient(services, caller, { clientId: client.clientId, name: 'Renamed' });
    const { issuedSecret } = await addSecret(services, caller, { clientId: client.clientId });
    expect(await find(client)).toMatchObject({ name: 'Renamed', status: 'suspended' });
    await activateClient(services, caller, client);
    expect(await verifies(client, plaintext)).toBe(true);
    expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
  });

  describe('a deleted client', () => {
    test('is not returned by any read of the store and the operations', async () => {
      const { client, plaintext, secretId } = await register({ name: 'Soon gone' });
      const filter = { name: 'soon gone' };
      const order = { field: 'name', isDescending: false } as const;
      const { store } = services;
      const reads = async () => ({
        byClientId: await find(client),
        byId: await findClientById(services, caller, client.id),
        list: (await listClients(services, caller, { filter, order, page: wholeList })).items,
        byCreation: (
          await listClients(services, caller, {
            filter,
            order: { field: 'createdAt', isDescending: true },
            page: wholeList,
          })
        ).items,
        byRedirectUri: (
          await listClients(services, caller, {
            filter: { ...filter, redirectUri: client.redirectUris[0] },
            order,
            page: wholeList,
          })
        ).items,
        count: await countClients(services, caller, filter),
        secret: await findSecret(services, caller, secretId),
        authenticated: await authenticateClient(services, client.clientId, plaintext),
        storedByClientId: await store.findClient.byClientId('acme', client.clientId),
        storedById: await store.findClient.byId('acme', client.id),
        storedSecret: await store.reads.findSecret.byId('acme', secretId),
        state: await store.secretUse.stateOf(client.clientId),
      });
      const before = await reads();
      expect(Object.values(before).every((found) => found)).toBe(true);
      expect([before.list, before.count]).toMatchObject([[{ client: { id: client.id } }], 1]);

      at(hour);
      const deleted = await deleteClient(services, caller, client);
      const now = open.clock.now();
      // `before` used its secret last.
      const used = { ...client, lastUsedAt: expect.any(Date) };
      expect(deleted).toEqual({ ...used, deletedAt: now, version: 2, updatedAt: now });
      expect(await reads()).toEqual({
        byClientId: null,
        byId: null,
        list: [],
        byCreation: [],
        byRedirectUri: [],
        count: 0,
        secret: null,
        authenticated: undefined,
        storedByClientId: undefined,
        storedById: undefined,
        storedSecret: undefined,
        state: undefined,
      });
    });

    test.each<[string, (target: Target, secretId: string) => Promise<unknown>]>([
      ['updated', (target) => updateClient(services, caller, { clientId: target.clientId, name: 'Risen' })],
      ['updated with nothing', (target) => updateClient(services, caller, { clientId: target.clientId })],
      ['suspended', (target) => suspendClient(services, caller, target)],
      ['activated', (target) => activateClient(services, caller, target)],
      ['deleted again', (target) => deleteClient(services, caller, target)],
      ['cloned', ({ clientId }) => cloneClient(services, caller, { clientId })],
      ['given a secret', (target) => addSecret(services, caller, { clientId: target.clientId })],
      ['rotated', (target) => rotateSecret(services, caller, { clientId: target.clientId })],
      ['robbed of a secret', (target, secretId) => deleteSecret(services, caller, { ...target, secretId })],
      [
        'robbed of the use of a secret',
        (target, secretId) => deactivateSecret(services, caller, { ...target, secretId }),
      ],
    ])('cannot be %s', async (_, operate) => {
      const { client, secretId } = await register();
      await addSecret(services, caller, { clientId: client.clientId });
      await deleteClient(services, caller, client);
      const before = await open.rows();
      expect(await refusalOf(operate({ clientId: client.clientId }, secretId))).toEqual(notFound);
      expect(await open.rows()).toEqual(before);
    });

    test('keeps its row and its secrets until it is purged, and its audit events can be read', async () => {
      const { client } = await register();
      const secrets = await open.secretRows(client.id);
      await deleteClient(services, caller, client);
      expect(await open.secretRows(client.id)).toEqual(secrets);
      const { deletedAt, version, updatedAt, ...row } = await open.clientRow(client.clientId);
      expect({ deletedAt, version }).toEqual({ deletedAt: open.clock.now(), version: 2 });
      expect(row).toMatchObject({ name: client.name, purgedAt: null });
      const filter = { clientId: client.clientId };
      const { items } = await listAuditEvents(services, caller, {
        filter,
        page: wholeList,
        withChanges: true,
      });
      expect(items.map(({ action }) => action)).toEqual(['oauth_client.delete', 'oauth_client.create']);
      expect(items[0]?.changes).toEqual([
        { field: 'deletedAt', before: null, after: open.clock.now().toISOString() },
      ]);
      expect(await countAuditEvents(services, caller, filter)).toBe(2);
    });

    test('is deleted once by concurrent calls', async () => {
      const { client } = await register();
      const attempts = Array.from({ length: 6 }, (_, index) =>
        deleteClient(index % 2 === 0 ? services : other, caller, client),
      );
      const settled = await Promise.allSettled(attempts);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await actionsOf(client)).toEqual(['oauth_client.create', 'oauth_client.delete']);
    });
  });

  describe('a restored client', () => {
    test('is unchanged, with its secrets, in a new version', async () => {
      const { client, plaintext } = await register({ website: 'https://www.example.com/' });
      const ended = await addSecret(services, caller, { clientId: client.clientId });
      await deactivateSecret(services, caller, { clientId: client.clientId, secretId: ended.secret.id });
      const added = await addSecret(services, caller, { clientId: client.clientId, description: 'CI' });
      const before = await find(client);
      const secrets = await open.secretRows(client.id);
      await deleteClient(services, caller, client);
      at(3 * day);
      const restored = await restoreClient(services, caller, client);
      expect(restored).toEqual({ ...before, version: 6, updatedAt: open.clock.now() });
      expect(await find(client)).toEqual(restored);
      expect(await findClientById(services, caller, client.id)).toEqual(restored);
      expect(await open.secretRows(client.id)).toEqual(secrets);
      expect(await verifies(client, plaintext)).toBe(true);
      expect(await verifies(client, added.issuedSecret.plaintext)).toBe(true);
      expect(await verifies(client, ended.issuedSecret.plaintext)).toBe(false);
    });

    test('is suspended if it was suspended before', async () => {
      const { client } = await register();
      await suspendClient(services, caller, client);
      await deleteClient(services, caller, client);
      expect(await restoreClient(services, caller, client)).toMatchObject({ status: 'suspended' });
    });

    test('has secrets with their original expiry: one that expired meanwhile is not accepted', async () => {
      const { client, plaintext } = await register();
      const { issuedSecret } = await rotateSecret(services, caller, { clientId: client.clientId });
      await deleteClient(services, caller, client);
      at(4 * hour);
      await restoreClient(services, caller, client);
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('has an audit event', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      const deletedAt = open.clock.now().toISOString();
      at(hour);
      await restoreClient(services, callerOf({ id: 'bob' }), client);
      expect((await open.auditRows(client.clientId)).at(-1)).toMatchObject({
        action: 'oauth_client.restore',
        actorId: 'bob',
        occurredAt: open.clock.now(),
        changes: [{ field: 'deletedAt', before: deletedAt, after: null }],
      });
    });

    test('can be deleted and restored again, each time for 30 days', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      at(29 * day);
      await restoreClient(services, caller, client);
      await deleteClient(services, caller, client);
      at(58 * day);
      expect(await restoreClient(services, caller, client)).toMatchObject({ version: 5, deletedAt: null });
    });

    test('is restored once by concurrent calls', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      const settled = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) =>
          restoreClient(index % 2 === 0 ? services : other, caller, client),
        ),
      );
      expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(await find(client)).toMatchObject({ version: 3 });
      const events = await services.store.reads.auditTrail.count('acme', {
        clientId: client.clientId,
        action: 'oauth_client.restore',
        outcome: 'done',
      });
      expect(events).toBe(1);
    });
  });

  describe('a deleted client can be restored', () => {
    test.each([
      [0, true],
      [30 * day - 1, true],
      [30 * day, false],
      [30 * day + 1, false],
      [400 * day, false],
    ])('after %i milliseconds: %s', async (milliseconds, expected) => {
      const { client } = await register();
      const { deletedAt } = await deleteClient(services, caller, client);
      expect(restorableUntil(services, deletedAt ?? new Date(0))).toEqual(
        new Date(open.clock.start.getTime() + 30 * day),
      );
      at(milliseconds);
      if (expected) {
        expect(await restoreClient(services, caller, client)).toMatchObject({ deletedAt: null });
        return;
      }
      const before = await open.rows();
      expect(await refusalOf(restoreClient(services, caller, client))).toEqual(notFound);
      expect(await open.rows()).toEqual(before);
    });

    test('for the configured number of days', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      const short: Services = { ...services, restoreDays: 1 };
      at(day);
      expect(await refusalOf(restoreClient(short, caller, client))).toEqual(notFound);
      expect(restorableUntil(short, open.clock.start)).toEqual(open.clock.now());
      at(day - 1);
      await restoreClient(short, caller, client);
      expect(await find(client)).not.toBeNull();
    });

    test('and a restore of an active client changes nothing', async () => {
      const { client } = await register();
      const before = await open.rows();
      expect(await restoreClient(services, caller, client)).toEqual(client);
      for (const clientId of ['app-01ARZ3NDEKTSV4RRFFQ69G5FAV', '', client.id, `${client.clientId}\0`]) {
        expect(await refusalOf(restoreClient(services, caller, { clientId }))).toEqual(notFound);
      }
      expect(await open.rows()).toEqual(before);
    });

    test('and a repeated restore succeeds, for a caller whose response was lost', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      const restored = await restoreClient(services, caller, client);
      const before = await open.rows();
      expect(await restoreClient(services, caller, client)).toEqual(restored);
      expect(await open.rows()).toEqual(before);
    });

    test('but not after it was purged, even if the period was extended since', async () => {
      const { client } = await register();
      await deleteClient(services, caller, client);
      at(30 * day + 1);
      await purge(services, 'run');
      const long: Services = { ...services, restoreDays: 365 };
      expect(await refusalOf(restoreClient(long, caller, client))).toEqual(notFound);
    });
  });

  test.each([
    ['suspend', suspendClient],
    ['activate', activateClient],
    ['delete', deleteClient],
  ])("%s does not find another tenant's client", async (_, operate) => {
    const { client } = await register();
    const before = await open.rows();
    expect(await refusalOf(operate(services, rival, client))).toEqual(notFound);
    expect(await open.rows()).toEqual(before);
  });

  test("restore does not find another tenant's deleted client", async () => {
    const { client } = await register();
    await deleteClient(services, caller, client);
    expect(await refusalOf(restoreClient(services, rival, client))).toEqual(notFound);
    await restoreClient(services, caller, client);
  });

  test.each<[string, (services: Services, target: Target) => Promise<unknown>, boolean]>([
    ['suspend', (one, target) => suspendClient(one, caller, target), false],
    ['delete', (one, target) => deleteClient(one, caller, target), false],
    ['restore', (one, target) => restoreClient(one, caller, target), true],
  ])('%s succeeds with the stored version and is refused with another', async (_, operate, isDeleted) => {
    const { client } = await register();
    const { version } = isDeleted ? await deleteClient(services, caller, client) : client;
    const before = await open.rows();
    const { clientId } = client;
    for (const expectedVersion of [version - 1, version + 1]) {
      expect(await refusalOf(operate(services, { clientId, expectedVersion }))).toEqual([
        'CONFLICT',
        'expectedVersion: VERSION_CONFLICT',
      ]);
    }
    expect(await open.rows()).toEqual(before);
    await operate(services, { clientId, expectedVersion: version });
    expect((await open.clientRow(clientId)).version).toBe(version + 1);
  });

  test.each([
    ['active', 0],
    ['deleted', 1],
    ['purged', 2],
  ])('a client_id is never used again for a client that is %s', async (_, steps) => {
    const { client } = await register();
    if (steps > 0) await deleteClient(services, caller, client);
    at(31 * day);
    if (steps > 1) await purge(services, 'run');
    const before = await open.rows();
    const again = (changes: Partial<Client>): NewClient => {
      const id = services.newId();
      const auditEvent = {
        id: services.newId(),
        tenantId: 'acme',
        action: 'oauth_client.create' as const,
        outcome: 'done' as const,
        actorType: 'user' as const,
        actorTenantId: 'acme',
        actorId: 'mallory',
        clientId: client.clientId,
        requestId: 'r',
        address: '::1',
        occurredAt: open.clock.now(),
        changes: [],
        refusalCode: null,
        issueCodes: [],
        occurrences: 1,
      };
      return {
        client: { ...client, id, clientId: `app-${id}`, ...changes },
        secret: null,
        idempotencyKey: null,
        auditEvent,
      };
    };
    const insert = (row: NewClient) => services.store.createClient(row).catch((error: unknown) => error);
    for (const tenantId of ['acme', 'rival']) {
      const thrown = await insert(again({ clientId: client.clientId, tenantId }));
      expect(violates(thrown, 'oauth_clients_client_id_unique'), String(thrown)).toBe(true);
    }
    expect(violates(await insert(again({ id: client.id })), 'oauth_clients_pkey')).toBe(true);
    expect(await open.rows()).toEqual(before);
    // A valid row is accepted, so the id was the reason.
    expect(await insert(again({}))).toBeUndefined();
  });
});
