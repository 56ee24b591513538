import { createHash, randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { decodeJwt, type JWK, SignJWT } from 'jose';
import { type Adapter, type Configuration, Provider } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openClients } from '../../src/oidc-provider/open-clients.ts';
import { certificateOf } from '../domain/key/certificate-maker.ts';
import { ecKey, rsaKey } from '../domain/key/key-maker.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  startAuthorizationServer,
} from './authorization-server.ts';
import { browse } from './browser.ts';
import { makeKey, outcome, redirectUri, registrarOf } from './registrar.ts';
import { logIn, relyingParty } from './relying-party.ts';

const machine = { grantTypes: ['CLIENT_CREDENTIALS'] };

let gateway: TestGateway;
let registrar: ReturnType<typeof registrarOf>;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  registrar = registrarOf(gateway);
});
afterAll(() => gateway.close());

const servers: AuthorizationServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(
  configuration: Configuration = {},
  options: Partial<AuthorizationServerOptions> = {},
): Promise<AuthorizationServer> {
  const databaseUrl = gateway.databaseUrl ?? '';
  const server = await startAuthorizationServer({ databaseUrl, configuration, ...options });
  servers.push(server);
  return server;
}

describe('with certificates verified by a proxy', () => {
  const header = 'x-client-certificate';
  const certificate = certificateOf(ecKey().publicKey).toString('base64');
  const mTLS = {
    enabled: true,
    tlsClientAuth: true,
    selfSignedTlsClientAuth: true,
    certificateBoundAccessTokens: true,
    getCertificate: (ctx: { get(name: string): string }) => ctx.get(header) || undefined,
    certificateAuthorized: () => true,
    certificateSubjectMatches: (_ctx: unknown, property: string, expected: string) =>
      property === 'tls_client_auth_subject_dn' && expected === 'CN=client',
  };
  const partyWith = async (issuer: string, clientId: string, given = certificate) => {
    const party = await relyingParty(issuer, clientId, client.TlsClientAuth(), {
      use_mtls_endpoint_aliases: false,
    });
    party[client.customFetch] = (url, { headers, ...options }) =>
      fetch(url, { ...options, headers: { ...headers, [header]: given } } as RequestInit);
    return party;
  };
  const x5t = createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('base64url');
  const jwks = JSON.stringify({ keys: [{ ...ecKey().publicJwk, kid: 'one', x5c: [certificate] }] });

  test('a client is authenticated by its registered subject only', async () => {
    const { issuer } = await serve({ features: { mTLS } });
    const known = { ...machine, clientAuthMethods: ['TLS_CLIENT_AUTH'] };
    const right = await registrar.register({ ...known, tlsClientAuth: { subjectDn: 'CN=client' } });
    const wrong = await registrar.register({ ...known, tlsClientAuth: { subjectDn: 'CN=other' } });
    const attempts = [right, wrong].map(async ({ clientId }) =>
      outcome(client.clientCredentialsGrant(await partyWith(issuer, clientId))),
    );
    expect(await Promise.all(attempts)).toEqual(['done', 'invalid_client']);
    expect(await registrar.usedOn(right)).not.toBeNull();
    expect(await registrar.usedOn(wrong)).toBeNull();
  });

  test('a FAPI 2.0 client is authenticated by its own certificate, and its tokens are bound to it', async () => {
    const { issuer, provider } = await serve({ features: { mTLS } });
    const { clientId } = await registrar.register({
      ...machine,
      fapiProfile: 'FAPI2_SECURITY',
      clientAuthMethods: ['SELF_SIGNED_TLS_CLIENT_AUTH'],
      jwks,
    });
    const tokens = await client.clientCredentialsGrant(await partyWith(issuer, clientId));
    const stored = await provider.ClientCredentials.find(tokens.access_token);
    expect(stored?.['x5t#S256']).toBe(x5t);
    const other = certificateOf(ecKey('P-384').publicKey).toString('base64');
    const attempt = client.clientCredentialsGrant(await partyWith(issuer, clientId, other));
    expect(await outcome(attempt)).toBe('invalid_client');
  });

  test('a certificate does not authenticate a client with another method', async () => {
    const { issuer } = await serve({ features: { mTLS } });
    const { clientId } = await registrar.register({ ...machine, jwks });
    const attempt = client.clientCredentialsGrant(await partyWith(issuer, clientId));
    expect(await outcome(attempt)).toBe('invalid_client');
  });
});

