import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

const partner = 'https://partner.example';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL', { corsOrigins: [partner] });
});
afterAll(() => gateway.close());

const exchange = (body: unknown, headers: Record<string, string> = {}, to = gateway) =>
  to.send('POST', '/console/token', body, { token: null, headers });

test('exchanges a one-time code once for a valid token', async () => {
  const code = gateway.code({ sub: 'carol', ttl: 120 });
  const { status, headers, body } = await exchange({ code });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toEqual({ access_token: expect.stringMatching(/^ey/), token_type: 'Bearer', expires_in: 120 });
  const answer = await gateway.graphql('{ oauthClients { totalCount } }', {}, { token: body.access_token });
  expect(answer.body).toEqual({ data: { oauthClients: { totalCount: 0 } } });
  const again = await exchange({ code });
  expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
  expect(again.headers.get('cache-control')).toBe('no-store');
  expect(gateway.logLines.join('')).not.toContain(code);
  expect(gateway.logLines.join('')).not.toContain(body.access_token);
});

describe('refuses a page of another site, and does not use up the code', () => {
  test.each([
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
    ['a request of another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['an origin that CORS_ORIGINS allows', { origin: partner }],
    [
      'an origin that CORS_ORIGINS allows, as a browser sends it',
      { origin: partner, 'sec-fetch-site': 'cross-site' },
    ],
    ['a sandboxed page', { origin: 'null' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
  ])('%s', async (_, headers) => {
    const code = gateway.code();
    const refused = await exchange({ code }, headers);
    expect([refused.status, refused.body.error]).toEqual([403, 'access_denied']);
    expect((await exchange({ code }, { origin: gateway.url, 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    );
  });
});

test('refuses a form, which another site could send without a preflight', async () => {
  const code = gateway.code();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const { status } = await exchange(JSON.stringify({ code }), { 'content-type': type });
    expect(status).toBe(415);
  }
  expect((await exchange({ code })).status).toBe(200);
});

test.each([
  ['no code', {}],
  ['a code that is not a string', { code: 5 }],
  ['a list', []],
  ['null', 'null'],
  ['no JSON', '{'],
])('refuses a body with %s', async (_, body) => {
  const { status, body: answer } = await exchange(body);
  expect([status, answer.error]).toEqual([400, 'invalid_request']);
});

test('refuses more than 64 KiB', async () => {
  expect((await exchange({ code: 'x'.repeat(65_536) })).status).toBe(413);
});

test('exists only with the development issuer and the console', async () => {
  const keys = { keySource: { kind: 'file' as const, jwks: { keys: [] } } };
  for (const overrides of [keys, { consoleDirectory: undefined }]) {
    const other = await openGateway('PostgreSQL', overrides);
    onTestFinished(other.close);
    expect([404, 405]).toContain((await exchange({ code: 'x' }, {}, other)).status);
  }
});
