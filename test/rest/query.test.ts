import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queryNames, type Route } from '../../src/rest/route.ts';
import { routes } from '../../src/rest/route-table.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
let clientId: string;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  const { body } = await gateway.send('POST', '/admin/oauth/clients', {
    name: 'Queried',
    redirect_uris: ['https://app.example.com/callback'],
  });
  clientId = body.data.client_id;
});
afterAll(() => gateway.close());

const list: readonly [string, Route][] = Object.entries(routes);
const pathOf = ({ path }: Route) =>
  path.replace('{client_id}', clientId).replace('{secret_id}', '01ARZ3NDEKTSV4RRFFQ69G5FAV');
const send = (route: Route, query: string, call?: Parameters<TestGateway['send']>[3]) =>
  gateway.send(route.method, `${pathOf(route)}${query}`, route.body && {}, call);

describe.each(list)('%s', (_, route) => {
  test('refuses an unknown query parameter, and lists the known ones', async () => {
    const before = await gateway.written();
    const sub = `query of ${route.method} ${route.path}`;
    const { status, body } = await send(route, '?client_name=x&dry_run=true', {
      token: await gateway.token({ sub }),
    });
    const known = queryNames(route);
    const valid =
      known.length === 0 ? 'This operation has no query parameters.' : `Allowed: ${known.join(', ')}.`;
    const message = `Unknown query parameter. ${valid}`;
    // A registration without a body has further issues, which are listed after them.
    expect([status, body.code, body.errors.slice(0, 2)]).toMatchObject([
      400,
      expect.any(Number),
      [
        { field: 'client_name', message },
        { field: 'dry_run', message },
      ],
    ]);
    expect(await gateway.written()).toEqual(before);
    const { auditEvents } = await gateway.rows();
    const recorded = auditEvents.filter(({ actorId }) => actorId === sub);
    expect(recorded, 'refused writes are recorded').toHaveLength(route.method === 'GET' ? 0 : 1);
  });

  test('gives a caller without the right no information about its query', async () => {
    const { status, text } = await send(route, '?client_name=x', {
      token: await gateway.token({ role: 'user' }),
    });
    expect(status).toBe(403);
    expect(text).not.toContain('client_name');
  });
});

test('must be sent once', async () => {
  const { status, body } = await gateway.send(
    'GET',
    '/admin/oauth/clients?status=active&status=suspended&page=1',
  );
  expect([status, body.errors]).toMatchObject([
    400,
    [{ field: 'status', message: 'Send this query parameter only once.' }],
  ]);
});

test.each([
  ['?foo=1&status=bad&page=x&page_size=1000', ['foo', 'page', 'page_size', 'status']],
  ['?page=0&bar=2&foo=1', ['bar', 'foo', 'page']],
  [`?foo=1&name=${'x'.repeat(3000)}`, ['foo', 'name']],
  ['?clientId=1&filter=2&first=3', ['clientId', 'filter', 'first']],
])('are reported with all problems at once: %.60s', async (query, fields) => {
  const { status, body } = await gateway.send('GET', `/admin/oauth/clients${query}`);
  expect([status, body.code]).toEqual([400, 40010003]);
  expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(fields);
});

test('and problems of If-Match are reported together', async () => {
  const headers = { 'if-match': '2' };
  const { status, body } = await gateway.send(
    'PUT',
    `/admin/oauth/clients/${clientId}?dry_run=true`,
    {},
    { headers },
  );
  expect(status).toBe(400);
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['dry_run', 'If-Match']);
});

test('of a route are accepted', async () => {
  const query = '?page=1&page_size=5&name=queried&status=active';
  const { status, body } = await gateway.send('GET', `/admin/oauth/clients${query}`);
  expect([status, body.total]).toEqual([200, 1]);
});

test('are compared with letter case, and the response to many of them is bounded', async () => {
  expect((await gateway.send('GET', '/admin/oauth/clients?Page=1')).status).toBe(400);
  const many = Array.from({ length: 500 }, (_, index) => `p${index}${'x'.repeat(index % 2 ? 1 : 20)}=1`);
  const { status, body, text } = await gateway.send('GET', `/admin/oauth/clients?${many.join('&')}`);
  expect([status, body.errors.length]).toEqual([400, 20]);
  expect(text.length).toBeLessThan(8000);
});