test('a client gets only the scopes of a resource server that it is registered for', async () => {
  const { issuer } = await serve({
    features: {
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'payments:read payments:write',
          audience: 'https://api.example.com',
          accessTokenFormat: 'jwt',
        }),
      },
    },
  });
  const { clientId, secret } = await registrar.register({ ...machine, scopes: ['payments:read'] });
  const party = await relyingParty(issuer, clientId, client.ClientSecretBasic(secret));
  const tokens = await client.clientCredentialsGrant(party, {
    resource: 'https://api.example.com',
    scope: 'payments:read payments:write',
  });
  expect(decodeJwt(tokens.access_token)).toMatchObject({ scope: 'payments:read', client_id: clientId });
});

test('a client that is registered for no scope of the resource server gets none', async () => {
  const { issuer } = await serve({ scopes: ['openid', 'reports'] });
  const { clientId, secret } = await registrar.register({ ...machine, scopes: ['payments:read'] });
  const party = await relyingParty(issuer, clientId, client.ClientSecretBasic(secret));
  for (const scope of ['openid', 'reports']) {
    expect(await outcome(client.clientCredentialsGrant(party, { scope }))).toBe('invalid_scope');
  }
});

test('a server of one tenant finds only the clients of that tenant', async () => {
  const { clientId, secret } = await registrar.register(machine);
  const tokenOf = async (tenantId: string) => {
    const { issuer } = await serve({}, { tenantId });
    const party = await relyingParty(issuer, clientId, client.ClientSecretBasic(secret));
    return outcome(client.clientCredentialsGrant(party));
  };
  expect([await tokenOf('acme'), await tokenOf('rival')]).toEqual(['done', 'invalid_client']);
});

test('keys at a jwks_uri are fetched, and a changed jwks_uri applies from the next request on', async () => {
  const [first, second] = [await makeKey(), await makeKey()];
  const { issuer } = await serve({
    fetch: async (url) => new Response(String(url).endsWith('/first') ? first.jwks : second.jwks),
  });
  const jwksUri = (name: string) => `https://app.example.com/jwks/${name}`;
  const { clientId } = await registrar.register({
    ...machine,
    clientAuthMethods: ['PRIVATE_KEY_JWT'],
    jwksUri: jwksUri('first'),
  });
  const tokenWith = async ({ privateKey }: typeof first) => {
    const party = await relyingParty(issuer, clientId, client.PrivateKeyJwt(privateKey));
    return outcome(client.clientCredentialsGrant(party));
  };
  expect([await tokenWith(first), await tokenWith(second)]).toEqual(['done', 'invalid_client']);
  await registrar.run('update-oauth-client', { input: { clientId, jwksUri: jwksUri('second') } });
  expect([await tokenWith(first), await tokenWith(second)]).toEqual(['invalid_client', 'done']);
});

test('keys at a private address are not fetched, and no connection is opened, unless the operator allows the host', async () => {
  let connections = 0;
  const inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => inside.listen(0, '127.0.0.1', ready));
  const { port } = inside.address() as AddressInfo;
  const { databaseUrl } = gateway;
  const lenient = await openGateway('PostgreSQL', { databaseUrl, allowedJwksHosts: ['127.0.0.1'] });
  const { clientId } = await registrarOf(lenient).register({
    ...machine,
    clientAuthMethods: ['PRIVATE_KEY_JWT'],
    jwksUri: `https://127.0.0.1:${port}/jwks`,
  });
  await lenient.close();
  const { privateKey } = await makeKey();
  const tokenFrom = async ({ issuer }: AuthorizationServer) => {
    const party = await relyingParty(issuer, clientId, client.PrivateKeyJwt(privateKey));
    return outcome(client.clientCredentialsGrant(party));
  };
  expect(await tokenFrom(await serve())).toMatch(/^invalid_client/);
  expect(connections).toBe(0);
  expect(await tokenFrom(await serve({}, { allowedHosts: ['127.0.0.1'] }))).toMatch(/^invalid_client/);
  expect(connections).toBe(1);
  await new Promise((done) => inside.close(done));
});

test("a page of the client's own origin may call, and no other page", async () => {
  const { issuer } = await serve();
  const { clientId, secret } = await registrar.register(machine);
  const statusFrom = async (origin: string) => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { origin, authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return response.status;
  };
  expect(await statusFrom('https://app.example.com')).toBe(200);
  expect(await statusFrom('https://evil.example.com')).toBe(400);
});

test('client_secret_jwt is refused by a server without a key to decrypt secrets', async () => {
  const encryption = await openGateway('PostgreSQL', {
    databaseUrl: gateway.databaseUrl,
    secretEncryptionKeys: [crypto.getRandomValues(new Uint8Array(32))],
  });
  const { clientId, secret } = await registrarOf(encryption).register({
    ...machine,
    clientAuthMethods: ['CLIENT_SECRET_JWT'],
  });
  await encryption.close();
  const { issuer } = await serve();
  const party = await relyingParty(issuer, clientId, client.ClientSecretJwt(secret));
  expect(await outcome(client.clientCredentialsGrant(party))).toMatch(/^invalid_/);
});

