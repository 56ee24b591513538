import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const document = readFileSync(new URL('../../../schema/operations/viewer.graphql', import.meta.url), 'utf8');

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

test.each([
  [{ role: 'admin' }, ['READ', 'WRITE', 'ROTATE', 'DELETE']],
  [{ role: 'security_admin' }, ['READ']],
  [{ role: '', scope: 'openid oauth.clients:rotate' }, ['READ', 'ROTATE']],
  [{ role: '', scope: 'oauth.clients:delete' }, ['READ', 'DELETE']],
  [{ role: '', scope: 'openid' }, []],
])('a token with %j has the rights %j', async (claims, rights) => {
  const token = await gateway.token({ sub: 'carol', tenant: 'globex', ...claims });
  const { body, status } = await gateway.graphql(document, {}, { token });
  expect([status, body]).toEqual([
    200,
    { data: { viewer: { subject: 'carol', tenantId: 'globex', rights } } },
  ]);
});

test('the tenant is the one that a super_admin selected', async () => {
  const token = await gateway.token({ sub: 'root', tenant: 'home', role: 'super_admin' });
  const { body } = await gateway.graphql(document, {}, { token, headers: { 'x-tenant-id': 'acme' } });
  expect(body.data.viewer).toMatchObject({ subject: 'root', tenantId: 'acme' });
});

test('a request without a valid token is refused', async () => {
  const { status, body } = await gateway.graphql(document, {}, { token: 'none' });
  expect([status, body.data, body.errors[0].extensions.code]).toEqual([401, undefined, 'UNAUTHENTICATED']);
});
