import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestSecret } from '../../../src/credentials/client-secret.ts';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { cloneClient } from '../../../src/operations/client/clone-client.ts';
import { createClient } from '../../../src/operations/client/create-client.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { findClient } from '../../../src/operations/client/find-client.ts';
import { suspendClient } from '../../../src/operations/client/suspend-client.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import type { Services } from '../../../src/operations/services.ts';
import { oauthClients } from '../../../src/store/table.ts';
import { ecKey, jwksOf } from '../../domain/key/key-maker.ts';
import { databases } from '../../harness/gateway.ts';
import {
  callerOf,
  hour,
  openServices,
  refusalOf,
  smallest,
  type TestServices,
} from '../../harness/services.ts';

const caller = callerOf();
const notFound = ['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND'];

const full = {
  name: 'Full',
  redirectUris: ['https://app.example.com/b', 'https://app.example.com/a'],
  clientAuthMethods: ['tls_client_auth', 'client_secret_post'],
  grantTypes: ['client_credentials', 'authorization_code'],
  fapiProfile: 'fapi1',
  isConfidential: true,
  jwks: jwksOf(ecKey().publicJwk),
  logoUrl: 'https://cdn.example.com/logo.png',
  privacyPolicy: 'https://www.example.com/privacy',
  scopes: ['profile', 'openid'],
  termsUrl: 'https://www.example.com/terms',
  tlsClientAuth: { subjectDn: 'CN=client,O=Example' },
  website: 'https://www.example.com/',
} as const satisfies RegistrationInput;

