import { describe, expect, test } from 'vitest';
import type { Jwk } from '../../../src/domain/key/jwk.ts';
import { canVerify, parseJwkSet } from '../../../src/domain/key/jwk-set.ts';
import { ecKey, jwksOf, octetKey, rsaKey } from './key-maker.ts';

describe('a JWK Set (RFC 7517 §5)', () => {
  test('gives its keys unchanged', () => {
    expect(parseJwkSet('{"keys":[{"kty":"EC"},5],"revision":7}')).toEqual({ keys: [{ kty: 'EC' }, 5] });
  });

  test.each([
    ['JWKS_NOT_JSON', ''],
    ['JWKS_NOT_JSON', '{"keys":[]} trailing'],
    ['JWKS_NOT_JSON', '"\uD800"'],
    ['JWKS_SHAPE', 'null'],
    ['JWKS_SHAPE', '[]'],
    ['JWKS_SHAPE', '{"keys":{}}'],
    ['JWKS_SHAPE', '{"__proto__":{"keys":[{"kty":"EC"}]}}'],
    ['JWKS_EMPTY', '{"keys":[]}'],
    ['JWKS_TOO_MANY', jwksOf(...Array(21).fill({ kty: 'EC' }))],
    ['JWKS_TOO_LONG', `{"keys":["${'a'.repeat(65_536)}"]}`],
    ['JWK_PRIVATE', '{"keys":[],"d":"x"}'],
    ['JWK_PRIVATE', '{"keys":[{"kty":"EC"}],"\\u0064":"x"}'],
  ])('is refused with %s: %.60s', (fault, text) => {
    expect(parseJwkSet(text)).toEqual({ fault });
  });

  test('may have exactly 64 KiB and 20 keys', () => {
    expect(parseJwkSet('{"keys":[5]}'.padEnd(65_536)).keys).toEqual([5]);
    expect(parseJwkSet(jwksOf(...Array(20).fill(5))).keys).toHaveLength(20);
  });
});

describe('a key can verify a signature', () => {
  const rsa = rsaKey().publicJwk;
  const allowed = ['PS256', 'ES256'];

  test.each<[string, object]>([
    ['RSA', rsa],
    ['RSA with PS256', { ...rsa, alg: 'PS256' }],
    ['P-256', ecKey().publicJwk],
    ['one for signatures', { ...rsa, use: 'sig' }],
    ['one whose operations include it', { ...rsa, key_ops: ['sign', 'verify'] }],
  ])('if it is %s, also under a profile that allows its algorithm', (_, key) => {
    expect(canVerify(key as Jwk, null)).toBe(true);
    expect(canVerify(key as Jwk, allowed)).toBe(true);
  });

  test.each<[string, object]>([
    ['one for encryption (RFC 7517 §4.2)', { ...rsa, use: 'enc' }],
    ['one with an algorithm for encryption', { ...rsa, alg: 'RSA-OAEP' }],
    ['one with an unknown algorithm', { ...rsa, alg: 'XYZ1' }],
    ['one whose operations leave it out (RFC 7517 §4.3)', { ...rsa, key_ops: ['encrypt'] }],
    ['one for key agreement', octetKey('X25519').publicJwk],
    ['one of an unknown type', { kty: 'LATTICE' }],
    ['one of an unknown curve', { kty: 'EC', crv: 'brainpoolP256r1' }],
    ['nothing', {}],
  ])('but not if it is %s', (_, key) => {
    expect(canVerify(key as Jwk, null)).toBe(false);
  });

  test.each<[string, object]>([
    ['RS256', { ...rsa, alg: 'RS256' }],
    ['PS384', { ...rsa, alg: 'PS384' }],
    ['P-384, which ES256 does not work on', ecKey('P-384').publicJwk],
    ['Ed25519', octetKey('Ed25519').publicJwk],
  ])('if it is %s, but not under a profile that does not allow its algorithm', (_, key) => {
    expect(canVerify(key as Jwk, null)).toBe(true);
    expect(canVerify(key as Jwk, allowed)).toBe(false);
  });
});
