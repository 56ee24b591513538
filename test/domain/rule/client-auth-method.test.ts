import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { checkClientAuthMethods, checkKeyMaterial } from '../../../src/domain/rule/client-auth-method.ts';
import { x5cOf } from '../key/certificate-maker.ts';
import { ecKey, jwksOf, octetKey, rsaKey } from '../key/key-maker.ts';

const sound = { name: 'App', redirectUris: ['https://app.example.com/callback'] };
const jwksUri = 'https://app.example.com/jwks.json';

function findIssues(input: Partial<RegistrationInput>) {
  const given = { ...sound, ...input };
  const candidate = candidateOf(given);
  return [...checkClientAuthMethods(candidate), ...checkKeyMaterial(candidate)].map(({ code, path }) => [
    code,
    ...path,
  ]);
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
])('methods that fit the client type are accepted: %j', (input) => {
  expect(findIssues(input)).toEqual([]);
});

test('an empty list is refused, because it is not the default', () => {
  expect(findIssues({ clientAuthMethods: [] })).toEqual([['EMPTY_LIST', 'clientAuthMethods']]);
});

test('a list of more than 100 methods is refused as a whole, whatever it contains', () => {
  const many = Array<'tls_client_auth'>(101).fill('tls_client_auth');
  expect(findIssues({ clientAuthMethods: many })).toEqual([['TOO_MANY_ITEMS', 'clientAuthMethods']]);
  expect(findIssues({ clientAuthMethods: many.slice(0, 100) })).not.toContainEqual([
    'TOO_MANY_ITEMS',
    'clientAuthMethods',
  ]);
});

describe('a public client', () => {
  test.each([
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ] as const)('must not have the credential of %s (RFC 6749 §2.1)', (method) => {
    expect(findIssues({ clientAuthMethods: [method], isConfidential: false, jwksUri })).toEqual([
      ['AUTH_METHOD_NEEDS_CONFIDENTIAL', 'clientAuthMethods', 0],
    ]);
  });
});

describe('"none"', () => {
  test('is refused for a confidential client (RFC 6749 §2.1)', () => {
    expect(findIssues({ clientAuthMethods: ['none'], isConfidential: true })).toEqual([
      ['AUTH_METHOD_NONE_CONFIDENTIAL', 'clientAuthMethods', 0],
    ]);
  });

  test('is refused beside another method, for every client type', () => {
    const clientAuthMethods = ['client_secret_basic', 'none'] as const;
    const notAlone = ['AUTH_METHOD_NONE_NOT_ALONE', 'clientAuthMethods', 1];
    expect(findIssues({ clientAuthMethods })).toContainEqual(notAlone);
    expect(findIssues({ clientAuthMethods, isConfidential: true })).toContainEqual(notAlone);
    expect(findIssues({ clientAuthMethods, isConfidential: false })).toEqual([
      ['AUTH_METHOD_NEEDS_CONFIDENTIAL', 'clientAuthMethods', 0],
      notAlone,
    ]);
  });
});

describe.each(['private_key_jwt', 'self_signed_tls_client_auth'] as const)('%s', (method) => {
  test('is refused without keys, at the field where they belong (OpenID Connect Core §9, RFC 8705 §2.2.2)', () => {
    expect(findIssues({ clientAuthMethods: [method] })).toEqual([['AUTH_METHOD_KEY_MISSING', 'jwks']]);
    expect(findIssues({ clientAuthMethods: ['client_secret_basic', method] })).toEqual([
      ['AUTH_METHOD_KEY_MISSING', 'jwks'],
    ]);
  });

  test('is accepted with a JWK Set or its address', () => {
    const { publicJwk, publicKey } = ecKey();
    const jwks = jwksOf({ ...publicJwk, x5c: [x5cOf(publicKey)] });
    expect(findIssues({ clientAuthMethods: [method], jwks })).toEqual([]);
    expect(findIssues({ clientAuthMethods: [method], jwksUri })).toEqual([]);
  });
});

