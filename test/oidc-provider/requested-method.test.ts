import type { KoaContextWithOIDC } from 'oidc-provider';
import { describe, expect, test } from 'vitest';
import { type ClientAuthMethod, clientAuthMethods, valuesOf } from '../../src/domain/client/vocabulary.ts';
import { methodFor } from '../../src/oidc-provider/requested-method.ts';

const assertion = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.AA`;
const request = (params: object, authorization?: string) =>
  ({ oidc: { params }, headers: { authorization } }) as KoaContextWithOIDC;
const every = new Set(valuesOf(clientAuthMethods));
const confidential = [...every].filter((method) => method !== 'none');

describe('a client with several methods is treated as having the one that it uses', () => {
  test.each<[string, KoaContextWithOIDC, ClientAuthMethod]>([
    ['a secret in the header', request({}, 'Basic YTpi'), 'client_secret_basic'],
    ['a secret in the header, in other letter case', request({}, 'bAsIc YTpi'), 'client_secret_basic'],
    ['a secret in the body', request({ client_secret: 'x' }), 'client_secret_basic'],
    ['an HMAC', request({ client_assertion: assertion({ alg: 'HS256' }) }), 'client_secret_jwt'],
    ['a signature', request({ client_assertion: assertion({ alg: 'PS256' }) }), 'private_key_jwt'],
    ['no algorithm', request({ client_assertion: assertion({}) }), 'private_key_jwt'],
    ['no JWT at all', request({ client_assertion: 'x' }), 'private_key_jwt'],
    ['nothing, or a certificate', request({}), 'tls_client_auth'],
    ['a token of another kind', request({}, 'DPoP x'), 'tls_client_auth'],
  ])('%s', (_, ctx, expected) => {
    expect(methodFor(confidential, every, ctx)).toBe(expected);
  });
});

test.each(confidential.map((method) => [method]))(
  "%s alone is the client's method, whatever it uses",
  (method) => {
    for (const ctx of [
      undefined,
      request({}),
      request({ client_secret: 'x' }),
      request({ client_assertion: assertion({ alg: 'HS256' }) }),
      request({ client_assertion: assertion({ alg: 'ES256' }) }),
    ]) {
      expect(methodFor([method], every, ctx)).toBe(method);
    }
  },
);

test('a client without credentials never counts as public', () => {
  expect(methodFor(['client_secret_post', 'private_key_jwt'], every, request({}))).toBe('private_key_jwt');
  expect(methodFor(['none'], every, request({}))).toBe('none');
});

test('an unsupported method counts only if the client has no other', () => {
  const served = new Set(['client_secret_basic', 'private_key_jwt']);
  expect(methodFor(['tls_client_auth', 'private_key_jwt'], served, request({}))).toBe('private_key_jwt');
  expect(methodFor(['client_secret_jwt', 'client_secret_basic'], served, undefined)).toBe(
    'client_secret_basic',
  );
  expect(methodFor(['tls_client_auth'], served, request({}))).toBe('tls_client_auth');
});
