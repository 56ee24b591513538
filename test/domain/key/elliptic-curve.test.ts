import { describe, expect, test } from 'vitest';
import {
  ellipticCurves,
  isOnCurve,
  octetKeyLengths,
  weakCurves,
} from '../../../src/domain/key/elliptic-curve.ts';
import { ecKey, octetKey } from './key-maker.ts';

function curveNamed(name: string) {
  const curve = ellipticCurves.get(name);
  if (!curve) throw new Error(`no curve ${name}`);
  return curve;
}

const integerOf = (text = '') => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);

describe.each(['P-256', 'P-384', 'P-521', 'secp256k1'] as const)('%s (FIPS 186-5, SEC 2)', (name) => {
  const curve = curveNamed(name);
  const { publicJwk } = ecKey(name);
  const [x, y] = [integerOf(publicJwk.x), integerOf(publicJwk.y)];

  test('holds a point that OpenSSL made, and its negative', () => {
    expect(isOnCurve(curve, x, y)).toBe(true);
    expect(isOnCurve(curve, x, curve.p - y)).toBe(true);
  });

  test('does not hold its neighbours, its mirror nor the origin', () => {
    expect(isOnCurve(curve, x, y + 1n)).toBe(false);
    expect(isOnCurve(curve, x, y - 1n)).toBe(false);
    expect(isOnCurve(curve, y, x)).toBe(false);
    expect(isOnCurve(curve, 0n, 0n)).toBe(false);
  });

  test('does not hold a coordinate outside its field, although the equation holds modulo p (RFC 8725 §3.4)', () => {
    expect(isOnCurve(curve, x + curve.p, y)).toBe(false);
    expect(isOnCurve(curve, x, y + curve.p)).toBe(false);
  });

  test('has coordinates as long as its field', () => {
    expect(Buffer.from(publicJwk.x ?? '', 'base64url')).toHaveLength(curve.octets);
    expect(curve.p.toString(16).length).toBeLessThanOrEqual(curve.octets * 2);
  });
});

test.each(['Ed25519', 'Ed448', 'X25519', 'X448'] as const)(
  'a key on %s has the length that OpenSSL gives it (RFC 8037 §2)',
  (name) => {
    expect(octetKeyLengths.get(name)).toBe(Buffer.from(octetKey(name).publicJwk.x ?? '', 'base64url').length);
  },
);

test('no curve is known and weak at once', () => {
  expect(
    [...ellipticCurves.keys(), ...octetKeyLengths.keys()].filter((name) => weakCurves.has(name)),
  ).toEqual([]);
});
