import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/registration/client-metadata.ts';
import { candidateOf } from '../../../src/registration/rule/candidate.ts';
import { checkClientAuthMethods } from '../../../src/registration/rule/client-auth-method.ts';

const jwksUri = 'https://app.example.com/jwks.json';

function judge(input: Partial<RegistrationInput>) {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], ...input };
  return checkClientAuthMethods(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

test.each<Partial<RegistrationInput>>([
  {},
  { clientAuthMethods: null },
  { isConfidential: true },
  { isConfidential: false },
  { clientAuthMethods: ['client_secret_basic'] },
  { clientAuthMethods: ['client_secret_post'], isConfidential: true },
  { clientAuthMethods: ['client_secret_basic', 'client_secret_post'] },
  { clientAuthMethods: ['client_secret_basic', 'private_key_jwt'], jwksUri },
  { clientAuthMethods: ['none'] },
  { clientAuthMethods: ['none'], isConfidential: false },
  { clientAuthMethods: ['none', 'none'] },
])('methods that fit the kind of client are accepted: %j', (input) => {
  expect(judge(input)).toEqual([]);
});

test('an empty list is refused, because it is not the default', () => {
  expect(judge({ clientAuthMethods: [] })).toEqual([['EMPTY_LIST', 'clientAuthMethods']]);
});

test('a list of more than 100 methods is refused as a whole, whatever stands in it', () => {
  const many = Array<'tls_client_auth'>(101).fill('tls_client_auth');
  expect(judge({ clientAuthMethods: many })).toEqual([['TOO_MANY_ITEMS', 'clientAuthMethods']]);
  expect(judge({ clientAuthMethods: many.slice(0, 100) })).not.toContainEqual([
    'TOO_MANY_ITEMS',
    'clientAuthMethods',
  ]);
});

describe('a public client', () => {
  test.each([
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'self_signed_tls_client_auth',
  ] as const)('is refused the credential of %s (RFC 6749 §2.1)', (method) => {
    expect(judge({ clientAuthMethods: [method], isConfidential: false, jwksUri })).toEqual([
      ['AUTH_METHOD_NEEDS_CONFIDENTIAL', 'clientAuthMethods', 0],
    ]);
  });
});

describe('"none"', () => {
  test('is refused on a confidential client (RFC 6749 §2.1)', () => {
    expect(judge({ clientAuthMethods: ['none'], isConfidential: true })).toEqual([
      ['AUTH_METHOD_NONE_CONFIDENTIAL', 'clientAuthMethods', 0],
    ]);
  });

  test('is refused beside another method, whatever the kind of client', () => {
    const clientAuthMethods = ['client_secret_basic', 'none'] as const;
    const notAlone = ['AUTH_METHOD_NONE_NOT_ALONE', 'clientAuthMethods', 1];
    expect(judge({ clientAuthMethods })).toContainEqual(notAlone);
    expect(judge({ clientAuthMethods, isConfidential: true })).toContainEqual(notAlone);
    expect(judge({ clientAuthMethods, isConfidential: false })).toEqual([
      ['AUTH_METHOD_NEEDS_CONFIDENTIAL', 'clientAuthMethods', 0],
      notAlone,
    ]);
  });
});

describe.each(['private_key_jwt', 'self_signed_tls_client_auth'] as const)('%s', (method) => {
  test('is refused without keys, at the field where they belong (OpenID Connect Core §9, RFC 8705 §2.2.2)', () => {
    expect(judge({ clientAuthMethods: [method] })).toEqual([['AUTH_METHOD_KEY_MISSING', 'jwks']]);
    expect(judge({ clientAuthMethods: ['client_secret_basic', method] })).toEqual([
      ['AUTH_METHOD_KEY_MISSING', 'jwks'],
    ]);
  });

  test('is accepted with a JWK Set or its address', async () => {
    const { publicKey } = await generateKeyPair('ES256');
    const jwks = JSON.stringify({ keys: [await exportJWK(publicKey)] });
    expect(judge({ clientAuthMethods: [method], jwks })).toEqual([]);
    expect(judge({ clientAuthMethods: [method], jwksUri })).toEqual([]);
  });
});

test('the method that a FAPI profile gives by default needs keys too', () => {
  expect(judge({ fapiProfile: 'fapi2_security' })).toEqual([['AUTH_METHOD_KEY_MISSING', 'jwks']]);
  expect(judge({ fapiProfile: 'fapi2_security', jwksUri })).toEqual([]);
});

test('client_secret_jwt is refused where the server keeps a digest only (OpenID Connect Core §9)', () => {
  expect(judge({ clientAuthMethods: ['client_secret_basic', 'client_secret_jwt'] })).toEqual([
    ['AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientAuthMethods', 1],
  ]);
});

test('tls_client_auth is refused without a certificate subject (RFC 8705 §2.1.2)', () => {
  expect(judge({ clientAuthMethods: ['tls_client_auth'] })).toEqual([
    ['AUTH_METHOD_SUBJECT_MISSING', 'clientAuthMethods', 0],
  ]);
});