describe('private_key_jwt with a JWK Set (OpenID Connect Core §9)', () => {
  const unusable = [['AUTH_METHOD_KEY_UNUSABLE', 'jwks']];
  const withKeys = (...keys: unknown[]) => ({
    clientAuthMethods: ['private_key_jwt'] as const,
    jwks: jwksOf(...keys),
  });
  const useless = {
    'a key for encryption': { ...ecKey().publicJwk, use: 'enc' },
    'an algorithm for encryption': { ...rsaKey().publicJwk, alg: 'RSA-OAEP' },
    'a key for key agreement': octetKey('X25519').publicJwk,
    'a key of an unknown type': { kty: 'LATTICE' },
    'a key on an unknown curve': { kty: 'EC', crv: 'brainpoolP256r1', x: 'AQ', y: 'AQ' },
  };

  test.each(Object.entries(useless))(
    'is refused with %s alone, and accepted if a suitable key is beside it',
    (_, key) => {
      expect(findIssues(withKeys(key))).toEqual(unusable);
      expect(findIssues(withKeys(key, ecKey().publicJwk))).toEqual([]);
      expect(findIssues(withKeys(ecKey().publicJwk, key))).toEqual([]);
      expect(checkRegistration(candidateOf({ ...sound, ...withKeys(ecKey().publicJwk, key) }))).toEqual([]);
    },
  );

  test.each(Object.entries(useless))(
    'is the only method with this rule: client_secret_basic is accepted with %s',
    (_, key) => {
      expect(findIssues({ clientAuthMethods: ['client_secret_basic'], jwks: jwksOf(key) })).toEqual([]);
    },
  );

  test.each([
    ['RSA', rsaKey().publicJwk],
    ['EC', ecKey('P-521').publicJwk],
    ['OKP', octetKey('Ed25519').publicJwk],
    ['one for signatures', { ...ecKey().publicJwk, use: 'sig', key_ops: ['verify'] }],
  ])('is accepted with a key of %s', (_, key) => {
    expect(findIssues(withKeys(key))).toEqual([]);
  });

  test('has no issue about suitable keys if the set cannot be parsed, which is a separate issue', () => {
    for (const jwks of ['', '{"keys":[]}', '{"keys":[5]}']) {
      expect(findIssues({ clientAuthMethods: ['private_key_jwt'], jwks })).toEqual([]);
    }
  });
});

describe('self_signed_tls_client_auth with a JWK Set (RFC 8705 §2.2.2)', () => {
  const clientAuthMethods = ['self_signed_tls_client_auth'] as const;

  test('is refused without a certificate in any key', () => {
    const jwks = jwksOf(ecKey().publicJwk, rsaKey().publicJwk);
    expect(findIssues({ clientAuthMethods, jwks })).toEqual([['AUTH_METHOD_CERTIFICATE_MISSING', 'jwks']]);
  });

  test('is accepted with a certificate in any key', () => {
    const jwks = jwksOf(rsaKey().publicJwk, { ...ecKey().publicJwk, x5c: [x5cOf(ecKey().publicKey)] });
    expect(findIssues({ clientAuthMethods, jwks })).toEqual([]);
    expect(checkRegistration(candidateOf({ ...sound, clientAuthMethods, jwks }))).toEqual([]);
  });
});

test.each(['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'tls_client_auth'] as const)(
  '%s does not require keys',
  (method) => {
    expect(findIssues({ clientAuthMethods: [method] })).toEqual([]);
  },
);

test('the default method of a FAPI profile requires keys too', () => {
  expect(findIssues({ fapiProfile: 'fapi2_security' })).toEqual([['AUTH_METHOD_KEY_MISSING', 'jwks']]);
  expect(findIssues({ fapiProfile: 'fapi2_security', jwksUri })).toEqual([]);
});
