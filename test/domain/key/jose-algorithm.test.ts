import { describe, expect, test } from 'vitest';
import {
  isSignature,
  isSymmetricAlgorithm,
  knownAlgorithms,
  suits,
} from '../../../src/domain/key/jose-algorithm.ts';

const rsa = { kty: 'RSA' };
const ec = (crv: string) => ({ kty: 'EC', crv });
const okp = (crv: string) => ({ kty: 'OKP', crv });
const kinds = [
  rsa,
  ...['P-256', 'P-384', 'P-521', 'secp256k1'].map(ec),
  ...['Ed25519', 'Ed448', 'X25519', 'X448'].map(okp),
];
const nist = ['P-256', 'P-384', 'P-521'].map(ec);

test.each<[string, object[]]>([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg): [string, object[]] => [alg, [rsa]]),
  ...['RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'].map((alg): [string, object[]] => [
    alg,
    [rsa],
  ]),
  ['ES256', [ec('P-256')]],
  ['ES384', [ec('P-384')]],
  ['ES512', [ec('P-521')]],
  ['ES256K', [ec('secp256k1')]],
  ['EdDSA', [okp('Ed25519'), okp('Ed448')]],
  ['Ed25519', [okp('Ed25519')]],
  ['Ed448', [okp('Ed448')]],
  ['ECDH-ES', [...nist, okp('X25519'), okp('X448')]],
  ['ECDH-ES+A256KW', [...nist, okp('X25519'), okp('X448')]],
])('%s fits %j and no other type of key (RFC 7518 §3.1, RFC 8037, RFC 8812)', (alg, suitable) => {
  expect(kinds.filter((kind) => suits(alg, kind))).toEqual(suitable);
});

test.each(['', 'es256', 'XYZ1', '__proto__', 'constructor', 'HS256', 'none'])(
  '%j is not a known asymmetric algorithm and fits no key',
  (alg) => {
    expect(knownAlgorithms.has(alg)).toBe(false);
    expect(isSignature(alg)).toBe(false);
    expect(kinds.filter((kind) => suits(alg, kind))).toEqual([]);
  },
);

describe('a signature algorithm', () => {
  test.each(['RS256', 'PS256', 'ES256', 'ES256K', 'EdDSA', 'Ed25519', 'Ed448'])('includes %s', (alg) => {
    expect(isSignature(alg)).toBe(true);
  });

  test.each(['RSA1_5', 'RSA-OAEP', 'ECDH-ES', 'ECDH-ES+A128KW'])('excludes %s, which encrypts', (alg) => {
    expect(knownAlgorithms.has(alg)).toBe(true);
    expect(isSignature(alg)).toBe(false);
  });
});

describe('an algorithm for a public key, which an attacker knows too (RFC 8725 §3.1)', () => {
  test.each(['none', 'NONE', 'HS256', 'hs512', 'dir', 'A128KW', 'A192GCMKW', 'PBES2-HS512+A256KW'])(
    'counts as symmetric: %s',
    (alg) => {
      expect(isSymmetricAlgorithm(alg)).toBe(true);
    },
  );

  test.each(['', 'nonesuch', 'HS', 'ES256', 'RS256', 'ECDH-ES+A128KW', 'direct'])(
    'does not count as symmetric: %j',
    (alg) => {
      expect(isSymmetricAlgorithm(alg)).toBe(false);
    },
  );

  test('is not both symmetric and known as asymmetric', () => {
    expect([...knownAlgorithms].filter(isSymmetricAlgorithm)).toEqual([]);
  });
});
