import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestSecret } from '../../../src/credentials/client-secret.ts';
import type { Client, RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { activateClient } from '../../../src/operations/client/activate-client.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { restoreClient } from '../../../src/operations/client/restore-client.ts';
import { suspendClient } from '../../../src/operations/client/suspend-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { deactivateSecret } from '../../../src/operations/secret/deactivate-secret.ts';
import { deleteSecret } from '../../../src/operations/secret/delete-secret.ts';
import { rotateSecret } from '../../../src/operations/secret/rotate-secret.ts';
import { oauthClientSecrets, oauthClients } from '../../../src/store/table.ts';
import { ecKey, jwksOf } from '../../domain/key/key-maker.ts';
import { databases } from '../../harness/gateway.ts';
import { callerOf, day, hour, openServices, type TestServices } from '../../harness/services.ts';

const caller = callerOf();
const noon = new Date('2026-01-31T12:00:00.000Z');
const today = new Date('2026-01-31T00:00:00.000Z');
const tomorrow = new Date('2026-02-01T00:00:00.000Z');

describe.each(databases)('authenticateClient on %s', (kind) => {
  let open: TestServices;
  beforeAll(async () => {
    open = await openServices(kind, { now: noon });
  });
  beforeEach(() => open.clock.set(noon));
  afterAll(() => open.close());

  const register = async (input: Partial<RegistrationInput> = {}, who = caller) => {
    const { client, issuedSecret } = await open.register(input, who);
    const [secret] = await open.secretRows(client.id);
    if (issuedSecret === null || secret === undefined) throw new Error('The client has no secret.');
    return { client, plaintext: issuedSecret.plaintext, secretId: secret.id };
  };
  const authenticate = ({ clientId }: Pick<Client, 'clientId'>, given: string) =>
    authenticateClient(open.services, clientId, given);
  const verifies = async (client: Client, given: string) => (await authenticate(client, given)) !== undefined;
  const useOf = async ({ id, clientId }: Client) => ({
    client: (await open.clientRow(clientId)).lastUsedAt,
    secrets: (await open.secretRows(id)).map(({ lastUsedAt }) => lastUsedAt),
  });
  const at = (milliseconds: number) => open.clock.set(new Date(noon.getTime() + milliseconds));

  describe('a client with the right secret', () => {
    test.each([['acme'], ['rival']])('is returned, of tenant %s as of any other', async (tenantId) => {
      const { client, plaintext } = await register({}, callerOf({ tenantId }));
      expect(await authenticate(client, plaintext)).toEqual(client);
    });

    test.each([['client_secret_basic'], ['client_secret_post']] as const)(
      'is returned with the method %s',
      async (method) => {
        const { client, plaintext } = await register({ clientAuthMethods: [method] });
        expect(await authenticate(client, plaintext)).toEqual(client);
      },
    );

    test('is returned for every one of many concurrent calls', async () => {
      const { client, plaintext } = await register();
      const answers = await Promise.all(Array.from({ length: 30 }, () => authenticate(client, plaintext)));
      for (const answer of answers) expect(answer?.id).toBe(client.id);
    });
  });

  describe('a secret of a client', () => {
    test('is valid until exactly its expiry', async () => {
      const { client } = await register();
      const expiresAt = new Date(noon.getTime() + hour).toISOString();
      const { issuedSecret } = await addSecret(open.services, caller, {
        clientId: client.clientId,
        expiresAt,
      });
      at(hour - 1);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
      at(hour);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(false);
      at(hour + 1);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(false);
    });

    test('that was rotated is valid until exactly the end of its grace period', async () => {
      const { client, plaintext } = await register();
      await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 90 });
      at(89_999);
      expect(await verifies(client, plaintext)).toBe(true);
      at(90_000);
      expect(await verifies(client, plaintext)).toBe(false);
    });

    test('that was deactivated or deleted is invalid, and the other secret is valid', async () => {
      const { client, plaintext, secretId } = await register();
      const second = await addSecret(open.services, caller, { clientId: client.clientId });
      await deactivateSecret(open.services, caller, { clientId: client.clientId, secretId });
      expect(await verifies(client, plaintext)).toBe(false);
      const third = await addSecret(open.services, caller, { clientId: client.clientId });
      const { clientId } = client;
      await deleteSecret(open.services, caller, { clientId, secretId: second.secret.id });
      expect(await verifies(client, second.issuedSecret.plaintext)).toBe(false);
      expect(await verifies(client, third.issuedSecret.plaintext)).toBe(true);
    });

    test('of another client is invalid', async () => {
      const [one, other] = [await register(), await register()];
      expect(await verifies(one.client, other.plaintext)).toBe(false);
    });

    test.each<[string, (plaintext: string) => string]>([
      ['that is empty', () => ''],
      ['that is wrong', () => `secret_${'A'.repeat(43)}`],
      ['followed by a line break', (plaintext) => `${plaintext}\n`],
      ['that contains NUL', (plaintext) => `${plaintext}\0`],
      ['without its last character', (plaintext) => plaintext.slice(0, -1)],
      ['in other letter case', (plaintext) => plaintext.toUpperCase()],
      ['that is the stored digest', digestSecret],
      ['that contains SQL', () => "' or 1=1 --"],
      ['of a million characters', () => 'x'.repeat(1_000_000)],
    ])('%s is invalid and causes no write', async (_, change) => {
      const { client, plaintext } = await register();
      const before = await open.rows();
      expect(await authenticate(client, change(plaintext))).toBeUndefined();
      expect(await open.rows()).toEqual(before);
    });
  });

  describe('no client is returned, and nothing is written,', () => {
    test.each([
      ['that is unknown', 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      ['that is empty', ''],
      ['that contains NUL', 'app-01ARZ3NDEKTSV4RRFFQ69G5FA\0'],
      ['that contains SQL', "' or 1=1 --"],
      ['of a million characters', 'x'.repeat(1_000_000)],
    ])('for a client_id %s', async (_, clientId) => {
      const { plaintext } = await register();
      const before = await open.rows();
      expect(await authenticate({ clientId }, plaintext)).toBeUndefined();
      expect(await open.rows()).toEqual(before);
    });

    test('for the internal id instead of the client_id', async () => {
      const { client, plaintext } = await register();
      expect(await authenticate({ clientId: client.id }, plaintext)).toBeUndefined();
    });

    test('for a suspended client, until it is activated', async () => {
      const { client, plaintext } = await register();
      await suspendClient(open.services, caller, client);
      const before = await open.rows();
      expect(await authenticate(client, plaintext)).toBeUndefined();
      expect(await open.rows()).toEqual(before);
      await activateClient(open.services, caller, client);
      expect(await verifies(client, plaintext)).toBe(true);
    });

    test('for a deleted client, until it is restored', async () => {
      const { client, plaintext } = await register();
      await deleteClient(open.services, caller, client);
      const before = await open.rows();
      expect(await authenticate(client, plaintext)).toBeUndefined();
      expect(await open.rows()).toEqual(before);
      await restoreClient(open.services, caller, client);
      expect(await verifies(client, plaintext)).toBe(true);
    });

    test('for a client that was suspended, deleted and restored, because it is suspended', async () => {
      const { client, plaintext } = await register();
      await suspendClient(open.services, caller, client);
      await deleteClient(open.services, caller, client);
      await restoreClient(open.services, caller, client);
      expect(await authenticate(client, plaintext)).toBeUndefined();
    });

    test('for a client that no longer uses secrets, even if a secret is active', async () => {
      const { client, plaintext, secretId } = await register({ jwks: jwksOf(ecKey().publicJwk) });
      await updateClient(open.services, caller, {
        clientId: client.clientId,
        clientAuthMethods: ['private_key_jwt'],
      });
      expect(await authenticate(client, plaintext)).toBeUndefined();
      await open.database
        .update(oauthClientSecrets)
        .set({ status: 'active' })
        .where(eq(oauthClientSecrets.id, secretId));
      expect(await authenticate(client, plaintext)).toBeUndefined();
    });

    test('for a public client, with any secret', async () => {
      const { client } = await open.register({ isConfidential: false });
      for (const given of ['', 'secret']) expect(await authenticate(client, given)).toBeUndefined();
    });
  });

  describe('the date of the last use', () => {
    test('is stored in UTC for the client and the used secret only', async () => {
      const { client, plaintext } = await register();
      const { issuedSecret } = await addSecret(open.services, caller, { clientId: client.clientId });
      expect(await useOf(client)).toEqual({ client: null, secrets: [null, null] });
      await authenticate(client, plaintext);
      expect(await useOf(client)).toEqual({ client: today, secrets: [today, null] });
      at(day);
      await authenticate(client, issuedSecret.plaintext);
      expect(await useOf(client)).toEqual({ client: tomorrow, secrets: [today, tomorrow] });
    });

    test.each([
      ['2026-01-31T00:00:00.000Z', '2026-01-31T00:00:00.000Z'],
      ['2026-01-31T23:59:59.999Z', '2026-01-31T00:00:00.000Z'],
      ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
      ['2028-02-29T23:59:59.999Z', '2028-02-29T00:00:00.000Z'],
    ])('of %s is %s', async (instant, expected) => {
      const { client, plaintext } = await register();
      open.clock.set(new Date(instant));
      await authenticate(client, plaintext);
      const used = new Date(expected);
      expect(await useOf(client)).toEqual({ client: used, secrets: [used] });
    });

    test('is written once a day', async () => {
      const { client, plaintext } = await register();
      open.clock.set(today);
      await authenticate(client, plaintext);
      const before = await open.writers(client.id);
      for (const milliseconds of [0, 1, hour, day - 1]) {
        open.clock.set(new Date(today.getTime() + milliseconds));
        expect(await verifies(client, plaintext)).toBe(true);
      }
      expect(await open.writers(client.id)).toEqual(before);
      open.clock.set(tomorrow);
      await authenticate(client, plaintext);
      const after = await open.writers(client.id);
      expect(after.client).not.toEqual(before.client);
      expect(after.secrets).not.toEqual(before.secrets);
    });

    test('is written once more if a second secret is used that day', async () => {
      const { client, plaintext } = await register();
      const { issuedSecret } = await addSecret(open.services, caller, { clientId: client.clientId });
      await authenticate(client, plaintext);
      const before = await open.writers(client.id);
      await authenticate(client, issuedSecret.plaintext);
      const after = await open.writers(client.id);
      expect(after.client).toEqual(before.client);
      expect(after.secrets[0]).toEqual(before.secrets[0]);
      expect(after.secrets[1]).not.toEqual(before.secrets[1]);
    });

    test('is written once a day for any number of concurrent calls', async () => {
      const { client, secretId } = await register();
      const { record } = open.services.store.secretUse;
      const use = { id: client.id, secretId };
      await Promise.all(Array.from({ length: 5 }, () => record(use, today)));
      const before = await open.writers(client.id);
      await record(use, today);
      await record(use, new Date(today.getTime() - day));
      expect(await open.writers(client.id)).toEqual(before);
      await record(use, tomorrow);
      expect(await useOf(client)).toEqual({ client: tomorrow, secrets: [tomorrow] });
    });

    test('does not go back with the clock', async () => {
      const { client, plaintext } = await register();
      await authenticate(client, plaintext);
      const before = await open.writers(client.id);
      at(-3 * day);
      expect(await verifies(client, plaintext)).toBe(true);
      expect(await useOf(client)).toEqual({ client: today, secrets: [today] });
      expect(await open.writers(client.id)).toEqual(before);
    });

    test('does not change the version, updatedAt or audit log of the client', async () => {
      const { client, plaintext, secretId } = await register();
      at(day);
      await authenticate(client, plaintext);
      const row = await open.clientRow(client.clientId);
      expect(row).toMatchObject({ version: 1, updatedAt: noon, lastUsedAt: tomorrow });
      const [secret] = await open.secretRows(client.id);
      expect(secret).toMatchObject({ id: secretId, updatedAt: noon, lastUsedAt: tomorrow });
      expect(await open.auditRows(client.clientId)).toHaveLength(1);
    });

    test('is kept by every change of the client and its secrets', async () => {
      const { client, plaintext } = await register();
      await authenticate(client, plaintext);
      await updateClient(open.services, caller, { clientId: client.clientId, name: 'Another name' });
      await rotateSecret(open.services, caller, { clientId: client.clientId });
      await suspendClient(open.services, caller, client);
      await deleteClient(open.services, caller, client);
      await restoreClient(open.services, caller, client);
      expect(await useOf(client)).toEqual({ client: today, secrets: [today, null] });
    });

    test('and a concurrent change of the client are both stored', async () => {
      const { client, plaintext } = await register();
      await Promise.all([
        ...Array.from({ length: 5 }, () => authenticate(client, plaintext)),
        ...Array.from({ length: 5 }, (_, index) =>
          updateClient(open.services, caller, {
            clientId: client.clientId,
            addRedirectUris: [`https://app.example.com/${index}`],
          }),
        ),
      ]);
      const [row] = await open.database.select().from(oauthClients).where(eq(oauthClients.id, client.id));
      expect(row?.lastUsedAt).toEqual(today);
      expect(row?.redirectUris).toHaveLength(6);
      expect(row?.version).toBe(6);
    });
  });
});
