import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { day, hour } from '../harness/services.ts';
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts';
import { makeKey, outcome, type Registration, redirectUri, registrarOf } from './registrar.ts';
import { logIn, relyingParty } from './relying-party.ts';

const encryptionKey = randomBytes(32);
type Registrar = ReturnType<typeof registrarOf>;

let gateway: TestGateway;
let registrar: Registrar;
let server: AuthorizationServer;
let advanced = 0;
/** openid-client has no adjustable clock, so the tests use real time. */
const now = () => new Date(Date.now() + advanced);
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL', { secretEncryptionKeys: [encryptionKey] }, { now });
  registrar = registrarOf(gateway);
  server = await startAuthorizationServer({
    databaseUrl: gateway.databaseUrl ?? '',
    secretEncryptionKeys: [encryptionKey.toString('base64url')],
    now,
  });
});
beforeEach(() => {
  advanced = 0;
});
afterAll(async () => {
  await server.close();
  await gateway.close();
});

const run: Registrar['run'] = (name, variables) => registrar.run(name, variables);
const register: Registrar['register'] = (input) => registrar.register(input);

const withSecret = ({ clientId, secret }: Registration) =>
  relyingParty(server.issuer, clientId, client.ClientSecretBasic(secret));
const tokenFor = async (registration: Registration) =>
  outcome(client.clientCredentialsGrant(await withSecret(registration)));
const machine = { grantTypes: ['CLIENT_CREDENTIALS'] };
const today = () => new Date(Math.floor(now().getTime() / day) * day).toISOString();

