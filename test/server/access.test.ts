import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TokenFault, tokenFaults } from '../../src/access/token-fault.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const [issuer, audience] = ['https://issuer.test', 'clientele-test'];
const pair = await generateKeyPair('ES256', { extractable: true });
const stranger = await generateKeyPair('ES256');
const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' };

/** A gateway that trusts tokens of the key pair. */
const openTrusting = () =>
  openGateway('PostgreSQL', { keySource: { kind: 'file', jwks: { keys: [publicJwk] } }, issuer, audience });

function sign(
  change: { readonly [claim: string]: unknown },
  header: Partial<JWTHeaderParameters> = {},
  key: CryptoKey | Uint8Array = pair.privateKey,
) {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = {
    iss: issuer,
    aud: audience,
    exp,
    sub: 'alice',
    tenant_id: 'acme',
    role: 'admin',
    ...change,
  };
  return new SignJWT(claims as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(key);
}

const seconds = () => Math.floor(Date.now() / 1000);

/** A token for each check that can fail. */
const badTokens: Readonly<Record<TokenFault, () => Promise<string>>> = {
  MALFORMED: async () => 'planted.planted.planted',
  ALGORITHM_NOT_ACCEPTED: () => sign({}, { alg: 'HS256' }, new TextEncoder().encode('planted'.repeat(8))),
  UNKNOWN_KEY: () => sign({}, { kid: 'planted' }),
  WRONG_SIGNATURE: () => sign({}, {}, stranger.privateKey),
  EXPIRED: () => sign({ exp: seconds() - 60 }),
  NOT_YET_VALID: () => sign({ nbf: seconds() + 600 }),
  NO_EXPIRY: () => sign({ exp: undefined }),
  NO_SUBJECT: () => sign({ sub: '' }),
  WRONG_ISSUER: () => sign({ iss: 'https://planted.example' }),
  WRONG_AUDIENCE: () => sign({ aud: 'planted' }),
  WRONG_TYPE: () => sign({}, { typ: 'logout+jwt' }),
  KEY_BOUND: () => sign({ cnf: { jkt: 'planted' } }),
};

test('every text of a token fault has only characters that error_description allows (RFC 6750 §3)', () => {
  for (const { en } of Object.values(tokenFaults)) expect(en).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/);
});

const apis = [
  ['/graphql', (body: { errors: { extensions: { code: string } }[] }) => body.errors[0]?.extensions.code],
  ['/admin/oauth/clients', (body: { code: number }) => body.code],
] as const;

describe.each(apis)('%s', (path, codeOf) => {
  const code = path === '/graphql' ? 'UNAUTHENTICATED' : 40110001;

  test.each([
    ['a valid request', '{"query":"{ __typename }"}'],
    ['no JSON', '{{{'],
    ['a document that does not parse', '{"query":"{{{"}'],
    [
      'a variable of the wrong type',
      '{"query":"query($c:String!){oauthClient(clientId:$c){name}}","variables":{"c":{}}}',
    ],
    ['a body over the limit', JSON.stringify({ query: 'x'.repeat(100_000) })],
  ])('without a token, %s gets 401 and no further details', async (_, body) => {
    const answer = await gateway.send('POST', path, body, { token: null });
    expect([answer.status, codeOf(answer.body)]).toEqual([401, code]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="clientele"');
    expect(answer.text).not.toMatch(/clientId|Syntax|JSON/);
  });

  test.each(Object.keys(badTokens) as TokenFault[])(
    'an invalid token gets 401 with the check that failed and no further details: %s',
    async (fault) => {
      const { send, close, logLines } = await openTrusting();
      const answer = await send('POST', path, '{}', { token: await badTokens[fault]() });
      await close();
      const description = tokenFaults[fault].en;
      expect([answer.status, codeOf(answer.body)]).toEqual([401, code]);
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer realm="clientele", error="invalid_token", error_description="${description}"`,
      );
      const requestId = answer.headers.get('x-request-id');
      expect(answer.body).toEqual(
        path === '/graphql'
          ? {
              errors: [
                { message: description, extensions: { code: 'UNAUTHENTICATED', reason: fault, requestId } },
              ],
            }
          : {
              code: 40110001,
              message: description,
              reason: fault,
              request_id: requestId,
              timestamp: expect.any(String),
            },
      );
      expect(logLines.join('')).toContain(`"reason":"${fault}"`);
    },
  );

  test('a token that cannot be verified because the key set is unreachable gets 503 with Retry-After and the reason', async () => {
    let fetches = 0;
    const issuerServer = createServer((_, response) => {
      fetches += 1;
      response.writeHead(500).end();
    });
    await new Promise<void>((ready) => issuerServer.listen(0, '127.0.0.1', ready));
    const { port } = issuerServer.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}/jwks`);
    const { send, close } = await openGateway('PostgreSQL', {
      keySource: { kind: 'url', url },
      issuer,
      audience,
    });
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => sign({ jti: `${index}` })));
    const answers = await Promise.all(tokens.map((token) => send('POST', path, '{}', { token })));
    await close();
    await new Promise((done) => issuerServer.close(done));
    const message =
      'Tokens cannot be verified, because the key set of their issuer cannot be fetched. Try again.';
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(path === '/graphql' ? body.errors[0] : body).toMatchObject(
        path === '/graphql'
          ? { message, extensions: { code: 'UNAVAILABLE', reason: 'KEY_SET_UNAVAILABLE' } }
          : { code: 50310001, message, reason: 'KEY_SET_UNAVAILABLE' },
      );
    }
    // One fetch at start-up, and one for all requests; more only if they take longer than a second.
    expect(fetches).toBeLessThan(10);
  });

  test('another scheme than Bearer gets 401 without a token error (RFC 6750 §3.1)', async () => {
    const headers = { authorization: 'Basic YWxpY2U6c2VjcmV0' };
    const answer = await gateway.send('POST', path, '{}', { token: null, headers });
    expect([answer.status, codeOf(answer.body)]).toEqual([401, code]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="clientele"');
    expect(answer.text).not.toContain('reason');
  });

  test.each([
    ['a token without a tenant', { tenant: '' }, {}],
    ["an administrator who names another tenant than the token's", {}, { 'x-tenant-id': 'rival' }],
  ])('%s gets 403', async (_, claims, headers) => {
    const answer = await gateway.send('POST', path, '{}', { token: await gateway.token(claims), headers });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, path === '/graphql' ? 'FORBIDDEN' : 40310001]);
  });
});

test('no log line contains the token', async () => {
  const token = await gateway.token();
  await gateway.send('POST', '/graphql?access_token=from-the-query', { query: '{ __typename }' }, { token });
  const lines = gateway.logLines.join('');
  expect(lines).toContain('"route":"graphql"');
  expect(lines).not.toContain(token.split('.')[2]);
  expect(lines).not.toContain('from-the-query');
});
