import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digestSecret } from '../../../src/credentials/client-secret.ts';
import type { ClientChange } from '../../../src/domain/client/client-change.ts';
import {
  type Client,
  inputOf,
  type RegistrationInput,
  withDefaults,
} from '../../../src/domain/client/client-metadata.ts';
import { isActive } from '../../../src/domain/client/client-secret.ts';
import { type IssuePath, issue } from '../../../src/domain/error/issue.ts';
import type { IssueCode } from '../../../src/domain/error/issue-catalogue.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { corsOrigins } from '../../../src/domain/uri/web-origin.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { findClient } from '../../../src/operations/client/find-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { deactivateSecret } from '../../../src/operations/secret/deactivate-secret.ts';
import type { Services } from '../../../src/operations/services.ts';
import type { Target } from '../../../src/operations/step/change-client.ts';
import { oauthClientSecrets, oauthClients } from '../../../src/store/table.ts';
import { ecKey, jwksOf, rsaKey } from '../../domain/key/key-maker.ts';
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
const first = 'https://app.example.com/callback';
const second = 'https://app.example.com/second';
const jwks = jwksOf(ecKey().publicJwk);
const otherJwks = jwksOf(rsaKey().publicJwk);
const jwksUri = 'https://keys.example.com/jwks';
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';

/** A client with every field except two, in which every optional field can be cleared. */
const full = {
  name: 'Full',
  redirectUris: [first, second],
  clientAuthMethods: ['client_secret_post'],
  grantTypes: ['client_credentials', 'authorization_code'],
  isConfidential: true,
  jwks,
  logoUrl: 'https://cdn.example.com/logo.png',
  privacyPolicy: 'https://www.example.com/privacy',
  scopes: ['openid', 'profile'],
  termsUrl: 'https://www.example.com/terms',
  tlsClientAuth: { sanDns: 'client.example.com' },
  website: 'https://www.example.com/',
} as const satisfies RegistrationInput;

/** A client of a FAPI 2.0 profile, with its keys behind a URL. */
const profiled = {
  name: 'Profiled',
  redirectUris: [first],
  clientAuthMethods: ['private_key_jwt'],
  fapiProfile: 'fapi2_security',
  jwksUri,
} as const satisfies RegistrationInput;