test('a client with one secret under a removed encryption key authenticates with the other, and the operator is told once', async () => {
  const [removed, current] = [randomBytes(32), randomBytes(32)];
  const { databaseUrl } = gateway;
  const before = await openGateway('PostgreSQL', { databaseUrl, secretEncryptionKeys: [removed] });
  const old = await registrarOf(before).register({ ...machine, clientAuthMethods: ['CLIENT_SECRET_JWT'] });
  await before.close();
  const after = await openGateway('PostgreSQL', { databaseUrl, secretEncryptionKeys: [current] });
  const { clientId } = old;
  const added = await registrarOf(after).run('add-oauth-client-secret', { input: { clientId } });
  await after.close();
  const { issuer, provider } = await serve({}, { secretEncryptionKeys: [current.toString('base64url')] });
  const told: string[] = [];
  provider.on('server_error', (_ctx, error) => told.push(error.message));
  const tokenWith = async (secret: string) =>
    outcome(
      client.clientCredentialsGrant(await relyingParty(issuer, clientId, client.ClientSecretJwt(secret))),
    );
  expect(await tokenWith(added.issuedSecret.plaintext)).toBe('done');
  expect(await tokenWith(old.secret)).toBe('invalid_client');
  expect(told).toEqual([
    expect.stringMatching(
      new RegExp(`^Secret [0-9A-Z]{26} of client ${clientId} .*secretEncryptionKeys.*add its key again`),
    ),
  ]);
  expect(told[0]).not.toContain(old.secret);
});

test("a server that cannot enforce a client's profile refuses the client, and the operator is told", async () => {
  const { issuer, provider } = await serve({ features: { jwtResponseModes: { enabled: false } } });
  const told: string[] = [];
  provider.on('server_error', (_ctx, error) => told.push(error.message));
  const key = await makeKey();
  const { clientId } = await registrar.register({ fapiProfile: 'FAPI2_MESSAGE_SIGNING', jwks: key.jwks });
  const party = await relyingParty(issuer, clientId, client.PrivateKeyJwt(key.privateKey));
  const attempt = logIn(party, { redirectUri, isPushed: true, signedWith: key.privateKey.key });
  await expect(attempt).rejects.toMatchObject({ cause: { status: 500 } });
  expect(told).toEqual([
    `The client ${clientId} is registered under fapi2_message_signing: enable features.jwtResponseModes.`,
  ]);
});

test('a code expires after the limit of the profile, and otherwise after the configured time', async () => {
  const { issuer, provider } = await serve({ ttl: { AuthorizationCode: 300 } });
  const lifetimes: number[] = [];
  provider.on('authorization_code.saved', ({ expiration }) => lifetimes.push(expiration));
  const key = await makeKey();
  for (const metadata of [{}, { fapiProfile: 'FAPI2_SECURITY' }]) {
    const { clientId } = await registrar.register({
      clientAuthMethods: ['PRIVATE_KEY_JWT'],
      jwks: key.jwks,
      ...metadata,
    });
    const party = await relyingParty(issuer, clientId, client.PrivateKeyJwt(key.privateKey));
    const dpop = client.getDPoPHandle(party, await client.randomDPoPKeyPair('ES256'));
    await logIn(party, { redirectUri, isPushed: true, dpop });
  }
  expect(lifetimes).toEqual([300, 60]);
});

