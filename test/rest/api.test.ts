import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matchPath } from '../../src/rest/match-path.ts';
import type { Route } from '../../src/rest/route.ts';
import { type OperationId, routes } from '../../src/rest/route-table.ts';
import { Refusal } from '../../src/rest/wire/wire-schema.ts';
import { type Answer, databases, openGateway, type TestGateway } from '../harness/gateway.ts';

const clients = '/admin/oauth/clients';
const input = { name: 'My app', redirect_uris: ['https://app.example.com/callback'] };

const operations = Object.entries(routes) as [OperationId, (typeof routes)[OperationId]][];

/** Whether the body has exactly the fields of its schema. */
function expectShape(id: OperationId, { body }: Answer): void {
  const { answer }: Route = routes[id];
  if (answer === undefined) throw new Error(`The route ${id} has no response body.`);
  expect(answer.parse(body)).toEqual(body);
}

describe.each(databases)('the REST API on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  const register = async (body: object = input) => {
    const answer = await gateway.send('POST', clients, body);
    expectShape('createClient', answer);
    return answer.body.data;
  };

  test('covers a whole client life cycle in the shapes of the AuthMS API', async () => {
    const { client_id, client_secret } = await register({ ...input, website: 'https://app.example.com' });
    const path = `${clients}/${client_id}`;

    const item = await gateway.send('GET', path);
    expectShape('findClient', item);
    expect(item.headers.get('etag')).toBe('"1"');
    expect(item.body.data).toEqual({
      id: client_id.slice(4),
      client_id,
      tenant_id: 'acme',
      name: 'My app',
      redirect_uris: input.redirect_uris,
      scopes: ['openid'],
      grant_types: ['authorization_code'],
      client_auth_methods: '["client_secret_basic"]',
      cors_origins: ['https://app.example.com'],
      is_confidential: true,
      website: 'https://app.example.com',
      status: 'active',
      secret_last_four: client_secret.slice(-4),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });

    const changed = await gateway.send(
      'PUT',
      path,
      { name: 'Renamed', website: null },
      { headers: { 'if-match': '"1"' } },
    );
    expectShape('updateClient', changed);
    expect(changed.body.data).toMatchObject({ name: 'Renamed', redirect_uris: input.redirect_uris });
    expect(changed.body.data).not.toHaveProperty('website');
    expect(changed.headers.get('etag')).toBe('"2"');

    const added = await gateway.send('POST', `${path}/secrets`);
    expect(added.status).toBe(201);
    expectShape('addSecret', added);
    const listed = await gateway.send('GET', `${path}/secrets`);
    expectShape('listSecrets', listed);
    expect(listed.body.data.secrets).toHaveLength(2);
    const [first, second] = listed.body.data.secrets;
    expect(second.secret_id).toBe(added.body.data.secret_id);
    const deactivated = await gateway.send('PUT', `${path}/secrets/${first.secret_id}/deactivate`);
    expectShape('deactivateSecret', deactivated);
    expect(deactivated.body.data.status).toBe('inactive');
    const removed = await gateway.send('DELETE', `${path}/secrets/${first.secret_id}`);
    expect([removed.status, removed.text]).toEqual([204, '']);

    const rotated = await gateway.send('POST', `${path}/rotate-secret`);
    expect(rotated.status).toBe(200);
    expectShape('rotateSecret', rotated);

    const cloned = await gateway.send('POST', `${path}/clone`);
    expect(cloned.status).toBe(201);
    expectShape('cloneClient', cloned);
    expect(cloned.body.data.name).toBe('Renamed (clone)');
    expect(cloned.headers.get('location')).toBe(`${clients}/${cloned.body.data.client_id}`);

    const logs = await gateway.send('GET', `${path}/audit-logs`);
    expectShape('listAuditLogs', logs);
    expect(logs.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'oauth_client_secret.rotate',
      'oauth_client_secret.delete',
      'oauth_client_secret.deactivate',
      'oauth_client_secret.add',
      'oauth_client.update',
      'oauth_client.create',
    ]);
    expect(logs.body.items[4]).toMatchObject({
      level: 'info',
      message: 'changed: name, website',
      module: 'oauth',
      operator_id: 'alice',
      operator_type: 'user',
      target_id: client_id,
      target_type: 'oauth_client',
      status: 1,
    });

    expect((await gateway.send('DELETE', path)).status).toBe(204);
    expect((await gateway.send('DELETE', path)).status).toBe(404);
    expect((await gateway.send('GET', path)).status).toBe(404);
  });

  test('no later response contains a secret, and no response may be cached', async () => {
    const { client_id, client_secret } = await register();
    const path = `${clients}/${client_id}`;
    const rotated = await gateway.send('POST', `${path}/rotate-secret`);
    const added = await gateway.send('POST', `${path}/secrets`);
    expect(added.headers.get('cache-control')).toBe('no-store');
    const plaintexts = [client_secret, rotated.body.data.new_secret, added.body.data.secret_value];
    const later = await Promise.all(
      ['', '/secrets', '/audit-logs'].map((end) => gateway.send('GET', `${path}${end}`)),
    );
    const everywhere = JSON.stringify([later, await gateway.rows(), gateway.logLines]);
    for (const plaintext of plaintexts) {
      expect(plaintext).toMatch(/^secret_[A-Za-z0-9_-]{43}$/);
      expect(everywhere).not.toContain(plaintext);
    }
    const digests = (await gateway.rows()).secrets.map(({ digest }) => digest);
    const shown = JSON.stringify([later, (await gateway.rows()).auditEvents, gateway.logLines]);
    expect(digests.filter((digest) => shown.includes(digest))).toEqual([]);
  });

  test('a client that was read can be sent back unchanged, without an effect', async () => {
    const { client_id } = await register({ ...input, client_auth_methods: ['client_secret_post'] });
    const { data } = (await gateway.send('GET', `${clients}/${client_id}`)).body;
    const before = await gateway.rows();
    const answer = await gateway.send('PUT', `${clients}/${client_id}`, data);
    expect([answer.status, answer.body.data]).toEqual([200, data]);
    expect(await gateway.rows()).toEqual(before);
  });

  test('a list has page numbers and is sorted newest first', async () => {
    const token = await gateway.token({ tenant: 'lists' });
    for (const name of ['A', 'B', 'C']) await gateway.send('POST', clients, { ...input, name }, { token });
    const page = async (query: string) => {
      const answer = await gateway.send('GET', `${clients}?${query}`, undefined, { token });
      expectShape('listClients', answer);
      return answer.body;
    };
    const first = await page('page_size=2');
    expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['C', 'B']);
    expect([first.total, first.pagination]).toEqual([
      3,
      { page: 1, page_size: 2, total: 3, total_pages: 2, has_next: true, has_prev: false },
    ]);
    const second = await page('page=2&page_size=2&name=&status=');
    expect(second.items.map(({ name }: { name: string }) => name)).toEqual(['A']);
    expect(second.pagination).toMatchObject({ has_next: false, has_prev: true });
  });

  test.each([
    ['clients', (_: string) => clients],
    ['audit logs', (clientId: string) => `${clients}/${clientId}/audit-logs`],
  ])('a page of %s beyond the end is empty', async (_, pathOf) => {
    const token = await gateway.token({ tenant: 'beyond' });
    const created = await gateway.send('POST', clients, input, { token });
    const path = pathOf(created.body.data.client_id);
    const { status, body } = await gateway.send('GET', `${path}?page=9&page_size=2`, undefined, { token });
    expect([status, body.items, body.pagination]).toMatchObject([
      200,
      [],
      { page: 9, page_size: 2, has_next: false, has_prev: true },
    ]);
  });

  test('an empty list is an empty page', async () => {
    const token = await gateway.token({ tenant: 'empty' });
    const { status, body } = await gateway.send('GET', clients, undefined, { token });
    expect([status, body.items, body.pagination]).toEqual([
      200,
      [],
      { page: 1, page_size: 20, total: 0, total_pages: 0, has_next: false, has_prev: false },
    ]);
  });

  test.each([
    ['page=two', ['page WRONG_TYPE']],
    ['page=1e9', ['page WRONG_TYPE']],
    ['page=99999999999999999999', ['page PAGE_SKIP']],
    ['page=-1', ['page PAGE_SKIP']],
    ['page_size=1e9', ['page_size WRONG_TYPE']],
    ['page_size=2.5', ['page_size WRONG_TYPE']],
    ['page_size=99999999999&page=2', ['page_size PAGE_SIZE', 'page PAGE_SKIP']],
    ['status=deleted', ['status UNKNOWN_VALUE']],
    ['status=ACTIVE&page=x&page_size=0', ['page WRONG_TYPE', 'status UNKNOWN_VALUE', 'page_size PAGE_SIZE']],
    ['name=%00', ['name FILTER']],
    [`name=${'x'.repeat(2049)}`, ['name FILTER']],
  ])('the query %.60s is refused with every problem', async (query, expected) => {
    const { status, body } = await gateway.send('GET', `${clients}?${query}`);
    expect(status).toBe(400);
    expect(Refusal.parse(body)).toEqual(body);
    const found = body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('a caller without the right gets no information about the query or body', async () => {
    const token = await gateway.token({ role: 'user' });
    for (const [method, path, body] of [
      ['GET', `${clients}?page=x`, undefined],
      ['PUT', `${clients}/app-x`, 'no JSON'],
      ['POST', `${clients}/app-x/rotate-secret`, '{"grace_seconds":"x"}'],
    ] as const) {
      const answer = await gateway.send(method, path, body, { token });
      expect([answer.status, answer.body.code]).toEqual([403, 40310001]);
      expect(answer.body).not.toHaveProperty('errors');
    }
  });

  test('a caller without the right is refused with an audit event, whatever the headers and body are', async () => {
    const { client_id } = await register();
    const path = `${clients}/${client_id}`;
    const token = await gateway.token({ role: 'user', sub: 'without rights' });
    const calls = [
      ['PUT', path, '{}', { 'if-match': '"1", "2"' }],
      ['POST', `${path}/rotate-secret`, '{}', { 'content-type': 'text/plain' }],
      ['POST', `${path}/secrets`, 'x'.repeat(70_000), {}],
      ['DELETE', path, undefined, { 'if-match': '"1", "2"' }],
    ] as const;
    for (const [method, to, body, headers] of calls) {
      const answer = await gateway.send(method, to, body, { token, headers });
      expect([answer.status, answer.body.code]).toEqual([403, 40310001]);
    }
    const { auditEvents } = await gateway.rows();
    const recorded = auditEvents.filter(({ actorId }) => actorId === 'without rights');
    expect(recorded.map(({ action, outcome }) => `${action} ${outcome}`).sort()).toEqual([
      'oauth_client.delete refused',
      'oauth_client.update refused',
      'oauth_client_secret.add refused',
      'oauth_client_secret.rotate refused',
    ]);
  });

  test.each([
    ['"1"', 200],
    ['*', 200],
    [' "1" ', 200],
    ['"7", "1"', 200],
    ['"7", W/"1"', 412],
    ['"0", "1"', 200],
    ['"2"', 412],
    ['W/"1"', 412],
    ['"1a"', 412],
    ['"99999999999999"', 412],
    ['"2,1"', 412],
    ['"2",,"1",', 200],
    ['1', 400],
    ['2', 400],
    ['"1', 400],
    ['1"', 400],
    ['"1" "2"', 400],
    ['"1", 2', 400],
    ['"1", *', 400],
    ['w/"1"', 400],
    [',', 400],
  ])('If-Match: %s on version 1 gives %d', async (ifMatch, expected) => {
    const { client_id } = await register();
    const answer = await gateway.send(
      'PUT',
      `${clients}/${client_id}`,
      { name: 'Renamed' },
      { headers: { 'if-match': ifMatch } },
    );
    expect(answer.status).toBe(expected);
    if (expected === 412)
      expect(answer.body).toMatchObject({ code: 41210001, errors: [{ field: 'If-Match' }] });
    if (expected === 400) {
      const message = 'Must be an ETag with its quotes, such as "2", or *.';
      const errors = [{ field: 'If-Match', message, reference: 'RFC 9110 §13.1.1' }];
      expect(answer.body).toMatchObject({ code: 40010001, errors });
    }
  });

  test.each([
    'after=WyJjcmVhdGVkQXQiLCIwMDAwLTAxLTAxVDAwOjAwOjAwWiIsIjAxQVJaM05ERUtUU1Y0UlJGRlE2OUc1RkFWIl0',
    'after=x',
    'before=WyJuYW1lIiwiYSIsIjAxQVJaM05ERUtUU1Y0UlJGRlE2OUc1RkFWIl0',
    'filter={createdAt:{from:"0000-01-01T00:00:00Z"}}',
    'filter={createdAt:{from:"9999-12-31T23:59:59-23:59"}}',
    'filter={lastUsedAt:{before:"2026-02-30T00:00:00Z"}}',
  ])('the argument %s is refused without an internal error', async (argument) => {
    const [name, value = ''] = argument.split(/=(.*)/s);
    const written = name === 'filter' ? value : JSON.stringify(value);
    const { body } = await gateway.graphql(`{ oauthClients(${name}: ${written}) { totalCount } }`);
    const code = name === 'filter' ? 'BAD_REQUEST' : 'INVALID_ARGUMENT';
    expect(body.errors).toMatchObject([{ extensions: { code } }]);
  });

  test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-13-01T00:00:00Z'])(
    'the expiry %s is refused without an internal error',
    async (expires_at) => {
      const { client_id } = await register();
      const answer = await gateway.send('POST', `${clients}/${client_id}/rotate-secret`, { expires_at });
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'expires_at' }]]);
    },
  );

  test('HEAD returns the headers of GET', async () => {
    const { client_id } = await register();
    const { status, headers, text } = await gateway.send('HEAD', `${clients}/${client_id}`);
    expect([status, headers.get('etag'), text]).toEqual([200, '"1"', '']);
  });

  test('If-Match applies to secrets of a client too', async () => {
    const { client_id } = await register();
    const path = `${clients}/${client_id}`;
    await gateway.send('POST', `${path}/secrets`);
    const { secret_id } = (await gateway.send('GET', `${path}/secrets`)).body.data.secrets[0];
    const before = await gateway.written();
    for (const [method, end] of [
      ['POST', 'rotate-secret'],
      ['POST', 'secrets'],
      ['PUT', `secrets/${secret_id}/deactivate`],
      ['DELETE', `secrets/${secret_id}`],
    ] as const) {
      const { status } = await gateway.send(method, `${path}/${end}`, undefined, {
        headers: { 'if-match': '"1"' },
      });
      expect([end, status]).toEqual([end, 412]);
    }
    expect(await gateway.written()).toEqual(before);
  });

  test('an idempotency key creates one client, and different input with it gets 422', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await gateway.send('POST', clients, input, { headers });
    const again = await gateway.send('POST', clients, { ...input, jwks: null }, { headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const { client_secret, ...rest } = first.body.data;
    expect(client_secret).toBeDefined();
    expect(again.body.data).toEqual(rest);
    const other = await gateway.send('POST', clients, { ...input, name: 'Other' }, { headers });
    expect([other.status, other.body]).toMatchObject([
      422,
      { code: 42210001, errors: [{ field: 'Idempotency-Key', code: 'IDEMPOTENCY_KEY_REUSED' }] },
    ]);
  });

  test.each(['x'.repeat(256), 'é'])('the idempotency key %.20s is refused', async (key) => {
    const { status, body } = await gateway.send(
      'POST',
      clients,
      { ...input, name: '' },
      {
        headers: { 'idempotency-key': key },
      },
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toContain('Idempotency-Key');
  });

  test('a change that makes a client confidential returns its secret once', async () => {
    const { client_id } = await register({ ...input, is_confidential: false });
    const path = `${clients}/${client_id}`;
    const answer = await gateway.send('PUT', path, {
      is_confidential: true,
      client_auth_methods: ['client_secret_post'],
    });
    expectShape('updateClient', answer);
    expect(answer.body.data.client_secret.slice(-4)).toBe(answer.body.data.secret_last_four);
    const again = await gateway.send('PUT', path, { name: 'Renamed' });
    expect(again.body.data).not.toHaveProperty('client_secret');
  });

  test.each([
    ['no JSON', '{', ['body INPUT_NOT_JSON']],
    ['a list', '[]', ['body INPUT_NOT_OBJECT']],
    [
      'wrong types beside wrong values',
      '{"name":5,"status":"gone","add_redirect_uris":["x",7],"grant_types":["sorcery"],"logo_url":"x"}',
      [
        'name WRONG_TYPE',
        'add_redirect_uris[1] WRONG_TYPE',
        'add_redirect_uris[0] URI_NOT_ABSOLUTE',
        'grant_types[0] UNKNOWN_VALUE',
        'logo_url URI_NOT_ABSOLUTE',
        'status UNKNOWN_VALUE',
      ],
    ],
  ])('a change of %s is refused and changes nothing', async (_, body, expected) => {
    const { client_id } = await register();
    const before = await gateway.written();
    const answer = await gateway.send('PUT', `${clients}/${client_id}`, body);
    expect(answer.status).toBe(400);
    const found = answer.body.errors.map(
      ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
    );
    expect(found.sort()).toEqual([...expected].sort());
    expect(await gateway.written()).toEqual(before);
  });

  test.each([
    ['no JSON', '{', ['body INPUT_NOT_JSON']],
    ['a list', '[]', ['body INPUT_NOT_OBJECT']],
    [
      'wrong types beside wrong values',
      '{"grace_seconds":1.5,"expires_at":"yesterday","description":7}',
      ['description WRONG_TYPE', 'expires_at EXPIRES_AT_FORM', 'grace_seconds WRONG_TYPE'],
    ],
    ['a misspelt grace period', '{"graceSeconds":0}', ['body UNKNOWN_FIELD']],
    ['a grace period past counting', '{"grace_seconds":1e300}', ['grace_seconds GRACE_SECONDS']],
  ])('a rotation with %s is refused and changes nothing', async (_, body, expected) => {
    const { client_id } = await register();
    const before = await gateway.written();
    const answer = await gateway.send('POST', `${clients}/${client_id}/rotate-secret`, body);
    expect(answer.status).toBe(400);
    const found = answer.body.errors.map(
      ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
    );
    expect(found.sort()).toEqual([...expected].sort());
    expect(await gateway.written()).toEqual(before);
  });

  test.each([...new Set(operations.map(([, { path }]) => path))])(
    '%s refuses other methods and lists the allowed ones in Allow',
    async (path) => {
      const real = path.replace('{client_id}', 'app-1').replace('{secret_id}', '2');
      const { status, headers, body } = await gateway.send('PATCH', real);
      const taken = operations
        .filter(([, route]) => route.path === path)
        .flatMap(([, { method }]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
      expect([status, headers.get('allow'), body.code]).toEqual([405, taken.join(', '), 40510001]);
    },
  );
});

test('every operation has a response schema, except those without content', () => {
  const silent = operations.map(([id]) => id).filter((id) => !('answer' in routes[id]));
  expect(silent.sort()).toEqual(['deleteClient', 'deleteSecret']);
});

test.each(operations)('%s exists under both prefixes', (_, { method, path }) => {
  const real = path.replace('{client_id}', 'app-1').replace('{secret_id}', '2%2F');
  for (const prefix of ['', '/api/v1']) {
    const match = matchPath(`${prefix}${real}`);
    expect(match?.byMethod.has(method)).toBe(true);
    if (path.includes('{client_id}')) expect(match?.parameters.client_id).toBe('app-1');
    if (path.includes('{secret_id}')) expect(match?.parameters.secret_id).toBe('2/');
  }
});

test.each([
  `${clients}/`,
  `${clients}/app-1/`,
  `${clients}//clone`,
  `${clients}/%`,
  `${clients}/%ff`,
  `${clients}/app-1/nothing`,
  `${clients}/app-1/secrets/2/activate`,
  `/api/v1${clients}/app-1/secrets/2/deactivate/3`,
  '/api/v1/api/v1/admin/oauth/clients',
  '/ADMIN/oauth/clients',
])('there is no route %s', (path) => {
  expect(matchPath(path)).toBeUndefined();
});
