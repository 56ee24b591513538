import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

/** The example values of the AuthMS API's documentation, combined into one request. */
const documented = {
  name: 'My Application',
  redirect_uris: ['https://app.example.com/callback'],
  client_auth_methods: ['client_secret_basic', 'private_key_jwt'],
  fapi_profile: 'fapi1',
  grant_types: ['authorization_code', 'refresh_token'],
  is_confidential: true,
  jwks_uri: 'https://client.example.com/.well-known/jwks.json',
  logo_url: 'https://app.example.com/logo.png',
  privacy_policy: 'https://app.example.com/privacy',
  scopes: ['openid', 'profile', 'email'],
  terms_url: 'https://app.example.com/terms',
  website: 'https://app.example.com',
};
const minimal = { name: 'My app', redirect_uris: ['https://app.example.com/callback'] };
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

describe('POST /admin/oauth/clients', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway('PostgreSQL');
  });
  afterAll(() => gateway.close());

  const post = (body: unknown, call?: Parameters<TestGateway['send']>[3]) =>
    gateway.send('POST', '/admin/oauth/clients', body, call);

  test.each(['/admin/oauth/clients', '/api/v1/admin/oauth/clients'])(
    'the documented example gets 201 at %s, and the response matches its table',
    async (path) => {
      const { status, headers, body } = await gateway.send('POST', path, documented);
      expect(status).toBe(201);
      expect(body).toEqual({
        code: 0,
        message: 'success',
        timestamp: expect.stringMatching(rfc3339),
        data: expect.anything(),
      });
      const { id } = body.data;
      expect(body.data).toEqual({
        ...documented,
        id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        client_id: `app-${id}`,
        client_secret: expect.stringMatching(/^secret_[A-Za-z0-9_-]{43}$/),
        client_auth_methods: '["client_secret_basic","private_key_jwt"]',
        cors_origins: ['https://app.example.com'],
        status: 'active',
      });
      expect(headers.get('location')).toBe(`/admin/oauth/clients/app-${id}`);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toMatch(/^application\/json/);
    },
  );

  test('an unset field is absent, and a client without a secret has no client_secret', async () => {
    const { body } = await post({ ...minimal, is_confidential: false, jwks: null });
    expect(Object.keys(body.data).sort()).toEqual(
      [
        ...[
          'id',
          'client_id',
          'name',
          'redirect_uris',
          'scopes',
          'grant_types',
          'client_auth_methods',
          'cors_origins',
        ],
        ...['is_confidential', 'status'],
      ].sort(),
    );
    expect(body.data.client_auth_methods).toBe('["none"]');
  });

  test('jwks is returned as the string that was sent', async () => {
    const jwks =
      '{ "keys": [ {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"} ] }';
    const { body } = await post({ ...minimal, client_auth_methods: ['private_key_jwt'], jwks });
    expect(body.data.jwks).toBe(jwks);
  });

  test('a member without a meaning is ignored, not stored, and listed in the response', async () => {
    const answer = await post(
      '{"name":"x","redirect_uris":["https://a.example/"],"tenant_id":"rival","status":"suspended","__proto__":{"name":"polluted"},"constructor":1}',
    );
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ name: 'x', status: 'active' });
    expect(answer.body.ignored).toEqual(['tenant_id', 'status', '__proto__', 'constructor']);
    expect(JSON.stringify(answer.body.data)).not.toMatch(/rival|polluted|constructor/);
    const { clients } = await gateway.rows();
    expect(clients.find(({ id }) => id === answer.body.data.id)?.tenantId).toBe('acme');
  });

  test('a response to a body without ignored members has no list of them', async () => {
    expect((await post(minimal)).body).not.toHaveProperty('ignored');
  });

  test('the names of RFC 7591 are accepted for a public client', async () => {
    const { status, body } = await post({
      client_name: 'RFC 7591',
      redirect_uris: ['http://127.0.0.1/callback'],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile',
      client_uri: 'https://app.example.com/',
      tos_uri: 'https://app.example.com/tos',
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      name: 'RFC 7591',
      is_confidential: false,
      client_auth_methods: '["none"]',
      scopes: ['openid', 'profile'],
      website: 'https://app.example.com/',
      terms_url: 'https://app.example.com/tos',
    });
    expect(body.data).not.toHaveProperty('client_secret');
    expect(body).not.toHaveProperty('ignored');
  });

  test('a JWK Set is accepted as an object, and is returned as text', async () => {
    const jwks = {
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
    };
    const { body } = await post({ ...minimal, token_endpoint_auth_method: 'private_key_jwt', jwks });
    expect(JSON.parse(body.data.jwks)).toEqual(jwks);
    const secret = { ...minimal, jwks: { keys: [{ ...jwks.keys[0], d: 'key-material' }] } };
    const refused = await post(secret);
    expect(refused.body.errors).toMatchObject([{ field: 'jwks.keys[0]', code: 'JWK_PRIVATE' }]);
    expect(refused.text).not.toContain('key-material');
  });

  test('an unsupported member of a standard is refused together with all other problems', async () => {
    const before = await gateway.written();
    const { status, body } = await post({
      client_name: '',
      redirect_uris: ['relative'],
      token_endpoint_auth_method: 'sorcery',
      client_uri: 'ftp://a.example/',
      dpop_bound_access_tokens: true,
      client_id: 'https://mine.example',
      client_secret: 'mine-as-well',
      nothing: 1,
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual(
      [
        'dpop_bound_access_tokens UNSUPPORTED_METADATA',
        'client_secret UNSUPPORTED_METADATA',
        'client_id CLIENT_ID_URL',
        'client_name NAME_BLANK',
        'redirect_uris[0] URI_NOT_ABSOLUTE',
        'token_endpoint_auth_method UNKNOWN_VALUE',
        'client_uri URL_NOT_WEB',
      ],
    );
    expect(JSON.stringify(body)).not.toContain('mine');
    expect(await gateway.written()).toEqual(before);
  });

  test('an update follows the same rules, and a client that was read can be sent back', async () => {
    const { body: created } = await post(minimal);
    const path = `/admin/oauth/clients/${created.data.client_id}`;
    const put = (body: unknown) => gateway.send('PUT', path, body);
    const unknown = await put({ nothing: 1, Name: 'x' });
    expect([unknown.status, unknown.body.ignored]).toEqual([200, ['nothing', 'Name']]);
    const changed = await put({ client_name: 'Renamed', scope: 'openid email', client_uri: null });
    expect(changed.body.data).toMatchObject({ name: 'Renamed', scopes: ['openid', 'email'] });
    const refused = await put({ response_types: ['token'], policy_uri: 'nowhere' });
    expect(refused.body.errors).toMatchObject([
      { field: 'response_types', code: 'UNSUPPORTED_METADATA' },
      { field: 'policy_uri', code: 'URI_NOT_ABSOLUTE' },
    ]);
    const read = await gateway.send('GET', path);
    const sentBack = await put(read.body.data);
    expect(sentBack.status).toBe(200);
    expect(sentBack.body.ignored).toEqual(
      expect.arrayContaining(['id', 'tenant_id', 'cors_origins', 'created_at', 'updated_at']),
    );
    expect((await put({ client_id: 'app-of-another' })).status).toBe(400);
  });

  test('wrong types and unknown values are reported with all other problems, in REST names', async () => {
    const before = await gateway.written();
    const { status, body } = await post({
      name: 5,
      redirect_uris: ['https://fine.example/', 7, 'relative', null],
      client_auth_methods: ['sorcery', 'none', 'client_secret_jwt'],
      grant_types: 'authorization_code',
      fapi_profile: 'FAPI1',
      is_confidential: 'true',
      scopes: [' '],
      jwks: [],
      terms_url: 'ftp://a.example/',
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 40010001,
      message: expect.any(String),
      timestamp: expect.stringMatching(rfc3339),
    });
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual(
      [
        'name WRONG_TYPE',
        'redirect_uris[1] WRONG_TYPE',
        'redirect_uris[2] URI_NOT_ABSOLUTE',
        'redirect_uris[3] WRONG_TYPE',
        'client_auth_methods[0] UNKNOWN_VALUE',
        'client_auth_methods[1] AUTH_METHOD_NONE_NOT_ALONE',
        'client_auth_methods[2] AUTH_METHOD_SECRET_DIGEST_ONLY',
        'is_confidential WRONG_TYPE',
        'grant_types WRONG_TYPE',
        'fapi_profile UNKNOWN_VALUE',
        'scopes[0] SCOPE_CHARACTER',
        'jwks WRONG_TYPE',
        'terms_url URL_NOT_WEB',
      ],
    );
    for (const error of body.errors)
      expect(error).toMatchObject({ message: expect.any(String), reference: expect.any(String) });
    expect(await gateway.written()).toEqual(before);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"name":'],
    ['trailing data', '{} {}'],
    ['a JavaScript object', "{name:'x'}"],
  ])('a body of %s is refused as invalid JSON', async (_, text) => {
    const { status, body } = await post(text === '' ? ' ' : text);
    expect([status, body.errors]).toMatchObject([400, [{ field: 'body', code: 'INPUT_NOT_JSON' }]]);
  });

  test.each(['null', '[]', '"text"', '5', 'true'])(
    'the body %s is refused because it is not an object',
    async (text) => {
      const { status, body } = await post(text);
      expect([status, body.errors]).toMatchObject([400, [{ field: 'body', code: 'INPUT_NOT_OBJECT' }]]);
    },
  );

  test('an empty object gets an issue for both fields that the default grant requires', async () => {
    const { body } = await post({});
    expect(body.errors).toMatchObject([
      { field: 'name', code: 'REQUIRED' },
      { field: 'redirect_uris', code: 'REDIRECT_URI_REQUIRED' },
    ]);
  });

  test('a caller without the right is refused before the input is checked', async () => {
    const token = await gateway.token({ role: 'user' });
    for (const input of [{}, 'no JSON', minimal]) {
      const { status, body } = await post(input, { token });
      expect([status, body]).toEqual([
        403,
        {
          code: 40310001,
          message: expect.any(String),
          request_id: expect.any(String),
          timestamp: expect.stringMatching(rfc3339),
        },
      ]);
    }
  });
});
