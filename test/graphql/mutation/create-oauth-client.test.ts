import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const document = /* GraphQL */ `
  mutation ($input: CreateOAuthClientInput!) {
    createOAuthClient(input: $input) {
      __typename
      ... on CreateOAuthClientPayload {
        client {
          id ulid clientId tenantId name redirectUris clientAuthMethods fapiProfile grantTypes isConfidential jwks jwksUri
          logoUrl privacyPolicy scopes termsUrl website corsOrigins status createdAt updatedAt
        }
        issuedSecret { plaintext lastFour expiresAt }
        advisories { path code message reference }
      }
      ... on RegistrationError { code message issues { path code message reference } }
    }
  }
`;

const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const minimal = { name: 'My app', redirectUris: ['https://app.example.com/callback'] };

describe('createOAuthClient', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway('PostgreSQL');
  });
  afterAll(() => gateway.close());

  const create = async (input: object, call?: Parameters<TestGateway['graphql']>[2]) => {
    const { body } = await gateway.graphql(document, { input }, call);
    return body.data.createOAuthClient;
  };

  test('accepts a name and a redirect URI alone and fills in every default', async () => {
    const { client, issuedSecret, advisories } = await create(minimal);
    expect(client).toEqual({
      id: expect.any(String),
      ulid: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      clientId: `app-${client.ulid}`,
      tenantId: 'acme',
      ...minimal,
      clientAuthMethods: ['CLIENT_SECRET_BASIC'],
      fapiProfile: null,
      grantTypes: ['AUTHORIZATION_CODE'],
      isConfidential: true,
      jwks: null,
      jwksUri: null,
      logoUrl: null,
      privacyPolicy: null,
      scopes: ['openid'],
      termsUrl: null,
      website: null,
      corsOrigins: ['https://app.example.com'],
      status: 'ACTIVE',
      createdAt: client.updatedAt,
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(issuedSecret).toEqual({
      plaintext: expect.stringMatching(/^secret_[A-Za-z0-9_-]{43}$/),
      lastFour: issuedSecret.plaintext.slice(-4),
      expiresAt: null,
    });
    expect(advisories).toEqual([]);
  });

  test('treats null as absent', async () => {
    const optional = [
      'clientAuthMethods',
      'fapiProfile',
      'grantTypes',
      'isConfidential',
      'jwks',
      'jwksUri',
      'logoUrl',
    ];
    const nulls = Object.fromEntries(
      [...optional, 'privacyPolicy', 'scopes', 'termsUrl', 'website'].map((f) => [f, null]),
    );
    const { client } = await create({ ...minimal, ...nulls });
    expect(client).toMatchObject({
      clientAuthMethods: ['CLIENT_SECRET_BASIC'],
      scopes: ['openid'],
      website: null,
    });
  });

  test('returns every given field unchanged', async () => {
    const given = {
      name: `O'Neil "& Söhne" {a,b} \\ 日本語 👩‍👩‍👧`,
      redirectUris: ['https://a.example/cb?x=1,2&y=%22', "https://b.example/(x)'!"],
      clientAuthMethods: ['PRIVATE_KEY_JWT', 'CLIENT_SECRET_POST'],
      fapiProfile: 'FAPI1',
      grantTypes: [
        'REFRESH_TOKEN',
        'AUTHORIZATION_CODE',
        'DEVICE_CODE',
        'TOKEN_EXCHANGE',
        'JWT_BEARER',
        'CIBA',
      ],
      isConfidential: true,
      jwksUri: 'https://keys.example/jwks.json',
      logoUrl: 'https://a.example/logo.png',
      privacyPolicy: 'https://a.example/privacy',
      scopes: ['openid', 'a{b},c', "it's"],
      termsUrl: 'https://a.example/terms',
      website: 'https://www.a.example',
    };
    expect((await create(given)).client).toMatchObject(given);
  });

  test('creates no secret for a public client or a client with only a key', async () => {
    const before = (await gateway.rows()).secrets.length;
    const jwks = JSON.stringify({ keys: [{ ...ecKey, unknown: '☃' }] });
    const open = await create({ ...minimal, isConfidential: false });
    const keyed = await create({ ...minimal, clientAuthMethods: ['PRIVATE_KEY_JWT'], jwks });
    expect([open.issuedSecret, keyed.issuedSecret]).toEqual([null, null]);
    expect(open.client.clientAuthMethods).toEqual(['NONE']);
    expect(keyed.client.jwks).toBe(jwks);
    expect((await gateway.rows()).secrets).toHaveLength(before);
  });

  test('stores client, digest and audit row; no row, log line or later response contains the plaintext', async () => {
    const call = { headers: { 'x-request-id': 'request-7' }, token: await gateway.token({ sub: 'carol' }) };
    const { client, issuedSecret } = await create(minimal, call);
    const rows = await gateway.rows();
    const stored = rows.clients.find(({ clientId }) => clientId === client.clientId);
    const secrets = rows.secrets.filter(({ oauthClientId }) => oauthClientId === stored?.id);
    expect(secrets).toMatchObject([
      {
        digest: `v1.${createHash('sha256').update(issuedSecret.plaintext).digest('base64url')}`,
        lastFour: issuedSecret.lastFour,
        expiresAt: null,
      },
    ]);
    expect(rows.auditEvents.filter(({ clientId }) => clientId === client.clientId)).toMatchObject([
      {
        tenantId: 'acme',
        action: 'oauth_client.create',
        actorId: 'carol',
        requestId: 'request-7',
        address: '127.0.0.1',
        occurredAt: new Date(client.createdAt),
      },
    ]);
    const later = await gateway.graphql('query ($id: String!) { oauthClient(clientId: $id) { name jwks } }', {
      id: client.clientId,
    });
    const everywhere = JSON.stringify([rows, gateway.logLines, later.text]);
    expect(everywhere).toContain(client.clientId);
    expect(everywhere).not.toContain(issuedSecret.plaintext);
    expect(everywhere).not.toContain(issuedSecret.plaintext.slice('secret_'.length));
  });

  test('creates two clients with two secrets for two equal inputs', async () => {
    const [one, other] = await Promise.all([create(minimal), create(minimal)]);
    expect(one.client.clientId).not.toBe(other.client.clientId);
    expect(one.issuedSecret.plaintext).not.toBe(other.issuedSecret.plaintext);
  });

  test('reports every problem at once with path, code, message and clause, and writes nothing', async () => {
    const before = await gateway.written();
    const refused = await create({
      name: '  ',
      redirectUris: ['https://fine.example/cb', 'http://evil.example/cb#', 'relative'],
      clientAuthMethods: ['NONE', 'PRIVATE_KEY_JWT'],
      grantTypes: [],
      scopes: ['two words'],
      website: 'javascript:alert(1)',
    });
    expect(refused).toMatchObject({ __typename: 'RegistrationError', code: 'INVALID_CLIENT_METADATA' });
    expect(
      refused.issues.map(({ path, code }: { path: string[]; code: string }) => [path.join('.'), code]),
    ).toEqual([
      ['name', 'NAME_BLANK'],
      ['redirectUris.1', 'URI_FRAGMENT'],
      ['redirectUris.1', 'REDIRECT_URI_HTTP'],
      ['redirectUris.2', 'URI_NOT_ABSOLUTE'],
      ['clientAuthMethods.0', 'AUTH_METHOD_NONE_CONFIDENTIAL'],
      ['clientAuthMethods.0', 'AUTH_METHOD_NONE_NOT_ALONE'],
      ['grantTypes', 'EMPTY_LIST'],
      ['scopes.0', 'SCOPE_CHARACTER'],
      ['jwks', 'AUTH_METHOD_KEY_MISSING'],
      ['website', 'URL_NOT_WEB'],
    ]);
    for (const { message, reference } of refused.issues) {
      expect(message).toMatch(/\.$/);
      expect(reference).toMatch(/§|RFC/);
    }
    expect(await gateway.written()).toEqual(before);
  });

  test('returns advisories for risky settings with the registered client', async () => {
    const { client, advisories } = await create({ ...minimal, redirectUris: ['http://127.0.0.1:8080/cb'] });
    expect(client.redirectUris).toEqual(['http://127.0.0.1:8080/cb']);
    expect(advisories).toMatchObject([{ path: ['redirectUris', '0'], code: 'ADVISE_REDIRECT_URI_LOOPBACK' }]);
  });

  test('neither stores nor logs nor returns a refused private key', async () => {
    const marker = 'd-marker-that-must-not-show';
    const jwks = JSON.stringify({ keys: [{ ...ecKey, d: marker }] });
    const { text } = await gateway.graphql(document, { input: { ...minimal, jwks } });
    expect(text).toContain('JWK_PRIVATE');
    const asObject = await gateway.graphql(document, { input: { ...minimal, jwks: { d: marker } } });
    expect(asObject.status).toBe(400);
    expect(JSON.stringify([text, asObject.text, await gateway.rows(), gateway.logLines])).not.toContain(
      marker,
    );
  });

  test('refuses a caller without the right before it checks the input', async () => {
    const before = await gateway.written();
    const token = await gateway.token({ role: 'user', scope: 'oauth.clients:read' });
    const { status, body } = await gateway.graphql(document, { input: { ...minimal, name: '' } }, { token });
    expect(status).toBe(200);
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await gateway.written()).toEqual(before);
  });

  test.each([
    ['role', { role: 'super_admin' }],
    ['scope', { role: '', scope: 'profile oauth.clients:write' }],
  ])('accepts the right from the %s', async (_, claims) => {
    const { client } = await create(minimal, { token: await gateway.token(claims) });
    expect(client.name).toBe(minimal.name);
  });

  test.each(['Admin', 'administrator', ' admin', 'security_admin'])(
    'does not treat the role "%s" as an administrator',
    async (role) => {
      const { body } = await gateway.graphql(
        document,
        { input: minimal },
        { token: await gateway.token({ role }) },
      );
      expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );
});