describe.each(databases)('a clone on %s', (kind) => {
  let open: TestServices;
  let services: Services;
  beforeAll(async () => {
    open = await openServices(kind);
    services = open.services;
  });
  beforeEach(() => open.clock.set(open.clock.start));
  afterAll(() => open.close());

  const clone = ({ clientId }: { readonly clientId: string }, on = services) =>
    cloneClient(on, caller, { clientId });
  const verifies = async ({ clientId }: { readonly clientId: string }, plaintext: string | undefined) =>
    (await authenticateClient(services, clientId, plaintext ?? '')) !== undefined;

  test.each<[string, RegistrationInput]>([
    ['with every field', full],
    [
      'with a profile',
      {
        ...full,
        fapiProfile: 'fapi2_security',
        clientAuthMethods: ['private_key_jwt'],
        jwks: null,
        jwksUri: 'https://keys.example.com/',
      },
    ],
    ['that is public', { name: 'App', redirectUris: ['com.example.app:/callback'], isConfidential: false }],
    ['with the required fields only', { name: 'Least', redirectUris: ['https://a.example/'] }],
  ])('of a client %s has all its metadata, another name and another client_id', async (_, input) => {
    const source = (await open.register(input)).client;
    open.clock.advance(hour);
    const { client, replayed } = await clone(source);
    const { id, clientId } = client;
    expect(client).toEqual({
      ...source,
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      clientId: `app-${id}`,
      name: `${source.name} (clone)`,
      version: 1,
      createdAt: open.clock.now(),
      updatedAt: open.clock.now(),
    });
    expect(clientId).not.toBe(source.clientId);
    expect(replayed).toBe(false);
    expect(await findClient(services, caller, clientId)).toEqual(client);
  });

  test("the clone and the original reject each other's secret", async () => {
    const source = await open.register();
    const copy = await clone(source.client);
    const [theirs, mine] = [source.issuedSecret?.plaintext, copy.issuedSecret?.plaintext];
    expect(mine).toMatch(/^secret_[\w-]{43}$/);
    expect(await verifies(copy.client, mine)).toBe(true);
    expect(await verifies(copy.client, theirs)).toBe(false);
    expect(await verifies(source.client, mine)).toBe(false);
    expect(await verifies(source.client, theirs)).toBe(true);
    expect(await open.secretRows(copy.client.id)).toMatchObject([
      { digest: digestSecret(mine ?? ''), status: 'active', encrypted: null },
    ]);
  });

  test('has one secret, even if its source has several', async () => {
    const { client } = await open.register();
    await addSecret(services, caller, { clientId: client.clientId, description: 'second' });
    const copy = await clone(client);
    expect(await open.secretRows(copy.client.id)).toMatchObject([{ description: null }]);
  });

  test('has an encrypted secret if client_secret_jwt requires it', async () => {
    const { client } = await open.register({ clientAuthMethods: ['client_secret_jwt'] });
    const copy = await clone(client);
    const [secret] = await open.secretRows(copy.client.id);
    expect(await open.decrypt(secret?.encrypted ?? '')).toBe(copy.issuedSecret?.plaintext);
  });

  test.each<[string, Partial<RegistrationInput>]>([
    ['is public', { isConfidential: false }],
    ['signs with a key', { clientAuthMethods: ['private_key_jwt'], jwks: jwksOf(ecKey().publicJwk) }],
  ])('has no secret if its source %s', async (_, input) => {
    const { client } = await open.register(input);
    const copy = await clone(client);
    expect(copy.issuedSecret).toBeNull();
    expect(await open.secretRows(copy.client.id)).toEqual([]);
  });

  test('is active and never used, even if its source is suspended and used', async () => {
    const { client, issuedSecret } = await open.register();
    await authenticateClient(services, client.clientId, issuedSecret?.plaintext ?? '');
    await suspendClient(services, caller, client);
    const copy = await clone(client);
    expect(copy.client).toMatchObject({ status: 'active', lastUsedAt: null, deletedAt: null });
    expect(await open.clientRow(copy.client.clientId)).toMatchObject({ status: 'active', lastUsedAt: null });
    expect(await findClient(services, caller, client.clientId)).toMatchObject({
      status: 'suspended',
    });
  });

  test('does not change its source', async () => {
    const { client } = await open.register();
    const [row, writers] = [await open.clientRow(client.clientId), await open.writers(client.id)];
    await clone(client);
    expect(await open.clientRow(client.clientId)).toEqual(row);
    expect(await open.writers(client.id)).toEqual(writers);
    expect(await open.auditRows(client.clientId)).toHaveLength(1);
  });

  test('can be cloned, and remains when its source is deleted', async () => {
    const { client } = await open.register();
    const first = await clone(client);
    const second = await clone(first.client);
    expect(second.client.name).toBe('My app (clone) (clone)');
    await deleteClient(services, caller, client);
    await deleteClient(services, caller, first.client);
    expect(await findClient(services, caller, second.client.clientId)).toEqual(second.client);
    expect(await verifies(second.client, second.issuedSecret?.plaintext)).toBe(true);
  });

  test('lists its advisories', async () => {
    const { client, advisories } = await open.register({ redirectUris: ['http://localhost/callback'] });
    expect(advisories).not.toEqual([]);
    expect((await clone(client)).advisories).toEqual(advisories);
  });

  describe('has its own name', () => {
    test.each([
      ['of one letter', 'a', 'a (clone)'],
      ['of 247 letters, the most without a cut', 'a'.repeat(247), `${'a'.repeat(247)} (clone)`],
      ['of 248 letters, one too many', 'a'.repeat(248), `${'a'.repeat(247)} (clone)`],
      ['of 255 letters', 'a'.repeat(255), `${'a'.repeat(247)} (clone)`],
      ['of 247 emoji', '😀'.repeat(247), `${'😀'.repeat(247)} (clone)`],
      ['of 255 emoji', '😀'.repeat(255), `${'😀'.repeat(247)} (clone)`],
      ['of emoji and a letter', `a${'😀'.repeat(254)}`, `a${'😀'.repeat(246)} (clone)`],
      ['with a space at the cut', `${'a'.repeat(246)} ${'b'.repeat(8)}`, `${'a'.repeat(246)} (clone)`],
    ])('of at most 255 code points if its source has one %s', async (_, name, expected) => {
      const { client } = await open.register({ name });
      const copy = await clone(client);
      expect(copy.client.name).toBe(expected);
      expect([...copy.client.name].length).toBeLessThanOrEqual(255);
      expect(copy.client.name.isWellFormed()).toBe(true);
      // The database stores the same name, in whole characters.
      expect((await open.clientRow(copy.client.clientId)).name).toBe(expected);
    });

    test('of at most 255 code points after repeated cloning', async () => {
      let { client } = await open.register({ name: '👩‍👩‍👧'.repeat(50) });
      for (let round = 0; round < 4; round++) {
        ({ client } = await clone(client));
        expect([...client.name].length).toBeLessThanOrEqual(255);
        expect(client.name.endsWith(' (clone)')).toBe(true);
      }
    });
  });

  describe('is refused by the current rules', () => {
    const expectRefused = async (
      source: { readonly clientId: string },
      on: Services,
      ...issues: string[]
    ) => {
      const before = await open.rows();
      expect(await refusalOf(clone(source, on))).toEqual(['INVALID_CLIENT_METADATA', ...issues]);
      expect(await open.rows()).toEqual(before);
    };
    const policy = (changes: Partial<Services['policy']>): Services => ({
      ...services,
      policy: { ...services.policy, ...changes },
    });

    test('if the host of its keys is no longer allowed', async () => {
      const loose = policy({ allowedJwksHosts: new Set(['localhost']) });
      const input = { ...smallest, jwksUri: 'https://localhost/jwks' };
      const { client } = await createClient(loose, caller, { input });
      expect((await clone(client, loose)).client.jwksUri).toBe('https://localhost/jwks');
      await expectRefused(client, services, 'jwksUri: JWKS_URI_HOST');
    });

    test('if the server no longer encrypts secrets', async () => {
      const { client } = await open.register({
        clientAuthMethods: ['client_secret_post', 'client_secret_jwt'],
      });
      const strict = policy({ recoverableSecrets: false });
      await expectRefused(client, strict, 'clientAuthMethods.1: AUTH_METHOD_SECRET_DIGEST_ONLY');
    });

    test('with every problem at once, if its source was registered under older rules', async () => {
      const { client } = await open.register();
      await open.database
        .update(oauthClients)
        .set({ redirectUris: ['http://app.example.com/*'], grantTypes: ['refresh_token'] })
        .where(eq(oauthClients.id, client.id));
      await expectRefused(
        client,
        services,
        'redirectUris.0: REDIRECT_URI_HTTP',
        'redirectUris.0: REDIRECT_URI_WILDCARD',
        'grantTypes: GRANT_TYPE_REFRESH_ALONE',
      );
    });
  });

  test('has an audit event with its source and all its metadata', async () => {
    const { client: source } = await open.register(full);
    const [created] = await open.auditRows(source.clientId);
    open.clock.advance(hour);
    const { client, issuedSecret } = await cloneClient(services, callerOf({ id: 'bob' }), {
      clientId: source.clientId,
    });
    const [row, ...further] = await open.auditRows(client.clientId);
    const [secret] = await open.secretRows(client.id);
    expect(further).toEqual([]);
    expect(row).toMatchObject({
      action: 'oauth_client.clone',
      outcome: 'done',
      actorId: 'bob',
      tenantId: 'acme',
      occurredAt: open.clock.now(),
    });
    const fields = (created?.changes ?? []).filter(({ field }) => !field.startsWith('secrets.'));
    expect(row?.changes).toEqual([
      { field: 'clonedFrom', before: null, after: source.clientId },
      ...fields.map((change) => (change.field === 'name' ? { ...change, after: 'Full (clone)' } : change)),
      { field: `secrets.${secret?.id}.status`, before: null, after: 'active' },
      { field: `secrets.${secret?.id}.lastFour`, before: null, after: issuedSecret?.lastFour },
    ]);
    expect(fields.length).toBeGreaterThan(10);
    for (const hidden of [issuedSecret?.plaintext ?? '', secret?.digest ?? '']) {
      expect(JSON.stringify(row)).not.toContain(hidden);
    }
  });

  test('is refused if the source belongs to another tenant, is deleted, or has an impossible id', async () => {
    const { client } = await open.register();
    const { client: deleted } = await open.register();
    await deleteClient(services, caller, deleted);
    const before = await open.rows();
    const rival = callerOf({ tenantId: 'rival' });
    expect(await refusalOf(cloneClient(services, rival, { clientId: client.clientId }))).toEqual(notFound);
    for (const clientId of [deleted.clientId, client.id, '', `${client.clientId}\0`, "' or 1=1"]) {
      expect(await refusalOf(clone({ clientId }))).toEqual(notFound);
    }
    expect(await open.rows()).toEqual(before);
  });

  test('is created for each of several concurrent callers', async () => {
    const { client } = await open.register();
    const copies = await Promise.all(Array.from({ length: 8 }, () => clone(client)));
    expect(new Set(copies.map((copy) => copy.client.clientId)).size).toBe(8);
    expect(new Set(copies.map((copy) => copy.issuedSecret?.plaintext)).size).toBe(8);
  });
});
