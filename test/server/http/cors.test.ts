import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { allowOrigins } from '../../../src/server/http/cors.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const origin = 'https://admin.example';
const clients = '/admin/oauth/clients';
const secret = `${clients}/cid_x/secrets/sec_x`;
const question = { query: '{ __typename }' };

/** Every request header that a caller may send, as a preflight lists them. */
const takenHeaders = [
  'authorization',
  'clientele-position',
  'content-type',
  'idempotency-key',
  'if-match',
  'x-request-id',
  'x-tenant-id',
];

/** Different origins, although they look like the allowed one. */
const strangers = [
  'https://other.example',
  'null',
  'https://admin.example.evil.example',
  'https://evil-admin.example',
  'https://sub.admin.example',
  'https://ADMIN.example',
  'HTTPS://admin.example',
  'http://admin.example',
  'https://admin.example:8443',
  'https://admin.example:443',
  'https://admin.example/',
  'https://admin.example, https://evil.example',
  'https://admin.exampl',
  '*',
];

const preflightOf = (from: string) => ({
  origin: from,
  'access-control-request-method': 'POST',
  'access-control-request-headers': takenHeaders.join(','),
});

const ofCors = ({ headers }: { readonly headers: Headers }) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

const listOf = (headers: Headers, name: string) => headers.get(name)?.split(', ');

let open: TestGateway;
let closed: TestGateway;
beforeAll(async () => {
  open = await openGateway('PostgreSQL', { corsOrigins: [origin, 'http://localhost:3000'] });
  closed = await openGateway('PostgreSQL');
});
afterAll(() => Promise.all([open.close(), closed.close()]));

