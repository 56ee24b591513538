import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, openGateway, type TestGateway } from '../harness/gateway.ts';

/** The example values of the AuthMS API's own documentation, put together as one request. */
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

describe.each(databases)('POST /admin/oauth/clients on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  const post = (body: unknown, call?: Parameters<TestGateway['send']>[3]) =>
    gateway.send('POST', '/admin/oauth/clients', body, call);

  test.each(['/admin/oauth/clients', '/api/v1/admin/oauth/clients'])(
    'the documented example gives 201 at %s and comes back as its response table shows',
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

  test('a field that is unset is absent, and a client without a secret has no client_secret', async () => {
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

  test('jwks comes back as the string that was given', async () => {
    const jwks =
      '{ "keys": [ {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"} ] }';
    const { body } = await post({ ...minimal, client_auth_methods: ['private_key_jwt'], jwks });
    expect(body.data.jwks).toBe(jwks);
  });

  test('a field this API does not know is ignored, not stored and not echoed', async () => {
    const answer = await post(
      '{"name":"x","redirect_uris":["https://a.example/"],"client_id":"mine","client_secret":"mine","tenant_id":"rival","status":"suspended","__proto__":{"name":"polluted"},"constructor":1}',
    );
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ name: 'x', status: 'active' });
    expect(answer.text).not.toMatch(/mine|rival|polluted|constructor/);
    const { clients } = await gateway.rows();
    expect(clients.find(({ id }) => id === answer.body.data.id)?.tenantId).toBe('acme');
  });

  test('wrong types and unknown words are named together with everything else that is wrong, in REST names', async () => {
    const before = await gateway.written();
    const { status, body } = await post({
      name: 5,
      redirect_uris: ['https://fine.example/', 7, 'relative', null],
      client_auth_methods: ['sorcery', 'none', 'client_secret_jwt'],
      grant_types: 'authorization_code',
      fapi_profile: 'FAPI1',
      is_confidential: 'true',
      scopes: [' '],
      jwks: { keys: [] },
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
        'client_auth_methods[0] UNKNOWN_WORD',
        'client_auth_methods[1] AUTH_METHOD_NONE_NOT_ALONE',
        'client_auth_methods[2] AUTH_METHOD_SECRET_DIGEST_ONLY',
        'is_confidential WRONG_TYPE',
        'grant_types WRONG_TYPE',
        'fapi_profile UNKNOWN_WORD',
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
  ])('a body of %s is no JSON', async (_, text) => {
    const { status, body } = await post(text === '' ? ' ' : text);
    expect([status, body.errors]).toMatchObject([400, [{ field: 'body', code: 'BODY_NOT_JSON' }]]);
  });

  test.each(['null', '[]', '"text"', '5', 'true'])('the body %s is no object', async (text) => {
    const { status, body } = await post(text);
    expect([status, body.errors]).toMatchObject([400, [{ field: 'body', code: 'BODY_NOT_OBJECT' }]]);
  });

  test('an empty object names both fields that the default grant needs', async () => {
    const { body } = await post({});
    expect(body.errors).toMatchObject([
      { field: 'name', code: 'REQUIRED' },
      { field: 'redirect_uris', code: 'REDIRECT_URI_REQUIRED' },
    ]);
  });

  test('a caller without the right is told so before anything is said about its body', async () => {
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
