/** A short Weierstrass curve y² = x³ + ax + b over the prime field of p (SEC 2, FIPS 186-5). */
interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  /** Octets of one coordinate (RFC 7518 §6.2.1.2). */
  readonly octets: number;
}

const p256 = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const p384 = 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n;
const p521 = 2n ** 521n - 1n;

/** Curves of `kty` EC that this server knows. */
export const ellipticCurves: ReadonlyMap<string, Curve> = new Map([
  [
    'P-256',
    {
      p: p256,
      a: p256 - 3n,
      b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
      octets: 32,
    },
  ],
  [
    'P-384',
    {
      p: p384,
      a: p384 - 3n,
      b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
      octets: 48,
    },
  ],
  [
    'P-521',
    {
      p: p521,
      a: p521 - 3n,
      b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
      octets: 66,
    },
  ],
  ['secp256k1', { p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n, octets: 32 }],
]);

/** Octets of a public key on the curves of `kty` OKP (RFC 8037 §2). */
export const octetKeyLengths: ReadonlyMap<string, number> = new Map([
  ['Ed25519', 32],
  ['Ed448', 57],
  ['X25519', 32],
  ['X448', 56],
]);

/** EC curves that are too small (RFC 8725 §3.5, NIST SP 800-186). */
export const weakCurves: ReadonlySet<string> = new Set([
  'P-192',
  'P-224',
  'secp192r1',
  'secp224r1',
  'secp192k1',
  'secp224k1',
]);

/**
 * Whether both coordinates are in the field and the point is on the curve. A point off the curve enables an invalid-curve
 * attack.
 */
export function isOnCurve({ p, a, b }: Curve, x: bigint, y: bigint): boolean {
  return x < p && y < p && (y * y - (x * x * x + a * x + b)) % p === 0n;
}
