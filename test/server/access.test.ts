import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PGlite');
});
afterAll(() => gateway.close());

const doors = [
  ['/graphql', (body: { errors: { extensions: { code: string } }[] }) => body.errors[0]?.extensions.code],
  ['/admin/oauth/clients', (body: { code: number }) => body.code],
] as const;

describe.each(doors)('%s', (path, codeOf) => {
  const code = path === '/graphql' ? 'UNAUTHENTICATED' : 40110001;

  test.each([
    ['a good request', '{"query":"{ __typename }"}'],
    ['no JSON', '{{{'],
    ['a document that does not parse', '{"query":"{{{"}'],
    [
      'a variable of the wrong type',
      '{"query":"query($c:String!){oauthClient(clientId:$c){name}}","variables":{"c":{}}}',
    ],
    ['a body over the limit', JSON.stringify({ query: 'x'.repeat(100_000) })],
  ])('without a token, %s gets 401 and nothing else is said', async (_, body) => {
    const answer = await gateway.send('POST', path, body, { token: null });
    expect([answer.status, codeOf(answer.body)]).toEqual([401, code]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.text).not.toMatch(/clientId|Syntax|JSON/);
  });

  test('a token that is not valid gets 401 and the standard word for it', async () => {
    const answer = await gateway.send('POST', path, '{}', { token: await gateway.token({ ttl: -60 }) });
    expect([answer.status, codeOf(answer.body)]).toEqual([401, code]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test.each([
    ['a token without a tenant', { tenant: '' }, {}],
    ["an administrator who names another tenant than the token's", {}, { 'x-tenant-id': 'rival' }],
  ])('%s gets 403', async (_, claims, headers) => {
    const answer = await gateway.send('POST', path, '{}', { token: await gateway.token(claims), headers });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, path === '/graphql' ? 'FORBIDDEN' : 40310001]);
  });
});

test('the token stands in no log line', async () => {
  const token = await gateway.token();
  await gateway.send('POST', '/graphql?access_token=from-the-query', { query: '{ __typename }' }, { token });
  const lines = gateway.logLines.join('');
  expect(lines).toContain('"route":"graphql"');
  expect(lines).not.toContain(token.split('.')[2]);
  expect(lines).not.toContain('from-the-query');
});