test.each([
  ['as it is', {}],
  ['that takes HMACs', { enabledJWA: { requestObjectSigningAlgValues: ['HS256'] } }],
] as const)(
  'a secret is not a key for request objects at a server %s, and its absence does not matter',
  async (_, own) => {
    const { issuer, provider } = await serve(own);
    const { clientId, secret } = await registrar.register({});
    expect((await provider.Client.find(clientId))?.clientSecret).toBeUndefined();
    for (const key of [secret, 'undefined', ' ']) {
      const request = await new SignJWT({ client_id: clientId, response_type: 'code', scope: 'openid' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(clientId)
        .setAudience(issuer)
        .sign(new TextEncoder().encode(key));
      const url = new URL(`${issuer}/auth?${new URLSearchParams({ client_id: clientId, request })}`);
      const answer = await browse(url, redirectUri);
      expect(answer.searchParams.get('error')).toBe('invalid_request_object');
    }
  },
);

test('a grant that the server does not support does not prevent the other grants', async () => {
  const { issuer } = await serve();
  const { clientId, secret } = await registrar.register({
    grantTypes: ['CLIENT_CREDENTIALS', 'DEVICE_CODE', 'TOKEN_EXCHANGE', 'CIBA'],
  });
  const party = await relyingParty(issuer, clientId, client.ClientSecretBasic(secret));
  expect(await outcome(client.clientCredentialsGrant(party))).toBe('done');
});

test("clients of the operator's own configuration work as before", async () => {
  const secret = crypto.randomUUID();
  const { issuer } = await serve({
    clients: [
      {
        client_id: 'own',
        client_secret: secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
  });
  const tokenWith = async (given: string) => {
    const party = await relyingParty(issuer, 'own', client.ClientSecretBasic(given));
    return outcome(client.clientCredentialsGrant(party));
  };
  expect([await tokenWith(secret), await tokenWith('wrong')]).toEqual(['done', 'invalid_client']);
});

test('a provider without a call of attach() finds no client, and its error says what to do', async () => {
  const clients = await openClients({ databaseUrl: gateway.databaseUrl ?? '' });
  const jwks = { keys: [{ ...rsaKey().privateJwk, alg: 'RS256' }] };
  const own = { adapter: MemoryAdapter, jwks, features: { devInteractions: { enabled: false } } };
  const provider = new Provider('http://127.0.0.1', clients.configure(own));
  const { clientId } = await registrar.register({});
  await expect(provider.Client.find(clientId)).rejects.toThrow('Call attach(provider)');
  clients.attach(provider);
  const found = await provider.Client.find(clientId);
  expect(found?.clientId).toBe(clientId);
  // The gateway does not see what an authorization server writes.
  // The types of oidc-provider do not show the adapter of a client class.
  const writing = (provider.Client as unknown as { adapter: Adapter }).adapter.destroy(clientId);
  await expect(writing).rejects.toThrow('at Clientele');
  await clients.close();
});

test('a method that the server does not support does not prevent the other methods', async () => {
  const { issuer } = await serve();
  const key = await makeKey();
  const { clientId } = await registrar.register({
    clientAuthMethods: ['TLS_CLIENT_AUTH', 'PRIVATE_KEY_JWT'],
    tlsClientAuth: { subjectDn: 'CN=client' },
    jwks: key.jwks,
  });
  const party = await relyingParty(issuer, clientId, client.PrivateKeyJwt(key.privateKey));
  expect((await logIn(party, { redirectUri })).claims()?.sub).toBe('alice');
});

test('a profile that the operator sets for everyone applies to clients without a profile', async () => {
  const { issuer } = await serve({ features: { fapi: { enabled: true, profile: '2.0' } } });
  const { clientId } = await registrar.register({});
  const request = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'openid' };
  const answer = await browse(new URL(`${issuer}/auth?${new URLSearchParams(request)}`), redirectUri);
  expect(answer.searchParams.get('error_description')).toMatch(/PKCE/);
});

test("the audience of an assertion must be the issuer under FAPI 2.0, even if the operator's own check allows another", async () => {
  const { issuer } = await serve({ assertJwtClientAuthClaimsAndHeader: async () => {} });
  const key = await makeKey();
  const { clientId } = await registrar.register({
    ...machine,
    fapiProfile: 'FAPI2_SECURITY',
    jwks: key.jwks,
  });
  const tokenFor = async (audience: string) => {
    const authentication = client.PrivateKeyJwt(key.privateKey, {
      [client.modifyAssertion]: (_header, payload) => {
        payload.aud = audience;
      },
    });
    const party = await relyingParty(issuer, clientId, authentication);
    const dpop = client.getDPoPHandle(party, await client.randomDPoPKeyPair('ES256'));
    return outcome(client.clientCredentialsGrant(party, {}, { DPoP: dpop }));
  };
  expect([await tokenFor(issuer), await tokenFor(`${issuer}/token`)]).toEqual(['done', 'invalid_client']);
});

test('a request object with an algorithm that the profile does not allow is refused', async () => {
  const { issuer } = await serve();
  const { publicJwk, privateJwk } = rsaKey();
  const jwks = JSON.stringify({ keys: [{ ...publicJwk, kid: 'one' }] });
  const { clientId } = await registrar.register({ fapiProfile: 'FAPI2_MESSAGE_SIGNING', jwks });
  const push = async (alg: string) => {
    const sign = (claims: object) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'alg' in claims ? String(claims.alg) : alg, kid: 'one' })
        .setIssuer(clientId)
        .setAudience(issuer)
        .setNotBefore('0s')
        .setExpirationTime('1m')
        .setJti(crypto.randomUUID())
        .sign(privateJwk as JWK);
    const parameters = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
    };
    const pkce = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', response_mode: 'jwt' };
    const response = await fetch(`${issuer}/request`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await sign({ sub: clientId, alg: 'PS256' }),
        request: await sign({ ...parameters, ...pkce }),
      }),
    });
    const { error = 'done' } = (await response.json()) as { error?: string };
    return error;
  };
  expect([await push('PS256'), await push('PS512')]).toEqual(['done', 'invalid_request_object']);
});