describe('if no origin is allowed', () => {
  test.each([origin, ...strangers])(
    'no response has CORS headers for %s, and OPTIONS is not a method',
    async (from) => {
      const headers = { origin: from };
      const answers = [
        await closed.graphql('{ __typename }', {}, { headers }),
        await closed.send('GET', clients, undefined, { token: null, headers }),
        await closed.send('OPTIONS', '/graphql', undefined, { token: null, headers: preflightOf(from) }),
        await closed.send('OPTIONS', clients, undefined, { token: null, headers: preflightOf(from) }),
        await closed.send('OPTIONS', '/livez', undefined, { token: null, headers: preflightOf(from) }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 401, 405, 405, 405]);
      expect(answers.flatMap(ofCors)).toEqual([]);
      for (const answer of answers)
        expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );
});

describe('a preflight of an allowed origin', () => {
  test.each(['/graphql', clients, `/api/v1${clients}`, secret, `${secret}/deactivate`])(
    'to %s is answered without a token',
    async (path) => {
      const { status, headers, text } = await open.send('OPTIONS', path, undefined, {
        token: null,
        headers: preflightOf(origin),
      });
      expect([status, text, headers.get('access-control-allow-origin')]).toEqual([204, '', origin]);
      expect(listOf(headers, 'access-control-allow-headers')?.sort()).toEqual(takenHeaders);
      const methods = listOf(headers, 'access-control-allow-methods');
      expect(methods).toEqual(expect.arrayContaining(['GET', 'POST', 'PUT', 'DELETE']));
      expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
      expect(headers.get('vary')).toBe('origin');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    },
  );

  test('is not authenticated and does not count against a limit', async () => {
    const own = await openGateway('PostgreSQL', {
      corsOrigins: [origin],
      rateLimit: { actor: 1, address: 1 },
    });
    onTestFinished(own.close);
    const call = { token: 'x.y.z', headers: preflightOf(origin) };
    for (let index = 0; index < 5; index += 1)
      expect((await own.send('OPTIONS', '/graphql', undefined, call)).status).toBe(204);
    expect((await own.graphql('{ __typename }')).status).toBe(200);
    expect((await own.rows()).auditEvents).toEqual([]);
  });

  test('must contain the requested method; otherwise OPTIONS is not a method', async () => {
    const { status, headers } = await open.send('OPTIONS', '/graphql', undefined, { headers: { origin } });
    expect([status, headers.get('access-control-allow-methods')]).toEqual([405, null]);
  });
});

describe.each(strangers)('the origin %s', (from) => {
  test('gets no CORS headers, and does not learn the allowed origins', async () => {
    const preflights = ['/graphql', clients].map((path) =>
      open.send('OPTIONS', path, undefined, { token: null, headers: preflightOf(from) }),
    );
    const others = [
      open.graphql('{ __typename }', {}, { headers: { origin: from } }),
      open.send('GET', clients, undefined, { token: null, headers: { origin: from } }),
    ];
    const answers = await Promise.all([...preflights, ...others]);
    expect(answers.map(({ status }) => status)).toEqual([405, 405, 200, 401]);
    expect(answers.flatMap(ofCors)).toEqual([]);
    for (const { headers } of answers) expect(headers.get('vary')?.split(', ')).toContain('origin');
    expect(answers.map(({ headers }) => [...headers.values()]).join('\n')).not.toContain(origin);
  });
});

describe('the page of an allowed origin can read a response', () => {
  const exposed = [
    'clientele-position',
    'etag',
    'location',
    'retry-after',
    'www-authenticate',
    'x-request-id',
  ];

  function expectOpen({ headers }: { readonly headers: Headers }, to = origin): void {
    expect(headers.get('access-control-allow-origin')).toBe(to);
    expect(listOf(headers, 'access-control-expose-headers')).toEqual(expect.arrayContaining(exposed));
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('vary')).toMatch(/\borigin\b/i);
    expect(headers.has('access-control-allow-credentials')).toBe(false);
    expect([...headers.values()]).not.toContain('*');
  }

  test.each<[status: number, method: string, path: string, body?: unknown, token?: null]>([
    [200, 'POST', '/graphql', question],
    [200, 'POST', '/graphql', { ...question, extensions: {} }],
    [400, 'POST', '/graphql', '{'],
    [400, 'POST', '/graphql', { query: '{ nothing }' }],
    [401, 'POST', '/graphql', question, null],
    [200, 'GET', clients],
    [201, 'POST', clients, { name: 'Mine', redirect_uris: ['https://app.example.com/cb'] }],
    [400, 'POST', clients, {}],
    [401, 'GET', clients, undefined, null],
    [404, 'GET', '/nothing'],
    [405, 'PATCH', clients],
    [413, 'POST', clients, 'x'.repeat(70_000)],
  ])('%i of %s %s', async (status, method, path, body, token) => {
    const call = { headers: { origin }, ...(token === null ? { token } : {}) };
    const answer = await open.send(method, path, body, call);
    expect(answer.status).toBe(status);
    expectOpen(answer);
  });

  test('429, by GraphQL and REST', async () => {
    const own = await openGateway('PostgreSQL', {
      corsOrigins: [origin],
      rateLimit: { actor: 9, address: 1 },
    });
    onTestFinished(own.close);
    const headers = { origin };
    await own.graphql('{ __typename }', {}, { headers });
    for (const answer of [
      await own.graphql('{ __typename }', {}, { headers }),
      await own.send('GET', clients, undefined, { headers }),
    ]) {
      expect(answer.status).toBe(429);
      expectOpen(answer);
    }
  });

  test('each of several allowed origins gets its own name', async () => {
    const headers = { origin: 'http://localhost:3000' };
    expectOpen(await open.graphql('{ __typename }', {}, { headers }), headers.origin);
  });

  test('a response to a request without an origin has Vary: Origin for caches', async () => {
    const answer = await open.graphql('{ __typename }');
    expect([ofCors(answer), answer.headers.get('vary')]).toEqual([[], 'origin']);
  });
});

test('an empty list of origins disables CORS', () => {
  expect(allowOrigins([])({} as never, {} as never)).toBe(false);
});
