import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestSecret } from '../../../src/credentials/client-secret.ts';
import type { Client } from '../../../src/domain/client/client-metadata.ts';
import { isActive } from '../../../src/domain/client/client-secret.ts';
import { issue } from '../../../src/domain/error/issue.ts';
import type { SecretInput } from '../../../src/domain/rule/secret.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { deactivateSecret } from '../../../src/operations/secret/deactivate-secret.ts';
import { deleteSecret } from '../../../src/operations/secret/delete-secret.ts';
import { findSecret, listSecretsOfClients } from '../../../src/operations/secret/find-secret.ts';
import { rotateSecret } from '../../../src/operations/secret/rotate-secret.ts';
import type { Services } from '../../../src/operations/services.ts';
import type { Target } from '../../../src/operations/step/change-client.ts';
import { oauthClientSecrets, oauthClients } from '../../../src/store/table.ts';
import { ecKey, jwksOf } from '../../domain/key/key-maker.ts';
import { databases } from '../../harness/gateway.ts';
import { callerOf, day, hour, openServices, refusalOf, type TestServices } from '../../harness/services.ts';

const caller = callerOf();
const ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe.each(databases)('secrets on %s', (kind) => {
  let open: TestServices;
  let other: Services;
  beforeAll(async () => {
    open = await openServices(kind);
    other = await open.another();
  });
  beforeEach(() => open.clock.set(open.clock.start));
  afterAll(() => open.close());

  const add = (target: Target, input: SecretInput = {}, services = open.services) =>
    addSecret(services, caller, { ...target, ...input });
  const rotate = (target: Target, input: SecretInput = {}, services = open.services) =>
    rotateSecret(services, caller, { ...target, ...input });
  const deactivate = (target: Target, secretId: string, services = open.services) =>
    deactivateSecret(services, caller, { ...target, secretId });
  const remove = (target: Target, secretId: string, services = open.services) =>
    deleteSecret(services, caller, { ...target, secretId });

  /** A client with one secret, and that secret. */
  const register = async (input = {}) => {
    const { client, issuedSecret } = await open.register(input);
    const [secret] = await open.secretRows(client.id);
    if (issuedSecret === null || secret === undefined) throw new Error('The client has no secret.');
    return { client, plaintext: issuedSecret.plaintext, secretId: secret.id };
  };
  const verifies = async ({ clientId }: Client, plaintext: string) =>
    (await authenticateClient(open.services, clientId, plaintext)) !== undefined;
  const statusesOf = async ({ id }: Client) => (await open.secretRows(id)).map(({ status }) => status);
  const activeRows = async ({ id }: Client) =>
    (await open.secretRows(id)).filter((secret) => isActive(secret, open.clock.now()));
  const secretRow = async ({ id }: Client, secretId: string) =>
    (await open.secretRows(id)).find((secret) => secret.id === secretId);
  /** Sets the clock to this many milliseconds after its start. */
  const at = (milliseconds: number) => open.clock.set(new Date(open.clock.start.getTime() + milliseconds));
  const instant = (milliseconds: number) => new Date(open.clock.start.getTime() + milliseconds);

  describe('an added secret', () => {
    test('is valid beside the first secret', async () => {
      const { client, plaintext } = await register();
      const { issuedSecret } = await add(client);
      expect(issuedSecret.plaintext).toMatch(/^secret_[\w-]{43}$/);
      expect(issuedSecret.plaintext).not.toBe(plaintext);
      expect(await verifies(client, plaintext)).toBe(true);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('has its description and expiry, and only its digest is stored', async () => {
      const { client } = await register();
      at(hour);
      const input = { description: 'Für CI 😀', expiresAt: '2026-02-28T10:00:00.5+02:00' };
      const { secret, issuedSecret } = await add(client, input);
      const expiresAt = new Date('2026-02-28T08:00:00.500Z');
      const { plaintext, lastFour } = issuedSecret;
      const shown = {
        id: secret.id,
        description: 'Für CI 😀',
        status: 'active',
        lastFour,
        createdAt: instant(hour),
        updatedAt: instant(hour),
        expiresAt,
        lastUsedAt: null,
      };
      expect(issuedSecret).toEqual({ plaintext, lastFour: plaintext.slice(-4), expiresAt });
      expect(secret).toMatchObject(shown);
      const hidden = { oauthClientId: client.id, digest: digestSecret(plaintext), encrypted: null };
      expect(await secretRow(client, secret.id)).toEqual({ ...shown, ...hidden });
      expect(await findSecret(open.services, caller, secret.id)).toEqual(shown);
      expect((await listSecretsOfClients(open.services, caller, [client.id]))[0]?.[1]).toEqual(shown);
    });

    test('is valid until exactly its expiry', async () => {
      const { client } = await register();
      const { issuedSecret } = await add(client, { expiresAt: instant(hour).toISOString() });
      at(hour - 1);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
      at(hour);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(false);
    });

    test('may expire in the last year of RFC 3339, in every time zone', async () => {
      const { client } = await register();
      const { secret } = await add(client, { expiresAt: '9999-12-31T23:59:59.999Z' });
      expect((await secretRow(client, secret.id))?.expiresAt?.toISOString()).toBe('9999-12-31T23:59:59.999Z');
      // An hour later the year in UTC is 10000, which databases cannot store.
      expect(await refusalOf(rotate(client, { expiresAt: '9999-12-31T23:59:59-01:00' }))).toEqual([
        'INVALID_ARGUMENT',
        'expiresAt: EXPIRES_AT_FORM',
      ]);
    });

    test('is refused if two secrets are active, and nothing is written', async () => {
      const { client } = await register();
      await add(client);
      const before = await open.rows();
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_LIMIT']);
      expect(await open.rows()).toEqual(before);
    });

    test('is accepted from the exact expiry of another secret on', async () => {
      const { client } = await register();
      await add(client, { expiresAt: instant(hour).toISOString() });
      at(hour - 1);
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_LIMIT']);
      at(hour);
      const { issuedSecret } = await add(client);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('is accepted while a rotated secret is valid in its grace period', async () => {
      const { client, plaintext } = await register();
      await rotate(client);
      await add(client);
      expect(await statusesOf(client)).toEqual(['retired', 'active', 'active']);
      expect(await verifies(client, plaintext)).toBe(true);
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_LIMIT']);
    });

    test('is accepted after another secret was deactivated', async () => {
      const { client, secretId } = await register();
      await add(client);
      await deactivate(client, secretId);
      await add(client);
      expect(await statusesOf(client)).toEqual(['inactive', 'active', 'active']);
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_LIMIT']);
    });

    test.each([2, 8])(
      'is created for exactly one of %i concurrent callers if one more is allowed',
      async (many) => {
        for (let round = 0; round < 4; round++) {
          const { client } = await register();
          const attempts = Array.from({ length: many }, (_, index) =>
            add(client, {}, index % 2 === 0 ? open.services : other),
          );
          const settled = await Promise.allSettled(attempts);
          const lost = settled.filter(({ status }) => status === 'rejected');
          expect(lost).toHaveLength(many - 1);
          for (const [index, { status }] of settled.entries()) {
            if (status === 'rejected')
              expect(await refusalOf(attempts[index] as Promise<unknown>)).toEqual([
                'CONFLICT',
                'clientId: SECRET_LIMIT',
              ]);
          }
          expect(await statusesOf(client)).toEqual(['active', 'active']);
          expect((await open.clientRow(client.clientId)).version).toBe(2);
          expect(await open.auditRows(client.clientId)).toHaveLength(2);
        }
      },
    );

    test.each([
      ['is public', { isConfidential: false }],
      ['signs with a key', { clientAuthMethods: ['private_key_jwt'], jwks: jwksOf(ecKey().publicJwk) }],
    ])('is refused for a client that %s, and so is a rotation', async (_, input) => {
      const { client } = await open.register(input as object);
      const before = await open.rows();
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_NOT_USED']);
      expect(await refusalOf(rotate(client))).toEqual(['CONFLICT', 'clientId: SECRET_NOT_USED']);
      expect(await open.rows()).toEqual(before);
    });

    test.each([
      ['added', add],
      ['made by a rotation', rotate],
    ])(
      'is refused with every problem of the input at once if it is %s, and nothing is written',
      async (_, make) => {
        const { client } = await register();
        const before = await open.rows();
        const input = {
          description: 'x'.repeat(256),
          expiresAt: instant(0).toISOString(),
          graceSeconds: 2_592_001,
        };
        expect(await refusalOf(make(client, input))).toEqual([
          'INVALID_ARGUMENT',
          'description: SECRET_DESCRIPTION',
          'expiresAt: EXPIRES_AT_PAST',
          'graceSeconds: GRACE_SECONDS',
        ]);
        expect(await open.rows()).toEqual(before);
      },
    );

    test('is refused with unreadable values and the issues of the rules together', async () => {
      const { client } = await register();
      const unreadable = [issue('REQUIRED', 'description')];
      const attempt = addSecret(
        open.services,
        caller,
        { clientId: client.clientId, expiresAt: 'tomorrow' },
        unreadable,
      );
      expect(await refusalOf(attempt)).toEqual([
        'INVALID_ARGUMENT',
        'description: REQUIRED',
        'expiresAt: EXPIRES_AT_FORM',
      ]);
    });

    test('is encrypted if client_secret_jwt requires it, and decrypts to the returned value', async () => {
      const { client } = await register({ clientAuthMethods: ['client_secret_jwt'] });
      const added = await add(client);
      const rotated = await rotate(client);
      for (const { secret, issuedSecret } of [added, rotated]) {
        const { encrypted } = (await secretRow(client, secret.id)) ?? {};
        expect(encrypted).not.toContain(issuedSecret.plaintext);
        expect(await open.decrypt(encrypted ?? '')).toBe(issuedSecret.plaintext);
      }
    });

    test.each([
      ['added', addSecret],
      ['made by a rotation', rotateSecret],
    ])(
      'that is %s for client_secret_jwt on a server without its key is refused, without an internal error',
      async (_, make) => {
        const { client } = await register({ clientAuthMethods: ['client_secret_jwt'] });
        const before = await open.rows();
        const keyless: Services = {
          ...open.services,
          policy: { ...open.services.policy, recoverableSecrets: false },
          encryptSecret: () => {
            throw new Error('There is no key to seal a secret with.');
          },
        };
        expect(await refusalOf(make(keyless, caller, { clientId: client.clientId }))).toEqual([
          'CONFLICT',
          'clientId: AUTH_METHOD_SECRET_DIGEST_ONLY',
        ]);
        expect(await open.rows()).toEqual(before);
      },
    );
  });

  describe('a rotation', () => {
    test('keeps the old secrets valid for exactly 4 hours', async () => {
      const { client, plaintext, secretId } = await register();
      const second = await add(client);
      const { issuedSecret } = await rotate(client);
      for (const id of [secretId, second.secret.id]) {
        expect(await secretRow(client, id)).toMatchObject({
          status: 'retired',
          expiresAt: instant(4 * hour),
          updatedAt: instant(0),
        });
      }
      at(4 * hour - 1);
      expect(await verifies(client, plaintext)).toBe(true);
      expect(await verifies(client, second.issuedSecret.plaintext)).toBe(true);
      at(4 * hour);
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, second.issuedSecret.plaintext)).toBe(false);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('with a grace period of 0 revokes the old secrets at once', async () => {
      const { client, plaintext } = await register();
      const { issuedSecret } = await rotate(client, { graceSeconds: 0 });
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('accepts a grace period of up to 30 days', async () => {
      const { client, plaintext } = await register();
      await rotate(client, { graceSeconds: 2_592_000 });
      at(30 * day - 1);
      expect(await verifies(client, plaintext)).toBe(true);
      at(30 * day);
      expect(await verifies(client, plaintext)).toBe(false);
    });

    test.each([-1, 2_592_001])('refuses a grace period of %i seconds', async (graceSeconds) => {
      const { client } = await register();
      expect(await refusalOf(rotate(client, { graceSeconds }))).toEqual([
        'INVALID_ARGUMENT',
        'graceSeconds: GRACE_SECONDS',
      ]);
    });

    test('keeps an earlier expiry and shortens a later one', async () => {
      const { client } = await register();
      await rotate(client, { graceSeconds: 0 });
      const sooner = await add(client, { expiresAt: instant(hour).toISOString() });
      at(1);
      await rotate(client);
      const later = await add(client, { expiresAt: instant(20 * day).toISOString() });
      await rotate(client);
      const [soon, late] = [
        await secretRow(client, sooner.secret.id),
        await secretRow(client, later.secret.id),
      ];
      expect(soon).toMatchObject({ status: 'retired', expiresAt: instant(hour) });
      expect(late).toMatchObject({ status: 'retired', expiresAt: instant(4 * hour + 1) });
      at(hour);
      expect(await verifies(client, sooner.issuedSecret.plaintext)).toBe(false);
      expect(await verifies(client, later.issuedSecret.plaintext)).toBe(true);
    });

    test('does not extend the grace period of an earlier rotation', async () => {
      const { client, secretId, plaintext } = await register();
      const first = await rotate(client);
      at(hour);
      await rotate(client, { graceSeconds: 2_592_000 });
      expect((await secretRow(client, secretId))?.expiresAt).toEqual(instant(4 * hour));
      expect((await secretRow(client, first.secret.id))?.expiresAt).toEqual(instant(hour + 30 * day));
      at(4 * hour);
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, first.issuedSecret.plaintext)).toBe(true);
    });

    test('shortens the grace period of an earlier rotation if its own is shorter', async () => {
      const { client, plaintext } = await register();
      const first = await rotate(client, { graceSeconds: 2_592_000 });
      at(hour);
      await rotate(client, { graceSeconds: 0 });
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, first.issuedSecret.plaintext)).toBe(false);
    });

    test('does not make an expired secret valid', async () => {
      const { client, secretId, plaintext } = await register();
      await add(client);
      await deactivate(client, secretId);
      const expiring = await rotate(client, { graceSeconds: 0, expiresAt: instant(hour).toISOString() });
      at(hour);
      const before = await open.secretRows(client.id);
      await rotate(client, { graceSeconds: 2_592_000 });
      const [inactive, , expired] = await open.secretRows(client.id);
      expect(inactive).toEqual(before[0]);
      expect(expired).toEqual(before[2]);
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, expiring.issuedSecret.plaintext)).toBe(false);
    });

    test('is refused if the new secret would not outlast the old ones', async () => {
      const { client } = await register();
      const before = await open.rows();
      for (const end of [1, hour, 4 * hour]) {
        expect(await refusalOf(rotate(client, { expiresAt: instant(end).toISOString() }))).toEqual([
          'INVALID_ARGUMENT',
          'expiresAt: EXPIRES_AT_GRACE',
        ]);
      }
      expect(await open.rows()).toEqual(before);
      await rotate(client, { expiresAt: instant(4 * hour + 1).toISOString() });
      await rotate(client, { expiresAt: instant(1).toISOString(), graceSeconds: 0 });
    });

    test('gives the new secret the requested description and expiry', async () => {
      const { client } = await register();
      const expiresAt = instant(day).toISOString();
      const { secret, issuedSecret } = await rotate(client, { description: 'spring', expiresAt });
      expect(issuedSecret.expiresAt).toEqual(instant(day));
      expect(await secretRow(client, secret.id)).toMatchObject({
        description: 'spring',
        expiresAt: instant(day),
      });
      at(day);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(false);
    });

    test('keeps at most 20 secrets, the newest, and no rotation drops an active one', async () => {
      const { client } = await register();
      const made: string[] = [];
      for (let round = 0; round < 30; round++) {
        open.clock.advance(1);
        const rotated = await rotate(client, { graceSeconds: 0 });
        const added = await add(client);
        made.push(rotated.secret.id, added.secret.id);
        const rows = await open.secretRows(client.id);
        expect(rows.length).toBeLessThanOrEqual(20);
        expect((await activeRows(client)).map(({ id }) => id)).toEqual([rotated.secret.id, added.secret.id]);
      }
      expect((await open.secretRows(client.id)).map(({ id }) => id)).toEqual(made.slice(-20));
    });

    test('is refused if it would drop a valid secret', async () => {
      const { client, plaintext } = await register();
      const shown = [plaintext];
      for (let round = 0; round < 19; round++) {
        open.clock.advance(1);
        shown.push((await rotate(client)).issuedSecret.plaintext);
      }
      const before = await open.rows();
      expect(await refusalOf(rotate(client))).toEqual(['CONFLICT', 'clientId: SECRET_TOO_MANY']);
      expect(await refusalOf(add(client))).toEqual(['CONFLICT', 'clientId: SECRET_TOO_MANY']);
      expect(await open.rows()).toEqual(before);
      for (const text of shown) expect(await verifies(client, text)).toBe(true);
      // The grace period of the first secret began with the first rotation.
      at(4 * hour);
      expect(await refusalOf(rotate(client))).toEqual(['CONFLICT', 'clientId: SECRET_TOO_MANY']);
      at(4 * hour + 1);
      await rotate(client);
      expect(await open.secretRows(client.id)).toHaveLength(20);
      expect(await verifies(client, plaintext)).toBe(false);
    });

    test('with a grace period of 0 is accepted if 20 secrets are valid', async () => {
      const { client } = await register();
      for (let round = 0; round < 19; round++) await rotate(client);
      const { issuedSecret } = await rotate(client, { graceSeconds: 0 });
      expect(await open.secretRows(client.id)).toHaveLength(20);
      expect(await activeRows(client)).toHaveLength(1);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
    });

    test('keeps an old active secret and drops younger inactive ones beyond 20', async () => {
      const { client, secretId, plaintext } = await register();
      const made: string[] = [];
      for (let round = 0; round < 25; round++) {
        const { secret } = await add(client);
        await deactivate(client, secret.id);
        made.push(secret.id);
      }
      expect((await open.secretRows(client.id)).map(({ id }) => id)).toEqual([secretId, ...made.slice(-19)]);
      expect(await verifies(client, plaintext)).toBe(true);
    });

    test('that runs concurrently leaves one active secret, and no new secret is lost', async () => {
      const { client, plaintext } = await register();
      const rotated = await Promise.all(
        Array.from({ length: 12 }, (_, index) => rotate(client, {}, index % 2 === 0 ? open.services : other)),
      );
      const [active, ...further] = await activeRows(client);
      expect(further).toEqual([]);
      expect(rotated.map(({ secret }) => secret.id)).toContain(active?.id);
      expect(await open.secretRows(client.id)).toHaveLength(13);
      // Every caller received a secret that is valid, at least for its grace period.
      for (const { issuedSecret } of rotated) {
        expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
      }
      expect(await verifies(client, plaintext)).toBe(true);
      expect(rotated.map(({ client: { version } }) => version).sort((one, two) => one - two)).toEqual(
        Array.from({ length: 12 }, (_, index) => index + 2),
      );
      expect(await open.auditRows(client.clientId)).toHaveLength(13);
    });

    test('has an audit event with each old secret and the new one', async () => {
      const { client, secretId } = await register();
      const [old] = await open.secretRows(client.id);
      const { secret, issuedSecret } = await rotate(client, { description: 'new' });
      const row = (await open.auditRows(client.clientId)).at(-1);
      const end = instant(4 * hour).toISOString();
      expect(row).toMatchObject({
        action: 'oauth_client_secret.rotate',
        outcome: 'done',
        actorType: 'user',
        actorId: 'alice',
        tenantId: 'acme',
        requestId: caller.requestId,
        address: caller.address,
        occurredAt: instant(0),
      });
      expect(row?.changes).toEqual([
        { field: `secrets.${secretId}.status`, before: 'active', after: 'retired' },
        { field: `secrets.${secretId}.expiresAt`, before: null, after: end },
        { field: `secrets.${secret.id}.status`, before: null, after: 'active' },
        { field: `secrets.${secret.id}.description`, before: null, after: 'new' },
        { field: `secrets.${secret.id}.lastFour`, before: null, after: issuedSecret.lastFour },
      ]);
      const told = JSON.stringify(row);
      for (const hidden of [
        issuedSecret.plaintext,
        digestSecret(issuedSecret.plaintext),
        old?.digest ?? '',
      ]) {
        expect(told).not.toContain(hidden);
      }
    });
  });

  describe('deactivating a secret', () => {
    test('revokes it at once for good, and does not change the other', async () => {
      const { client, plaintext, secretId } = await register();
      const { issuedSecret } = await add(client);
      at(hour);
      const changed = await deactivate(client, secretId);
      expect(changed.secret).toMatchObject({ id: secretId, status: 'inactive', updatedAt: instant(hour) });
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
      await rotate(client);
      expect(await verifies(client, plaintext)).toBe(false);
    });

    test('is refused for the last active secret if the client needs one, and nothing is written', async () => {
      const { client, plaintext, secretId } = await register();
      const before = await open.rows();
      expect(await refusalOf(deactivate(client, secretId))).toEqual([
        'INVALID_ARGUMENT',
        'secretId: SECRET_LAST_ACTIVE',
      ]);
      expect(await open.rows()).toEqual(before);
      expect(await verifies(client, plaintext)).toBe(true);
    });

    test.each([
      ['expired', (target: Client) => add(target, { expiresAt: instant(1).toISOString() })],
      ['was deactivated', async (target: Client) => deactivate(target, (await add(target)).secret.id)],
    ])('is refused if the only other secret %s', async (_, spoil) => {
      const { client, secretId } = await register();
      await spoil(client);
      at(1);
      expect(await refusalOf(deactivate(client, secretId))).toEqual([
        'INVALID_ARGUMENT',
        'secretId: SECRET_LAST_ACTIVE',
      ]);
    });

    test('is refused if the only other secret is in its grace period', async () => {
      const { client } = await register();
      const { secret } = await rotate(client);
      expect(await refusalOf(deactivate(client, secret.id))).toEqual([
        'INVALID_ARGUMENT',
        'secretId: SECRET_LAST_ACTIVE',
      ]);
    });

    test('is refused if the method of the client cannot use the remaining secrets', async () => {
      const { client } = await register();
      const updated = await updateClient(open.services, caller, {
        clientId: client.clientId,
        clientAuthMethods: ['client_secret_jwt'],
      });
      expect(updated.issuedSecret).not.toBeNull();
      // The first secret was never encrypted, so no server can check an HMAC with it.
      const encrypted = (await open.secretRows(client.id)).find((secret) => secret.encrypted !== null);
      for (const end of [deactivate, remove]) {
        expect(await refusalOf(end(client, encrypted?.id ?? ''))).toEqual([
          'INVALID_ARGUMENT',
          'secretId: SECRET_LAST_ACTIVE',
        ]);
      }
    });

    test.each([
      ['ends later', hour, day, true],
      ['ends at the same moment', day, day, true],
      ['ends sooner', day, day - 1, false],
      ['has an expiry and the deactivated one has none', null, day, false],
      ['has no expiry and the deactivated one has', day, null, true],
    ])(
      'depends on whether the other secret lasts as long: the other %s',
      async (_, end, otherEnd, isAllowed) => {
        const { client, secretId } = await register();
        const { secret } = await add(client);
        for (const [id, milliseconds] of [
          [secretId, end],
          [secret.id, otherEnd],
        ] as const) {
          const expiresAt = milliseconds === null ? null : instant(milliseconds);
          await open.database
            .update(oauthClientSecrets)
            .set({ expiresAt })
            .where(eq(oauthClientSecrets.id, id));
        }
        if (isAllowed) {
          expect(await deactivate(client, secretId)).toMatchObject({ secret: { status: 'inactive' } });
          return;
        }
        for (const operate of [deactivate, remove]) {
          expect(await refusalOf(operate(client, secretId))).toEqual([
            'INVALID_ARGUMENT',
            'secretId: SECRET_LAST_ACTIVE',
          ]);
        }
      },
    );

    test('is allowed for the last active secret if the client needs none', async () => {
      const { client, secretId } = await register({ jwks: jwksOf(ecKey().publicJwk) });
      await open.database
        .update(oauthClients)
        .set({ clientAuthMethods: ['private_key_jwt'] })
        .where(eq(oauthClients.id, client.id));
      await deactivate(client, secretId);
      expect(await statusesOf(client)).toEqual(['inactive']);
    });

    test('ends the grace period of a rotated secret, even if no other secret is active', async () => {
      const { client, plaintext, secretId } = await register();
      await rotate(client);
      await deactivate(client, secretId);
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await statusesOf(client)).toEqual(['inactive', 'active']);
    });

    test('changes nothing the second time: no version, no write and no audit event', async () => {
      const { client, secretId } = await register();
      await add(client);
      const first = await deactivate(client, secretId);
      const [before, writers] = [await open.rows(), await open.writers(client.id)];
      at(hour);
      const second = await deactivate(client, secretId);
      expect(second).toEqual(first);
      expect(await open.rows()).toEqual(before);
      expect(await open.writers(client.id)).toEqual(writers);
    });

    test('is done for one of both active secrets by two concurrent callers', async () => {
      for (let round = 0; round < 4; round++) {
        const { client, secretId } = await register();
        const { secret } = await add(client);
        const settled = await Promise.allSettled([
          deactivate(client, secretId),
          deactivate(client, secret.id, other),
        ]);
        expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await activeRows(client)).toHaveLength(1);
      }
    });
  });

  describe('deleting a secret', () => {
    test('removes it and adds an audit event', async () => {
      const { client, plaintext, secretId } = await register();
      const [{ lastFour } = { lastFour: '' }] = await open.secretRows(client.id);
      const { issuedSecret } = await add(client);
      await remove(client, secretId);
      expect(await secretRow(client, secretId)).toBeUndefined();
      expect(await findSecret(open.services, caller, secretId)).toBeNull();
      expect(await verifies(client, plaintext)).toBe(false);
      expect(await verifies(client, issuedSecret.plaintext)).toBe(true);
      expect((await open.auditRows(client.clientId)).at(-1)).toMatchObject({
        action: 'oauth_client_secret.delete',
        changes: [
          { field: `secrets.${secretId}.status`, before: 'active', after: null },
          { field: `secrets.${secretId}.lastFour`, before: lastFour, after: null },
        ],
      });
    });

    test('is refused for the only secret', async () => {
      const { client, secretId } = await register();
      const before = await open.rows();
      expect(await refusalOf(remove(client, secretId))).toEqual([
        'INVALID_ARGUMENT',
        'secretId: SECRET_LAST',
      ]);
      expect(await open.rows()).toEqual(before);
    });

    test('is refused for the last active secret, even if inactive ones remain', async () => {
      const { client } = await register();
      const { secret } = await rotate(client);
      const before = await open.rows();
      expect(await refusalOf(remove(client, secret.id))).toEqual([
        'INVALID_ARGUMENT',
        'secretId: SECRET_LAST_ACTIVE',
      ]);
      expect(await open.rows()).toEqual(before);
    });

    test('is done for one of both secrets by two concurrent callers', async () => {
      const { client, secretId } = await register();
      const { secret } = await add(client);
      const settled = await Promise.allSettled([remove(client, secretId), remove(client, secret.id, other)]);
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await open.secretRows(client.id)).toHaveLength(1);
    });

    test('reports the secret as unknown the second time', async () => {
      const { client, secretId } = await register();
      await add(client);
      await remove(client, secretId);
      expect(await refusalOf(remove(client, secretId))).toEqual(['NOT_FOUND', 'secretId: SECRET_NOT_FOUND']);
    });
  });

  describe.each([
    ['deactivate', deactivate],
    ['delete', remove],
  ])('a call to %s', (_, end) => {
    test("does not find another client's secret, although both clients belong to the tenant", async () => {
      const [mine, theirs] = [await register(), await register()];
      await add(mine.client);
      await add(theirs.client);
      const foreign = await open.register({}, callerOf({ tenantId: 'rival' }));
      const [rivals] = await open.secretRows(foreign.client.id);
      const before = await open.rows();
      for (const secretId of [theirs.secretId, rivals?.id ?? '']) {
        expect(await refusalOf(end(mine.client, secretId))).toEqual([
          'NOT_FOUND',
          'secretId: SECRET_NOT_FOUND',
        ]);
      }
      expect(await open.rows()).toEqual(before);
    });

    test.each([
      ['that is unknown', ulid],
      ['that is empty', ''],
      ['in lower case', ulid.toLowerCase()],
      ['that contains NUL', `${ulid}\0`],
      ['that contains SQL', "' or 1=1 --"],
      ['of 10,000 characters', 'x'.repeat(10_000)],
    ])('finds no secret with an id %s', async (_, secretId) => {
      const { client } = await register();
      await add(client);
      expect(await refusalOf(end(client, secretId))).toEqual(['NOT_FOUND', 'secretId: SECRET_NOT_FOUND']);
    });
  });

  describe.each<[string, (target: Target, secretId: string, services?: Services) => Promise<unknown>]>([
    ['an addition', (target, _, services) => add(target, {}, services)],
    ['a rotation', (target, _, services) => rotate(target, {}, services)],
    ['a deactivation', deactivate],
    ['a deletion', remove],
  ])('%s', (what, change) => {
    /** A client at version 2 that allows every kind of change, and a secret to deactivate. */
    const prepare = async () => {
      const { client, secretId } = await register();
      const { secret } = await add(client);
      await deactivate(client, secret.id);
      if (what === 'an addition' || what === 'a rotation') return { client, secretId, version: 3 };
      const third = await add(client);
      return { client, secretId: third.secret.id, version: 4 };
    };

    test('increments the version and sets the time of the change', async () => {
      const { client, secretId, version } = await prepare();
      at(hour);
      await change(client, secretId);
      expect(await open.clientRow(client.clientId)).toMatchObject({
        version: version + 1,
        createdAt: instant(0),
        updatedAt: instant(hour),
      });
      const found = await open.services.store.findClient.byClientId('acme', client.clientId);
      expect(found).toMatchObject({ version: version + 1, updatedAt: instant(hour) });
    });

    test('succeeds with the stored version and is refused with another', async () => {
      const { client, secretId, version } = await prepare();
      const before = await open.rows();
      for (const expectedVersion of [version - 1, version + 1, 0, -1]) {
        const attempt = change({ clientId: client.clientId, expectedVersion }, secretId);
        expect(await refusalOf(attempt)).toEqual(['CONFLICT', 'expectedVersion: VERSION_CONFLICT']);
      }
      expect(await open.rows()).toEqual(before);
      await change({ clientId: client.clientId, expectedVersion: version }, secretId);
      expect((await open.clientRow(client.clientId)).version).toBe(version + 1);
    });

    test('succeeds without an expected version', async () => {
      const { client, secretId, version } = await prepare();
      await change({ clientId: client.clientId, expectedVersion: null }, secretId);
      expect((await open.clientRow(client.clientId)).version).toBe(version + 1);
    });

    test('succeeds once for two concurrent callers with the same expected version', async () => {
      const { client, secretId, version } = await prepare();
      const target = { clientId: client.clientId, expectedVersion: version };
      const attempts = [change(target, secretId), change(target, secretId, other)];
      const settled = await Promise.allSettled(attempts);
      const lost = settled.findIndex(({ status }) => status === 'rejected');
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await refusalOf(attempts[lost] as Promise<unknown>)).toEqual([
        'CONFLICT',
        'expectedVersion: VERSION_CONFLICT',
      ]);
      expect((await open.clientRow(client.clientId)).version).toBe(version + 1);
    });

    test('finds no client of another tenant and none with an impossible id', async () => {
      const { client, secretId } = await prepare();
      const before = await open.rows();
      for (const clientId of ['', `app-${ulid}`, client.id, `${client.clientId}\0`]) {
        expect(await refusalOf(change({ clientId }, secretId))).toEqual([
          'NOT_FOUND',
          'clientId: CLIENT_NOT_FOUND',
        ]);
      }
      const rival = await open.register({}, callerOf({ tenantId: 'rival' }));
      const [theirs] = await open.secretRows(rival.client.id);
      expect(await refusalOf(change(rival.client, theirs?.id ?? ''))).toEqual([
        'NOT_FOUND',
        'clientId: CLIENT_NOT_FOUND',
      ]);
      expect((await open.rows()).secrets).toEqual([...before.secrets, theirs]);
    });
  });

  test('no row contains a secret, and only the row of the secret its digest', async () => {
    const { client, plaintext } = await register({ clientAuthMethods: ['client_secret_jwt'] });
    const shown = [plaintext, (await add(client)).issuedSecret.plaintext];
    for (let round = 0; round < 3; round++) shown.push((await rotate(client)).issuedSecret.plaintext);
    const { secrets, ...others } = await open.rows();
    for (const text of shown) {
      expect(JSON.stringify({ secrets, others })).not.toContain(text.slice('secret_'.length));
      expect(JSON.stringify(others)).not.toContain(digestSecret(text).slice('v1.'.length));
    }
  });
});