describe('a client that was registered through GraphQL', () => {
  test('logs a person in with a code and PKCE, and refreshes', async () => {
    const registered = await register({ grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'] });
    const party = await withSecret(registered);
    const tokens = await logIn(party, {
      redirectUri,
      scope: 'openid offline_access',
      parameters: { prompt: 'consent' },
    });
    expect(tokens.claims()).toMatchObject({ sub: 'alice', aud: registered.clientId });
    const refreshed = await client.refreshTokenGrant(party, tokens.refresh_token ?? '');
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    expect((await client.fetchUserInfo(party, refreshed.access_token, 'alice')).sub).toBe('alice');
  });

  test('gets a token with private_key_jwt', async () => {
    const key = await makeKey();
    const { clientId } = await register({
      ...machine,
      clientAuthMethods: ['PRIVATE_KEY_JWT'],
      jwks: key.jwks,
    });
    const party = await relyingParty(server.issuer, clientId, client.PrivateKeyJwt(key.privateKey));
    expect(await outcome(client.clientCredentialsGrant(party))).toBe('done');
  });

  test('gets a token although a key of it has an empty label or an unknown type', async () => {
    const key = await makeKey();
    const [known] = JSON.parse(key.jwks).keys;
    const others = [
      { ...known, kid: '' },
      { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', kid: null },
    ];
    const { clientId } = await register({
      ...machine,
      clientAuthMethods: ['PRIVATE_KEY_JWT'],
      jwks: JSON.stringify({ keys: [known, ...others] }),
    });
    const party = await relyingParty(server.issuer, clientId, client.PrivateKeyJwt(key.privateKey));
    expect(await outcome(client.clientCredentialsGrant(party))).toBe('done');
  });

  test('gets a token with client_secret_jwt, with either of its secrets', async () => {
    const registered = await register({ ...machine, clientAuthMethods: ['CLIENT_SECRET_JWT'] });
    const rotated = await run('rotate-oauth-client-secret', { input: { clientId: registered.clientId } });
    for (const secret of [registered.secret, rotated.issuedSecret.plaintext]) {
      const party = await relyingParty(server.issuer, registered.clientId, client.ClientSecretJwt(secret));
      expect(await outcome(client.clientCredentialsGrant(party))).toBe('done');
    }
    const other = `secret_${randomBytes(32).toString('base64url')}`;
    const party = await relyingParty(server.issuer, registered.clientId, client.ClientSecretJwt(other));
    expect(await outcome(client.clientCredentialsGrant(party))).toBe('invalid_client');
  });

  test('can authenticate with each of several registered methods', async () => {
    const key = await makeKey();
    const registered = await register({
      ...machine,
      clientAuthMethods: ['CLIENT_SECRET_POST', 'CLIENT_SECRET_JWT', 'PRIVATE_KEY_JWT'],
      jwks: key.jwks,
    });
    for (const authentication of [
      client.ClientSecretPost(registered.secret),
      client.ClientSecretJwt(registered.secret),
      client.PrivateKeyJwt(key.privateKey),
    ]) {
      const party = await relyingParty(server.issuer, registered.clientId, authentication);
      expect(await outcome(client.clientCredentialsGrant(party))).toBe('done');
    }
  });

  test.each([
    ['CLIENT_SECRET_JWT', client.ClientSecretBasic],
    ['CLIENT_SECRET_BASIC', client.ClientSecretJwt],
    ['PRIVATE_KEY_JWT', client.ClientSecretPost],
  ])('with only %s is refused with another method', async (method, authentication) => {
    const key = await makeKey();
    const { clientId, secret } = await register({ ...machine, clientAuthMethods: [method], jwks: key.jwks });
    const party = await relyingParty(server.issuer, clientId, authentication(secret ?? key.jwks));
    expect(await outcome(client.clientCredentialsGrant(party))).toBe('invalid_client');
  });

  test('that is public must use PKCE and needs no secret', async () => {
    const { clientId } = await register({
      isConfidential: false,
      redirectUris: ['com.example.app:/callback'],
    });
    const party = await relyingParty(server.issuer, clientId, client.None());
    const tokens = await logIn(party, { redirectUri: 'com.example.app:/callback' });
    expect(tokens.claims()?.sub).toBe('alice');
    const bare = client.buildAuthorizationUrl(party, {
      redirect_uri: 'com.example.app:/callback',
      scope: 'openid',
    });
    const answer = await fetch(bare, { redirect: 'manual' });
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
  });
});

test('a client that was registered through REST gets a token with client_secret_basic', async () => {
  expect(await tokenFor(await registrar.registerByRest({ grant_types: ['client_credentials'] }))).toBe(
    'done',
  );
});

test('a client without redirect URIs gets a token', async () => {
  expect(await tokenFor(await register({ ...machine, redirectUris: null }))).toBe('done');
  expect(
    await tokenFor(
      await registrar.registerByRest({ grant_types: ['client_credentials'], redirect_uris: null }),
    ),
  ).toBe('done');
});

test.each(['com.example.app://callback', 'cursor://anysphere.cursor-mcp/oauth/callback'])(
  'a native client logs a person in with the redirect URI %s',
  async (uri) => {
    // node-oidc-provider accepts none of the others for a native client.
    const others = ['https://localhost/callback', 'http://127.9.9.9/callback', 'https://127.0.0.1/callback'];
    const { clientId } = await register({ isConfidential: false, redirectUris: [...others, uri] });
    const party = await relyingParty(server.issuer, clientId, client.None());
    expect((await logIn(party, { redirectUri: uri })).claims()?.sub).toBe('alice');
  },
);

test.each(['__proto__', 'constructor', 'toString'])(
  'a stored client with the client_id %s, under which every object has a property, is unknown, and others log in',
  async (clientId) => {
    const registered = await register({ isConfidential: false });
    // The rules refuse such a client_id.
    await gateway.database.execute(
      sql`update oauth_clients set client_id = ${clientId} where client_id = ${registered.clientId}`,
    );
    const party = await relyingParty(server.issuer, clientId, client.None());
    const login = logIn(party, { redirectUri }).then(
      () => 'logged in',
      () => 'refused',
    );
    expect(await login).toBe('refused');
    expect(['grantId', 'sid'].filter((name) => name in {} || name in Object)).toEqual([]);
    const other = await register({});
    expect((await logIn(await withSecret(other), { redirectUri })).claims()?.sub).toBe('alice');
  },
);

describe('under FAPI 2.0', () => {
  test('a client gets DPoP-bound tokens for a pushed request, and not otherwise', async () => {
    const key = await makeKey();
    const { clientId } = await register({ fapiProfile: 'FAPI2_SECURITY', jwks: key.jwks });
    const party = await relyingParty(server.issuer, clientId, client.PrivateKeyJwt(key.privateKey));
    const dpop = client.getDPoPHandle(party, await client.randomDPoPKeyPair('ES256'));
    const tokens = await logIn(party, { redirectUri, isPushed: true, dpop });
    expect(tokens.token_type).toBe('dpop');
    expect(tokens.claims()?.sub).toBe('alice');
    await expect(logIn(party, { redirectUri, dpop })).rejects.toMatchObject({ error: 'invalid_request' });
    await expect(logIn(party, { redirectUri, isPushed: true })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('with message signing, requests and responses must be signed', async () => {
    const key = await makeKey();
    const { clientId } = await register({ fapiProfile: 'FAPI2_MESSAGE_SIGNING', jwks: key.jwks });
    const party = await relyingParty(
      server.issuer,
      clientId,
      client.PrivateKeyJwt(key.privateKey),
      {
        id_token_signed_response_alg: 'PS256',
        authorization_signed_response_alg: 'PS256',
      },
      { hasSignedResponses: true },
    );
    const dpop = client.getDPoPHandle(party, await client.randomDPoPKeyPair('ES256'));
    const signed = { redirectUri, isPushed: true, dpop, signedWith: key.privateKey.key };
    expect((await logIn(party, signed)).token_type).toBe('dpop');
    await expect(logIn(party, { redirectUri, isPushed: true, dpop })).rejects.toMatchObject({
      error: 'invalid_request',
    });
  });

  test('an assertion with an algorithm that the profile does not allow is refused', async () => {
    const key = await makeKey('RS256');
    const jwks = JSON.stringify({
      keys: JSON.parse(key.jwks).keys.map(({ alg, ...jwk }: { alg: string }) => jwk),
    });
    const { clientId } = await register({ ...machine, fapiProfile: 'FAPI2_SECURITY', jwks });
    const party = await relyingParty(server.issuer, clientId, client.PrivateKeyJwt(key.privateKey));
    expect(await outcome(client.clientCredentialsGrant(party))).toBe('invalid_client');
  });
});

describe('a secret', () => {
  test('that is wrong is refused, and so is the stored digest of the right secret', async () => {
    const registered = await register(machine);
    const rows = await gateway.rows();
    const { digest } = rows.secrets.at(-1) ?? { digest: '' };
    const wrong = `secret_${randomBytes(32).toString('base64url')}`;
    for (const secret of [wrong, digest, 'undefined']) {
      expect(await tokenFor({ ...registered, secret })).toBe('invalid_client');
    }
    expect(await registrar.usedOn(registered)).toBeNull();
  });

  test.each([
    ['CLIENT_SECRET_BASIC', client.ClientSecretBasic],
    ['CLIENT_SECRET_JWT', client.ClientSecretJwt],
  ])(
    'that was rotated by %s is valid until its grace period ends, beside the new secret',
    async (method, authentication) => {
      const { clientId, secret } = await register({ ...machine, clientAuthMethods: [method] });
      const rotated = await run('rotate-oauth-client-secret', { input: { clientId, graceSeconds: 3600 } });
      const attempts = async () => {
        const outcomes: string[] = [];
        for (const one of [secret, rotated.issuedSecret.plaintext]) {
          const party = await relyingParty(server.issuer, clientId, authentication(one));
          outcomes.push(await outcome(client.clientCredentialsGrant(party)));
        }
        return outcomes;
      };
      expect(await attempts()).toEqual(['done', 'done']);
      advanced = hour + 1000;
      expect(await attempts()).toEqual(['invalid_client', 'done']);
    },
  );

  test('that was deactivated is refused at once', async () => {
    const registered = await register(machine);
    const added = await run('add-oauth-client-secret', { input: { clientId: registered.clientId } });
    const other = { ...registered, secret: added.issuedSecret.plaintext };
    expect(await tokenFor(other)).toBe('done');
    await run('deactivate-oauth-client-secret', {
      input: { clientId: registered.clientId, secretId: added.secret.secretId },
    });
    expect([await tokenFor(other), await tokenFor(registered)]).toEqual(['invalid_client', 'done']);
  });
});

describe.each([
  ['suspended', 'suspend-oauth-client', 'activate-oauth-client'],
  ['deleted', 'delete-oauth-client', 'restore-oauth-client'],
])('a client that was %s', (_, end, begin) => {
  test('is refused everywhere at once, and accepted again after it is active again', async () => {
    const other = await withSecret(await register(machine));
    const registered = await register({
      grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN', 'CLIENT_CREDENTIALS'],
    });
    const party = await withSecret(registered);
    const tokens = await logIn(party, {
      redirectUri,
      scope: 'openid offline_access',
      parameters: { prompt: 'consent' },
    });
    const attempts = async () => ({
      ofItsOwn: await outcome(client.clientCredentialsGrant(party)),
      login: await outcome(logIn(party, { redirectUri })),
      userInfo: await outcome(client.fetchUserInfo(party, tokens.access_token, 'alice')),
      introspection: await outcome(client.tokenIntrospection(party, tokens.access_token)),
      introspectedByAnother: (await client.tokenIntrospection(other, tokens.access_token)).active,
    });
    const works = {
      ofItsOwn: 'done',
      login: 'done',
      userInfo: 'done',
      introspection: 'done',
      introspectedByAnother: true,
    };
    expect(await attempts()).toEqual(works);
    await run(end, { input: { clientId: registered.clientId } });
    expect(await attempts()).toEqual({
      ofItsOwn: 'invalid_client',
      login: 'invalid_client',
      userInfo: 'invalid_token',
      introspection: 'invalid_client',
      introspectedByAnother: false,
    });
    expect(await outcome(client.refreshTokenGrant(party, tokens.refresh_token ?? ''))).toBe('invalid_client');
    await run(begin, { input: { clientId: registered.clientId } });
    expect(await attempts()).toEqual(works);
    expect(await outcome(client.refreshTokenGrant(party, tokens.refresh_token ?? ''))).toBe('done');
  });
});

test('uses a new key from the next request on', async () => {
  const [first, second] = [await makeKey(), await makeKey('PS256')];
  const { clientId } = await register({
    ...machine,
    clientAuthMethods: ['PRIVATE_KEY_JWT'],
    jwks: first.jwks,
  });
  const tokenWith = async ({ privateKey }: typeof first) =>
    outcome(
      client.clientCredentialsGrant(
        await relyingParty(server.issuer, clientId, client.PrivateKeyJwt(privateKey)),
      ),
    );
  expect([await tokenWith(first), await tokenWith(second)]).toEqual(['done', 'invalid_client']);
  await run('update-oauth-client', { input: { clientId, jwks: second.jwks } });
  expect([await tokenWith(first), await tokenWith(second)]).toEqual(['invalid_client', 'done']);
});

describe('the date of the last use', () => {
  test('is shown in GraphQL for the client and for the secret that it used', async () => {
    const registered = await register(machine);
    expect(await registrar.usedOn(registered)).toBeNull();
    await tokenFor(registered);
    expect(await registrar.usedOn(registered)).toBe(today());
    const { secrets } = await run('oauth-client-secrets', { clientId: registered.clientId });
    expect(secrets).toMatchObject([{ lastUsedAt: today() }]);
  });

  test('is shown for a client without a secret', async () => {
    const key = await makeKey();
    const registered = await register({ ...machine, clientAuthMethods: ['PRIVATE_KEY_JWT'], jwks: key.jwks });
    const wrong = await makeKey();
    for (const [{ privateKey }, expected] of [
      [wrong, null],
      [key, today()],
    ] as const) {
      const party = await relyingParty(server.issuer, registered.clientId, client.PrivateKeyJwt(privateKey));
      await outcome(client.clientCredentialsGrant(party));
      expect(await registrar.usedOn(registered)).toBe(expected);
    }
  });

  test('is shown for a secret that signed', async () => {
    const registered = await register({ ...machine, clientAuthMethods: ['CLIENT_SECRET_JWT'] });
    const party = await relyingParty(
      server.issuer,
      registered.clientId,
      client.ClientSecretJwt(registered.secret),
    );
    await client.clientCredentialsGrant(party);
    const { secrets } = await run('oauth-client-secrets', { clientId: registered.clientId });
    expect(secrets).toMatchObject([{ lastUsedAt: today() }]);
  });
});

test('a client gets no scope for which it is not registered', async () => {
  const party = await withSecret(await register({ ...machine, scopes: ['openid'] }));
  expect(await outcome(client.clientCredentialsGrant(party, { scope: 'offline_access' }))).toBe(
    'invalid_scope',
  );
  const tokens = await client.clientCredentialsGrant(party, { scope: 'payments' });
  expect(tokens.scope).toBeUndefined();
});