describe.each(databases)('updateClient on %s', (kind) => {
  let open: TestServices;
  let other: Services;
  beforeAll(async () => {
    open = await openServices(kind);
    other = await open.another();
  });
  beforeEach(() => open.clock.set(open.clock.start));
  afterAll(() => open.close());

  const register = async (input: Partial<RegistrationInput> = {}) => (await open.register(input)).client;
  const update = (target: Target, change: ClientChange, services = open.services) =>
    updateClient(services, caller, {
      clientId: target.clientId,
      expectedVersion: target.expectedVersion,
      ...change,
    });
  const stored = async ({ clientId }: Client) => {
    const found = await findClient(open.services, caller, clientId);
    if (found === null) throw new Error('The client is gone.');
    return found;
  };
  /** Expects that the change is refused with these issues among others, and that nothing is written. */
  const expectRefused = async (client: Client, change: ClientChange, ...issues: string[]) => {
    const before = await open.rows();
    const [code, ...found] = await refusalOf(update(client, change));
    expect(code).toBe('INVALID_CLIENT_METADATA');
    expect(found).toEqual(expect.arrayContaining(issues));
    expect(await open.rows()).toEqual(before);
  };
  const activeSecrets = async ({ id }: Client) =>
    (await open.secretRows(id)).filter((secret) => isActive(secret, open.clock.now()));
  const verifies = async ({ clientId }: Client, plaintext: string | undefined) =>
    (await authenticateClient(open.services, clientId, plaintext ?? '')) !== undefined;

  describe('a field of a change', () => {
    test.each<[keyof ClientChange, RegistrationInput, unknown, Partial<Client>, Partial<Client> | undefined]>(
      [
        ['name', full, ' Other ', { name: 'Other' }, undefined],
        [
          'redirectUris',
          full,
          ['https://b.example/', second],
          {
            redirectUris: ['https://b.example/', second],
            corsOrigins: ['https://b.example', 'https://app.example.com', 'https://www.example.com'],
          },
          undefined,
        ],
        ['status', full, 'suspended', { status: 'suspended' }, undefined],
        [
          'clientAuthMethods',
          full,
          ['client_secret_basic', 'private_key_jwt'],
          { clientAuthMethods: ['client_secret_basic', 'private_key_jwt'] },
          { clientAuthMethods: ['client_secret_basic'] },
        ],
        [
          'grantTypes',
          full,
          ['authorization_code', 'refresh_token'],
          { grantTypes: ['authorization_code', 'refresh_token'] },
          { grantTypes: ['authorization_code'] },
        ],
        ['isConfidential', full, true, {}, {}],
        ['jwks', full, otherJwks, { jwks: otherJwks }, { jwks: null }],
        ['logoUrl', full, 'https://b.example/l', { logoUrl: 'https://b.example/l' }, { logoUrl: null }],
        [
          'privacyPolicy',
          full,
          'https://b.example/p',
          { privacyPolicy: 'https://b.example/p' },
          { privacyPolicy: null },
        ],
        ['scopes', full, ['email', 'openid'], { scopes: ['email', 'openid'] }, { scopes: ['openid'] }],
        ['termsUrl', full, 'https://b.example/t', { termsUrl: 'https://b.example/t' }, { termsUrl: null }],
        [
          'tlsClientAuth',
          full,
          { sanIp: '192.0.2.1' },
          { tlsClientAuth: { member: 'sanIp', value: '192.0.2.1' } },
          { tlsClientAuth: null },
        ],
        [
          'website',
          full,
          'https://b.example/w',
          { website: 'https://b.example/w', corsOrigins: ['https://app.example.com', 'https://b.example'] },
          { website: null, corsOrigins: ['https://app.example.com'] },
        ],
        ['fapiProfile', profiled, 'fapi1_advanced', { fapiProfile: 'fapi1_advanced' }, { fapiProfile: null }],
        [
          'jwksUri',
          { ...profiled, clientAuthMethods: ['tls_client_auth'], tlsClientAuth: { sanDns: 'a.example' } },
          'https://keys.example.com/2',
          { jwksUri: 'https://keys.example.com/2' },
          { jwksUri: null },
        ],
      ],
    )(
      '%s: a value replaces the stored one, null clears it, and undefined keeps it',
      async (field, input, value, replaced, cleared) => {
        const before = await register(input);
        expect(await update(before, { [field]: undefined })).toEqual({
          client: before,
          issuedSecret: null,
          advisories: expect.any(Array),
        });
        expect(await stored(before)).toEqual(before);

        open.clock.advance(hour);
        const set = await update(before, { [field]: value });
        const isChanged = Object.keys(replaced).length > 0;
        const next = isChanged ? { ...before, ...replaced, version: 2, updatedAt: open.clock.now() } : before;
        expect(set.client).toEqual(next);
        expect(await stored(before)).toEqual(next);

        const fresh = await register(input);
        open.clock.advance(hour);
        const code = field === 'redirectUris' ? 'REDIRECT_URI_REQUIRED' : 'NOT_CLEARED';
        if (cleared === undefined) return expectRefused(fresh, { [field]: null }, `${field}: ${code}`);
        const unset = await update(fresh, { [field]: null });
        const isCleared = Object.keys(cleared).length > 0;
        const bare = isCleared ? { ...fresh, ...cleared, version: 2, updatedAt: open.clock.now() } : fresh;
        expect(unset.client).toEqual(bare);
        expect(await stored(fresh)).toEqual(bare);
      },
    );

    test('that is cleared gets the default for the changed client', async () => {
      const client = await register({ ...profiled, fapiProfile: 'fapi1_advanced' });
      await update(client, { clientAuthMethods: null });
      expect((await stored(client)).clientAuthMethods).toEqual(['private_key_jwt']);
      await update(client, { clientAuthMethods: null, fapiProfile: null });
      expect((await stored(client)).clientAuthMethods).toEqual(['client_secret_basic']);
      await update(client, { clientAuthMethods: null, isConfidential: false });
      expect((await stored(client)).clientAuthMethods).toEqual(['none']);
      await update(client, { isConfidential: true, clientAuthMethods: ['client_secret_post'] });
      await update(client, { isConfidential: null, clientAuthMethods: ['none'] });
      expect((await stored(client)).isConfidential).toBe(false);
    });

    test.each([
      ['redirectUris', [second, first, second]],
      ['scopes', ['b', 'a', 'b']],
    ])('%s drops repeated items and keeps the order', async (field, value) => {
      const client = await register();
      await update(client, { [field]: value });
      expect(await stored(client)).toMatchObject({ [field]: value.slice(0, 2) });
    });

    test.each([
      ['clientAuthMethods', 'EMPTY_LIST'],
      ['grantTypes', 'EMPTY_LIST'],
      ['scopes', 'EMPTY_LIST'],
      ['redirectUris', 'REDIRECT_URI_REQUIRED'],
    ])('%s cannot be cleared by an empty list', async (field, code) => {
      await expectRefused(await register(full), { [field]: [] }, `${field}: ${code}`);
    });
  });

  describe('redirect URIs', () => {
    const cors = ['https://app.example.com'];
    test.each<[string, readonly string[], ClientChange, readonly string[]]>([
      [
        'are appended in the order given',
        [first],
        { addRedirectUris: [`${first}2`, `${first}1`] },
        [first, `${first}2`, `${first}1`],
      ],
      [
        'that are already registered keep their position',
        [first, second],
        { addRedirectUris: [first, `${first}2`] },
        [first, second, `${first}2`],
      ],
      ['are appended once', [first], { addRedirectUris: [second, second] }, [first, second]],
      ['are removed', [first, second], { removeRedirectUris: [first] }, [second]],
      [
        'are removed if they are named twice',
        [first, second],
        { removeRedirectUris: [first, first] },
        [second],
      ],
      [
        'can be removed and appended in one change',
        [first],
        { removeRedirectUris: [first], addRedirectUris: [second] },
        [second],
      ],
      [
        'that are removed and appended move to the end',
        [first, second],
        { removeRedirectUris: [first], addRedirectUris: [first] },
        [second, first],
      ],
      [
        'are kept by empty lists',
        [first, second],
        { removeRedirectUris: [], addRedirectUris: [] },
        [first, second],
      ],
      [
        'are kept by null',
        [first, second],
        { redirectUris: undefined, removeRedirectUris: null, addRedirectUris: null },
        [first, second],
      ],
      [
        'are replaced beside lists that are null',
        [first],
        { redirectUris: [second], removeRedirectUris: null, addRedirectUris: null },
        [second],
      ],
      [
        'are compared as exact strings',
        [first],
        { addRedirectUris: [`${first}/`, first.replace('app', 'APP')] },
        [first, `${first}/`, first.replace('app', 'APP')],
      ],
    ])('%s', async (_, before, change, after) => {
      const client = await register({ redirectUris: before });
      await update(client, change);
      expect(await stored(client)).toMatchObject({ redirectUris: after, corsOrigins: cors });
    });

    test('that cannot be removed are named at their index in the change', async () => {
      const client = await register({ redirectUris: [first, second] });
      const removeRedirectUris = [first, `${first}/`, first.toUpperCase(), second];
      const before = await open.rows();
      expect(await refusalOf(update(client, { removeRedirectUris, addRedirectUris: [`${first}3`] }))).toEqual(
        [
          'INVALID_CLIENT_METADATA',
          'removeRedirectUris.1: REDIRECT_URI_NOT_REGISTERED',
          'removeRedirectUris.2: REDIRECT_URI_NOT_REGISTERED',
        ],
      );
      expect(await open.rows()).toEqual(before);
    });

    test('reports invalid URIs at their index in addRedirectUris', async () => {
      const client = await register({ redirectUris: [first, second] });
      const addRedirectUris = [second, 'https://sound.example/', 'http://app.example.com/#x', 'javascript:x'];
      expect(await refusalOf(update(client, { addRedirectUris, removeRedirectUris: [first] }))).toEqual([
        'INVALID_CLIENT_METADATA',
        'addRedirectUris.2: URI_FRAGMENT',
        'addRedirectUris.2: REDIRECT_URI_HTTP',
        'addRedirectUris.3: REDIRECT_URI_SCHEME',
      ]);
    });

    test('that are invalid and repeated are reported once, at the first index', async () => {
      const client = await register();
      const addRedirectUris = ['http://app.example.com/', second, 'http://app.example.com/'];
      expect(await refusalOf(update(client, { addRedirectUris }))).toEqual([
        'INVALID_CLIENT_METADATA',
        'addRedirectUris.0: REDIRECT_URI_HTTP',
      ]);
    });

    test('that a profile refuses are named at their index in the change', async () => {
      const client = await register(profiled);
      const addRedirectUris = [second, 'com.example.app:/callback'];
      await expectRefused(client, { addRedirectUris }, 'addRedirectUris.1: PROFILE_REDIRECT_URI');
    });

    test('that are risky are named at their index in the change', async () => {
      const client = await register();
      const { advisories } = await update(client, { addRedirectUris: [second, 'http://localhost/callback'] });
      expect(advisories.map(({ path, code }) => `${path.join('.')}: ${code}`)).toEqual([
        'addRedirectUris.1: ADVISE_REDIRECT_URI_LOOPBACK',
        'addRedirectUris.1: ADVISE_REDIRECT_URI_LOCALHOST',
      ]);
    });

    test('that are stored and invalid under the current rules are named by their index in the resulting list', async () => {
      const client = await register({ redirectUris: [first, second] });
      await open.database
        .update(oauthClients)
        .set({ redirectUris: [first, 'http://old.example/', second] })
        .where(eq(oauthClients.id, client.id));
      const [, ...issues] = await refusalOf(
        update(client, { removeRedirectUris: [first], addRedirectUris: ['http://old.example/'] }),
      );
      expect(issues).toEqual(['redirectUris.0: REDIRECT_URI_HTTP']);
      await update(client, { removeRedirectUris: ['http://old.example/'] });
      expect((await stored(client)).redirectUris).toEqual([first, second]);
    });

    test('cannot all be removed', async () => {
      const client = await register({ redirectUris: [first, second] });
      const change = { removeRedirectUris: [first, second] };
      await expectRefused(client, change, 'removeRedirectUris: REDIRECT_URI_REQUIRED');
    });

    test.each<ClientChange>([
      { addRedirectUris: [second] },
      { removeRedirectUris: [first] },
      { addRedirectUris: [] },
      { removeRedirectUris: [] },
    ])('cannot be replaced and changed in one call: %j', async (change) => {
      const client = await register();
      await expectRefused(
        client,
        { ...change, redirectUris: [first, second] },
        'redirectUris: REDIRECT_URIS_TWICE',
      );
    });

    test('are limited to 100, even if each call adds a few', async () => {
      const many = Array.from({ length: 99 }, (_, index) => `https://app.example.com/${index}`);
      const client = await register({ redirectUris: many });
      await expectRefused(client, { addRedirectUris: [first, second] }, 'addRedirectUris: TOO_MANY_ITEMS');
      await update(client, { addRedirectUris: [first] });
      await expectRefused(client, { addRedirectUris: [second] }, 'addRedirectUris: TOO_MANY_ITEMS');
      await update(client, { addRedirectUris: [second], removeRedirectUris: [first] });
      expect((await stored(client)).redirectUris).toEqual([...many, second]);
    });
  });

  type Half = readonly [Partial<RegistrationInput>, ClientChange, (keyof ClientChange)?];
  interface Pair {
    readonly code: IssueCode;
    readonly path: IssuePath;
    /**
     * A valid client with one of two fields, the change that sends the other, and the field at which the issue is
     * reported.
     */
    readonly halves: readonly [Half, Half];
  }
  const publicClient = { isConfidential: false } as const;
  const signing = { clientAuthMethods: ['private_key_jwt'], jwks } as const;
  const appUri = 'com.example.app:/callback';
  const loopback = 'http://127.0.0.1/callback';
  const weakKeys = jwksOf({ ...rsaKey().publicJwk, alg: 'RS256' });

  const pairs: readonly Pair[] = [
    {
      code: 'AUTH_METHOD_NEEDS_CONFIDENTIAL',
      path: ['clientAuthMethods', 0],
      halves: [
        [publicClient, { clientAuthMethods: ['client_secret_basic'] }],
        [{}, { isConfidential: false }, 'isConfidential'],
      ],
    },
    {
      code: 'AUTH_METHOD_NONE_CONFIDENTIAL',
      path: ['clientAuthMethods', 0],
      halves: [
        [{}, { clientAuthMethods: ['none'] }],
        [publicClient, { isConfidential: true }, 'isConfidential'],
      ],
    },
    {
      code: 'JWKS_AND_JWKS_URI',
      path: ['jwksUri'],
      halves: [
        [{ jwks }, { jwksUri }],
        [{ jwksUri }, { jwks }, 'jwks'],
      ],
    },
    {
      code: 'TLS_CLIENT_AUTH_MISSING',
      path: ['tlsClientAuth'],
      halves: [
        [{}, { clientAuthMethods: ['tls_client_auth'] }, 'clientAuthMethods'],
        [
          { clientAuthMethods: ['tls_client_auth'], tlsClientAuth: { sanDns: 'a.example' } },
          { tlsClientAuth: null },
        ],
      ],
    },
    {
      code: 'AUTH_METHOD_KEY_MISSING',
      path: ['jwks'],
      halves: [
        [{}, { clientAuthMethods: ['private_key_jwt'] }, 'clientAuthMethods'],
        [signing, { jwks: null }],
      ],
    },
    {
      code: 'PROFILE_AUTH_METHOD',
      path: ['clientAuthMethods', 0],
      halves: [
        [{ jwks }, { fapiProfile: 'fapi2_security' }, 'fapiProfile'],
        [profiled, { clientAuthMethods: ['client_secret_basic'] }],
      ],
    },
    {
      code: 'PROFILE_CONFIDENTIAL',
      path: ['isConfidential'],
      halves: [
        [publicClient, { fapiProfile: 'fapi2_security' }, 'fapiProfile'],
        [profiled, { isConfidential: false, clientAuthMethods: null }],
      ],
    },
    {
      code: 'PROFILE_GRANT_TYPE',
      path: ['grantTypes', 1],
      halves: [
        [
          { ...signing, grantTypes: ['authorization_code', deviceCode] },
          { fapiProfile: 'fapi2_security' },
          'fapiProfile',
        ],
        [profiled, { grantTypes: ['authorization_code', deviceCode] }],
      ],
    },
    {
      code: 'PROFILE_REDIRECT_URI',
      path: ['redirectUris', 0],
      halves: [
        [{ ...signing, redirectUris: [loopback] }, { fapiProfile: 'fapi1_advanced' }, 'fapiProfile'],
        [{ ...profiled, fapiProfile: 'fapi1_advanced' }, { redirectUris: [loopback] }],
      ],
    },
    {
      code: 'PROFILE_KEYS_REQUIRED',
      path: ['jwks'],
      halves: [
        [
          { clientAuthMethods: ['tls_client_auth'], tlsClientAuth: { sanDns: 'a.example' } },
          { fapiProfile: 'fapi2_message_signing' },
          'fapiProfile',
        ],
        [
          {
            clientAuthMethods: ['tls_client_auth'],
            tlsClientAuth: { sanDns: 'a.example' },
            fapiProfile: 'fapi2_message_signing',
            jwks,
          },
          { jwks: null },
        ],
      ],
    },
    {
      code: 'PROFILE_ALGORITHM',
      path: ['jwks', 'keys', 0, 'alg'],
      halves: [
        [{ ...signing, jwks: weakKeys }, { fapiProfile: 'fapi2_security' }, 'fapiProfile'],
        [{ ...signing, fapiProfile: 'fapi2_security' }, { jwks: weakKeys }],
      ],
    },
    {
      code: 'GRANT_TYPE_NEEDS_CONFIDENTIAL',
      path: ['grantTypes', 0],
      halves: [
        [publicClient, { grantTypes: ['client_credentials'] }],
        [
          { grantTypes: ['client_credentials'] },
          { isConfidential: false, clientAuthMethods: null },
          'isConfidential',
        ],
      ],
    },
    {
      code: 'REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL',
      path: ['redirectUris', 0],
      halves: [
        [
          { ...publicClient, redirectUris: [appUri] },
          { isConfidential: true, clientAuthMethods: null },
          'isConfidential',
        ],
        [{}, { redirectUris: [appUri] }],
      ],
    },
  ];

  describe.each(pairs)('the rule $code', ({ code, path, halves }) => {
    test.each([0, 1] as const)(
      'is applied to the resulting client, whichever field changes: %i',
      async (half) => {
        const [input, change, sentField = path.join('.')] = halves[half];
        await expectRefused(await register(input), change, `${sentField}: ${code}`);
      },
    );
  });

  test('two fields that depend on each other may change in one call', async () => {
    const keys = await register(signing);
    await update(keys, { jwks: null, jwksUri });
    await update(keys, { jwks, jwksUri: null, fapiProfile: 'fapi2_security' });
    expect(await stored(keys)).toMatchObject({
      jwks,
      jwksUri: null,
      fapiProfile: 'fapi2_security',
      version: 3,
    });
    const client = await register();
    await update(client, { isConfidential: false, clientAuthMethods: ['none'], redirectUris: [appUri] });
    expect(await stored(client)).toMatchObject({ isConfidential: false, redirectUris: [appUri] });
    await update(client, { isConfidential: true, clientAuthMethods: null, redirectUris: [first] });
    expect(await stored(client)).toMatchObject({
      isConfidential: true,
      clientAuthMethods: ['client_secret_basic'],
    });
  });

  test('the current policy is applied to stored and to sent values', async () => {
    const strict: Services = {
      ...open.services,
      policy: { recoverableSecrets: false, allowedJwksHosts: new Set(), allowedPrivateUseSchemes: new Set() },
    };
    const loose: Services = {
      ...open.services,
      policy: {
        recoverableSecrets: true,
        allowedJwksHosts: new Set(['keys']),
        allowedPrivateUseSchemes: new Set(),
      },
    };
    const inside = 'https://keys/jwks';
    const hmac = await register({ clientAuthMethods: ['client_secret_jwt'] });
    const keys = await register();
    await update(keys, { jwksUri: inside }, loose);
    expect(await refusalOf(update(hmac, { name: 'Other' }, strict))).toEqual([
      'INVALID_CLIENT_METADATA',
      'clientAuthMethods.0: AUTH_METHOD_SECRET_DIGEST_ONLY',
    ]);
    expect(await refusalOf(update(keys, { name: 'Other' }, strict))).toEqual([
      'INVALID_CLIENT_METADATA',
      'jwksUri: JWKS_URI_HOST',
    ]);
    const plain = await register();
    const change: ClientChange = { jwksUri: inside, clientAuthMethods: ['client_secret_jwt'] };
    expect(await refusalOf(update(plain, change, strict))).toEqual([
      'INVALID_CLIENT_METADATA',
      'clientAuthMethods.0: AUTH_METHOD_SECRET_DIGEST_ONLY',
      'jwksUri: JWKS_URI_HOST',
    ]);
  });

  test('a change of the status alone is not blocked by stored values that are no longer allowed', async () => {
    const client = await register({ clientAuthMethods: ['client_secret_jwt'] });
    await open.database
      .update(oauthClients)
      .set({ redirectUris: ['http://old.example/'] })
      .where(eq(oauthClients.id, client.id));
    const strict: Services = {
      ...open.services,
      policy: { recoverableSecrets: false, allowedJwksHosts: new Set(), allowedPrivateUseSchemes: new Set() },
    };
    await update(client, { status: 'suspended' }, strict);
    expect(await stored(client)).toMatchObject({
      status: 'suspended',
      redirectUris: ['http://old.example/'],
    });
    await update(client, { status: 'active', name: undefined }, strict);
    expect((await stored(client)).status).toBe('active');
    const both = update(client, { status: 'suspended', name: 'Other' }, strict);
    expect(await refusalOf(both)).toEqual([
      'INVALID_CLIENT_METADATA',
      'redirectUris.0: REDIRECT_URI_HTTP',
      'clientAuthMethods.0: AUTH_METHOD_SECRET_DIGEST_ONLY',
    ]);
    expect((await stored(client)).status).toBe('active');
  });

  test('all problems are reported at once, in the order of the fields', async () => {
    const client = await register(full);
    const change: ClientChange = {
      name: null,
      removeRedirectUris: ['https://never.example/'],
      addRedirectUris: ['http://app.example.com/'],
      clientAuthMethods: ['none'],
      scopes: [],
      jwksUri: 'http://keys.example.com/',
      status: null,
    };
    const [, ...issues] = await refusalOf(update(client, change));
    expect(issues).toEqual([
      'name: NOT_CLEARED',
      'removeRedirectUris.0: REDIRECT_URI_NOT_REGISTERED',
      'addRedirectUris.0: REDIRECT_URI_HTTP',
      'clientAuthMethods.0: AUTH_METHOD_NONE_CONFIDENTIAL',
      'scopes: EMPTY_LIST',
      expect.stringMatching(/^jwksUri: /),
      expect.stringMatching(/^jwksUri: /),
      'status: NOT_CLEARED',
    ]);
  });

  test('unreadable values are refused together with the issues of the rules', async () => {
    const client = await register();
    const before = await open.rows();
    const unreadable = [issue('REQUIRED', 'clientAuthMethods', 0)];
    const attempt = updateClient(
      open.services,
      caller,
      { clientId: client.clientId, scopes: [] },
      unreadable,
    );
    expect(await refusalOf(attempt)).toEqual([
      'INVALID_CLIENT_METADATA',
      'clientAuthMethods.0: REQUIRED',
      'scopes: EMPTY_LIST',
    ]);
    const alone = updateClient(
      open.services,
      caller,
      { clientId: client.clientId, name: 'Other' },
      unreadable,
    );
    expect(await refusalOf(alone)).toEqual(['INVALID_CLIENT_METADATA', 'clientAuthMethods.0: REQUIRED']);
    expect(await open.rows()).toEqual(before);
  });

  describe('the secrets of a client', () => {
    const hmac = { clientAuthMethods: ['client_secret_jwt'] } as const satisfies ClientChange;

    test.each<[string, ClientChange]>([
      ['public', { isConfidential: false, clientAuthMethods: ['none'] }],
      ['a signer', { clientAuthMethods: ['private_key_jwt'], jwks }],
      [
        'one that uses a certificate',
        { clientAuthMethods: ['tls_client_auth'], tlsClientAuth: { sanDns: 'a.example' } },
      ],
    ])('that becomes %s are all deactivated', async (_, change) => {
      const { client, issuedSecret } = await open.register();
      const added = await addSecret(open.services, caller, { clientId: client.clientId });
      open.clock.advance(hour);
      const updated = await update(client, change);
      expect(updated.issuedSecret).toBeNull();
      expect(await open.secretRows(client.id)).toMatchObject([
        { status: 'inactive', updatedAt: open.clock.now() },
        { status: 'inactive', updatedAt: open.clock.now() },
      ]);
      for (const plaintext of [issuedSecret?.plaintext, added.issuedSecret.plaintext]) {
        expect(await verifies(client, plaintext)).toBe(false);
      }
      // They stay inactive when the client starts to use secrets again.
      const back = await update(client, { isConfidential: true, clientAuthMethods: ['client_secret_basic'] });
      expect(await verifies(client, issuedSecret?.plaintext)).toBe(false);
      expect(await verifies(client, back.issuedSecret?.plaintext)).toBe(true);
    });

    test.each<[string, Partial<RegistrationInput>, ClientChange]>([
      ['was public', publicClient, { isConfidential: true, clientAuthMethods: null }],
      ['was a signer', signing, { clientAuthMethods: ['private_key_jwt', 'client_secret_post'] }],
    ])('are created, valid and stored as a digest, if the client %s', async (_, input, change) => {
      const client = await register(input);
      open.clock.advance(hour);
      const { issuedSecret } = await update(client, change);
      expect(issuedSecret).toMatchObject({
        plaintext: expect.stringMatching(/^secret_[\w-]{43}$/),
        expiresAt: null,
      });
      expect(await verifies(client, issuedSecret?.plaintext)).toBe(true);
      const [secret, ...further] = await open.secretRows(client.id);
      expect(further).toEqual([]);
      expect(secret).toMatchObject({
        digest: digestSecret(issuedSecret?.plaintext ?? ''),
        encrypted: null,
        status: 'active',
        createdAt: open.clock.now(),
      });
    });

    test.each<[string, Partial<RegistrationInput>, ClientChange]>([
      ['from one method with a secret to another', {}, { clientAuthMethods: ['client_secret_post'] }],
      ['from an HMAC to the secret itself', hmac, { clientAuthMethods: ['client_secret_basic'] }],
      ['of its name', {}, { name: 'Other' }],
      ['of its status', {}, { status: 'suspended' }],
    ])('are kept by a change %s', async (_, input, change) => {
      const { client } = await open.register(input);
      const before = await open.writers(client.id);
      expect((await update(client, change)).issuedSecret).toBeNull();
      expect((await open.writers(client.id)).secrets).toEqual(before.secrets);
    });

    test('get an encrypted one in addition if the client starts to use client_secret_jwt', async () => {
      const { client, issuedSecret } = await open.register();
      const updated = await update(client, hmac);
      const [old, made, ...further] = await open.secretRows(client.id);
      expect(further).toEqual([]);
      expect(old).toMatchObject({ status: 'active', encrypted: null });
      expect(await open.decrypt(made?.encrypted ?? '')).toBe(updated.issuedSecret?.plaintext);
      expect(issuedSecret?.plaintext).not.toBe(updated.issuedSecret?.plaintext);
      const again = await update(client, { name: 'Other' });
      expect(again.issuedSecret).toBeNull();
    });

    test('that were encrypted are used again if the client returns to client_secret_jwt', async () => {
      const { client, issuedSecret } = await open.register(hmac);
      await update(client, { clientAuthMethods: ['client_secret_basic'] });
      expect((await update(client, hmac)).issuedSecret).toBeNull();
      const [secret, ...further] = await open.secretRows(client.id);
      expect(further).toEqual([]);
      expect(await open.decrypt(secret?.encrypted ?? '')).toBe(issuedSecret?.plaintext);
    });

    test('cannot be extended by an encrypted one if two plain ones are active', async () => {
      const { client } = await open.register();
      const { secret } = await addSecret(open.services, caller, { clientId: client.clientId });
      const before = await open.rows();
      expect(await refusalOf(update(client, hmac))).toEqual(['CONFLICT', 'clientAuthMethods: SECRET_LIMIT']);
      expect(await open.rows()).toEqual(before);
      await deactivateSecret(open.services, caller, { clientId: client.clientId, secretId: secret.id });
      expect((await update(client, hmac)).issuedSecret).not.toBeNull();
      expect(await activeSecrets(client)).toHaveLength(2);
    });

    test('that all expired are not replaced by an unrelated change', async () => {
      const { client } = await open.register();
      await open.database
        .update(oauthClientSecrets)
        .set({ expiresAt: open.clock.now() })
        .where(eq(oauthClientSecrets.oauthClientId, client.id));
      for (const change of [{}, { name: 'Other' }, { clientAuthMethods: ['client_secret_post'] }] as const) {
        expect((await update(client, change)).issuedSecret).toBeNull();
      }
      expect(await open.secretRows(client.id)).toHaveLength(1);
    });

    test('are limited to 20, even if the client changes between public and confidential repeatedly', async () => {
      const { client } = await open.register();
      for (let round = 0; round < 22; round++) {
        await update(client, { isConfidential: false, clientAuthMethods: null });
        await update(client, { isConfidential: true, clientAuthMethods: null });
      }
      expect((await open.secretRows(client.id)).length).toBeLessThanOrEqual(20);
      expect(await activeSecrets(client)).toHaveLength(1);
    });

    test('are created once if two concurrent calls make the client confidential', async () => {
      const client = await register(publicClient);
      const change = { isConfidential: true, clientAuthMethods: null };
      const both = await Promise.all([update(client, change), update(client, change, other)]);
      expect(both.filter(({ issuedSecret }) => issuedSecret !== null)).toHaveLength(1);
      expect(await open.secretRows(client.id)).toHaveLength(1);
      expect((await stored(client)).version).toBe(2);
    });
  });

  test('the origins follow the redirect URIs and the home page', async () => {
    const client = await register({ website: 'https://www.example.com/x' });
    const originsAfter = async (change: ClientChange) => {
      await update(client, change);
      return (await stored(client)).corsOrigins;
    };
    expect(client.corsOrigins).toEqual(['https://app.example.com', 'https://www.example.com']);
    expect(await originsAfter({ addRedirectUris: ['https://b.example:8443/cb'] })).toEqual([
      'https://app.example.com',
      'https://b.example:8443',
      'https://www.example.com',
    ]);
    expect(await originsAfter({ removeRedirectUris: [first] })).toEqual([
      'https://b.example:8443',
      'https://www.example.com',
    ]);
    expect(await originsAfter({ website: null })).toEqual(['https://b.example:8443']);
    expect(await originsAfter({ redirectUris: ['http://localhost:3000/cb'] })).toEqual([
      'http://localhost:3000',
    ]);
  });

  describe('a change without an effect', () => {
    test.each<[string, ClientChange]>([
      ['is empty', {}],
      [
        'repeats the stored values',
        inputOf({
          ...withDefaults(full),
          fapiProfile: null,
          jwksUri: null,
          tlsClientAuth: { member: 'sanDns', value: 'client.example.com' },
        }),
      ],
      ['repeats the name with spaces around it', { name: '  Full ' }],
      ['repeats a list with an item twice', { redirectUris: [first, second, first] }],
      ['adds a registered URI', { addRedirectUris: [second] }],
      ['has the status that is stored', { status: 'active' }],
      ['clears unset fields', { fapiProfile: null, jwksUri: null }],
    ])('because it %s writes nothing: no version, no audit event, no row', async (_, change) => {
      const client = await register(full);
      const [rows, writers] = [await open.rows(), await open.writers(client.id)];
      open.clock.advance(hour);
      const updated = await update(client, change);
      expect(updated.client).toEqual(client);
      expect(updated.issuedSecret).toBeNull();
      expect(await open.rows()).toEqual(rows);
      expect(await open.writers(client.id)).toEqual(writers);
    });

    test('is still refused for another version than the stored one', async () => {
      const client = await register();
      expect(await refusalOf(update({ clientId: client.clientId, expectedVersion: 2 }, {}))).toEqual([
        'CONFLICT',
        'expectedVersion: VERSION_CONFLICT',
      ]);
    });
  });

  describe('of concurrent callers', () => {
    test('with the same expected version, the second is refused and nothing of it is stored', async () => {
      const client = await register();
      const target = { clientId: client.clientId, expectedVersion: 1 };
      await update(target, { name: 'One' });
      const before = await open.rows();
      expect(await refusalOf(update(target, { name: 'Two' }))).toEqual([
        'CONFLICT',
        'expectedVersion: VERSION_CONFLICT',
      ]);
      expect(await open.rows()).toEqual(before);
      await update({ ...target, expectedVersion: 2 }, { name: 'Two' });
      expect(await stored(client)).toMatchObject({ name: 'Two', version: 3 });
    });

    test('with the same expected version at once, exactly one succeeds, and its name is stored', async () => {
      for (let round = 0; round < 4; round++) {
        const client = await register();
        const target = { clientId: client.clientId, expectedVersion: 1 };
        const attempts = Array.from({ length: 6 }, (_, index) =>
          update(target, { name: `Name ${index}` }, index % 2 === 0 ? open.services : other),
        );
        const settled = await Promise.allSettled(attempts);
        const winners = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.client] : []));
        expect(winners).toHaveLength(1);
        expect(await stored(client)).toEqual(winners[0]);
        for (const [index, one] of settled.entries()) {
          if (one.status === 'fulfilled') continue;
          expect(await refusalOf(attempts[index] as Promise<unknown>)).toEqual([
            'CONFLICT',
            'expectedVersion: VERSION_CONFLICT',
          ]);
        }
        expect(await open.auditRows(client.clientId)).toHaveLength(2);
      }
    });

    test('who each add a redirect URI at once, all twenty succeed', async () => {
      const client = await register();
      const uris = Array.from({ length: 20 }, (_, index) => `https://app.example.com/${index}`);
      await Promise.all(
        uris.map((uri, index) =>
          update(client, { addRedirectUris: [uri] }, index % 2 === 0 ? open.services : other),
        ),
      );
      const after = await stored(client);
      expect([...after.redirectUris].sort()).toEqual([first, ...uris].sort());
      expect(after.version).toBe(21);
      expect(await open.auditRows(client.clientId)).toHaveLength(21);
    });

    test('who each send one of two conflicting fields at once, one is refused', async () => {
      for (let round = 0; round < 4; round++) {
        const client = await register();
        const settled = await Promise.allSettled([
          update(client, { jwks }),
          update(client, { jwksUri }, other),
        ]);
        expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        const { jwks: keys, jwksUri: uri } = await stored(client);
        expect([keys, uri].filter((one) => one === null)).toHaveLength(1);
      }
    });
  });

  describe('the audit event of a change', () => {
    test('has the actor, the time, the address, and the old and new value of each changed field', async () => {
      const client = await register(full);
      open.clock.advance(hour);
      const change: ClientChange = {
        name: 'Renamed',
        removeRedirectUris: [first],
        addRedirectUris: ['https://b.example/'],
        clientAuthMethods: ['client_secret_basic'],
        tlsClientAuth: { subjectDn: 'CN=a' },
        grantTypes: null,
        scopes: ['email'],
        jwks: null,
        jwksUri,
        logoUrl: null,
        website: null,
        privacyPolicy: 'https://b.example/p',
        termsUrl: null,
        status: 'suspended',
      };
      await update(client, change);
      const [, event, ...further] = await open.auditRows(client.clientId);
      expect(further).toEqual([]);
      expect(event).toEqual({
        id: expect.stringMatching(/^[0-9A-Z]{26}$/),
        tenantId: 'acme',
        action: 'oauth_client.update',
        outcome: 'done',
        actorType: 'user',
        actorTenantId: 'acme',
        actorId: 'alice',
        clientId: client.clientId,
        requestId: caller.requestId,
        address: caller.address,
        occurredAt: open.clock.now(),
        refusalCode: null,
        issueCodes: [],
        occurrences: 1,
        changes: [
          { field: 'name', before: 'Full', after: 'Renamed' },
          { field: 'redirectUris', before: [first, second], after: [second, 'https://b.example/'] },
          { field: 'clientAuthMethods', before: ['client_secret_post'], after: ['client_secret_basic'] },
          {
            field: 'tlsClientAuth',
            before: { member: 'sanDns', value: 'client.example.com' },
            after: { member: 'subjectDn', value: 'CN=a' },
          },
          {
            field: 'grantTypes',
            before: ['client_credentials', 'authorization_code'],
            after: ['authorization_code'],
          },
          { field: 'scopes', before: ['openid', 'profile'], after: ['email'] },
          { field: 'jwks', before: jwks, after: null },
          { field: 'jwksUri', before: null, after: jwksUri },
          { field: 'logoUrl', before: full.logoUrl, after: null },
          { field: 'website', before: full.website, after: null },
          { field: 'privacyPolicy', before: full.privacyPolicy, after: 'https://b.example/p' },
          { field: 'termsUrl', before: full.termsUrl, after: null },
          {
            field: 'corsOrigins',
            before: ['https://app.example.com', 'https://www.example.com'],
            after: ['https://app.example.com', 'https://b.example'],
          },
          { field: 'status', before: 'active', after: 'suspended' },
        ],
      });
    });

    test('records the profile, the type of client and every revoked or issued secret', async () => {
      const client = await register();
      const [secret] = await open.secretRows(client.id);
      await update(client, { isConfidential: false, clientAuthMethods: null, fapiProfile: 'fapi1_baseline' });
      await update(client, {
        isConfidential: true,
        clientAuthMethods: ['client_secret_basic'],
        fapiProfile: null,
      });
      const [, made] = await open.secretRows(client.id);
      const [, ended, issued] = await open.auditRows(client.clientId);
      expect(ended?.changes).toEqual([
        { field: 'clientAuthMethods', before: ['client_secret_basic'], after: ['none'] },
        { field: 'isConfidential', before: true, after: false },
        { field: 'fapiProfile', before: null, after: 'fapi1_baseline' },
        { field: `secrets.${secret?.id}.status`, before: 'active', after: 'inactive' },
      ]);
      expect(issued?.changes).toEqual([
        { field: 'clientAuthMethods', before: ['none'], after: ['client_secret_basic'] },
        { field: 'isConfidential', before: false, after: true },
        { field: 'fapiProfile', before: 'fapi1_baseline', after: null },
        { field: `secrets.${made?.id}.status`, before: null, after: 'active' },
        { field: `secrets.${made?.id}.lastFour`, before: null, after: made?.lastFour },
      ]);
    });

    test('contains no secret, digest or encrypted copy', async () => {
      const { client, issuedSecret } = await open.register({ clientAuthMethods: ['client_secret_jwt'] });
      const plaintexts = [issuedSecret?.plaintext];
      await update(client, { isConfidential: false, clientAuthMethods: null });
      const again = await update(client, {
        isConfidential: true,
        clientAuthMethods: ['client_secret_jwt', 'client_secret_basic'],
      });
      plaintexts.push(again.issuedSecret?.plaintext);
      const secrets = await open.secretRows(client.id);
      const told = JSON.stringify(await open.auditRows(client.clientId));
      const hidden = [...plaintexts, ...secrets.flatMap(({ digest, encrypted }) => [digest, encrypted])];
      expect(hidden).toHaveLength(6);
      for (const text of hidden) {
        expect(text).toEqual(expect.stringMatching(/.{40}/));
        expect(told).not.toContain(text);
      }
      expect(told).not.toMatch(/digest|encrypted|plaintext/);
    });
  });

  test('no client is found by another tenant, after deletion, or by an impossible id', async () => {
    const client = await register();
    const rival = callerOf({ tenantId: 'rival' });
    const notFound = ['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND'];
    const change = { name: 'Taken over' };
    expect(
      await refusalOf(updateClient(open.services, rival, { clientId: client.clientId, ...change })),
    ).toEqual(notFound);
    for (const clientId of ['', client.id, `${client.clientId}\0`, client.clientId.toLowerCase()]) {
      expect(await refusalOf(update({ clientId }, change))).toEqual(notFound);
    }
    expect(await stored(client)).toEqual(client);
    await deleteClient(open.services, caller, client);
    const before = await open.rows();
    expect(await refusalOf(update(client, change))).toEqual(notFound);
    expect(await open.rows()).toEqual(before);
  });

  test('after any sequence of changes, a client is valid and has the secrets that it can use', async () => {
    const any = <T>(...values: T[]) =>
      fc.constantFrom<T | null | undefined>(undefined, undefined, null, ...values);
    const change = fc.record({
      redirectUris: any([first], [second, loopback], [appUri]),
      addRedirectUris: any([second], [loopback], [appUri]),
      removeRedirectUris: any([first], [second]),
      clientAuthMethods: any<readonly RegistrationMethod[]>(
        ['none'],
        ['client_secret_basic'],
        ['client_secret_jwt'],
        ['private_key_jwt'],
        ['tls_client_auth', 'client_secret_post'],
      ),
      isConfidential: any(true, false),
      fapiProfile: any('fapi1' as const, 'fapi1_baseline' as const, 'fapi2_security' as const),
      grantTypes: any(['authorization_code', 'client_credentials'] as const),
      jwks: any(jwks, weakKeys),
      jwksUri: any(jwksUri),
      tlsClientAuth: any({ sanDns: 'a.example' }),
      website: any('https://www.example.com/'),
    });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const client = await register(smallest);
        for (const one of changes) {
          const result = await update(client, one).catch((error: unknown) => error);
          if (result instanceof Error) expect(result.name, String(result)).toBe('RegistrationError');
          else accepted += 1;
          const now = await stored(client);
          expect(checkRegistration(candidateOf(inputOf(now)))).toEqual([]);
          expect(now.corsOrigins).toEqual(corsOrigins(now.redirectUris, now.website));
          const active = await activeSecrets(client);
          expect(active.length).toBeLessThanOrEqual(2);
          const methods = now.clientAuthMethods.filter((method) => method.startsWith('client_secret'));
          if (methods.length === 0) expect(active).toEqual([]);
          else expect(active).not.toEqual([]);
          if (methods.includes('client_secret_jwt'))
            expect(active.some(({ encrypted }) => encrypted !== null)).toBe(true);
        }
      }),
      { numRuns: 40, seed: 7 },
    );
    // Otherwise the test would have seen refusals only.
    expect(accepted).toBeGreaterThan(20);
  });
});

type RegistrationMethod = NonNullable<RegistrationInput['clientAuthMethods']>[number];
