import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface MadeKey {
  readonly publicKey: KeyObject;
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
}

const made = new Map<string, MadeKey>();

/** Generates the keys of a type once: RSA by number of bits, EC by curve, OKP by name. */
function once(kind: string, make: () => { publicKey: KeyObject; privateKey: KeyObject }): MadeKey {
  const known = made.get(kind);
  if (known) return known;
  const { publicKey, privateKey } = make();
  const key = {
    publicKey,
    publicJwk: publicKey.export({ format: 'jwk' }),
    privateJwk: privateKey.export({ format: 'jwk' }),
  };
  made.set(kind, key);
  return key;
}

export function rsaKey(bits = 2048): MadeKey {
  return once(`RSA ${bits}`, () => generateKeyPairSync('rsa', { modulusLength: bits }));
}

export function ecKey(curve: 'P-256' | 'P-384' | 'P-521' | 'secp256k1' = 'P-256'): MadeKey {
  return once(curve, () => generateKeyPairSync('ec', { namedCurve: curve }));
}

export function octetKey(curve: 'Ed25519' | 'Ed448' | 'X25519' | 'X448'): MadeKey {
  return once(curve, () => {
    if (curve === 'Ed25519') return generateKeyPairSync('ed25519');
    if (curve === 'Ed448') return generateKeyPairSync('ed448');
    return curve === 'X25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('x448');
  });
}

/** An RSA public key with any modulus; the rules do not check its factors. */
export function rsaJwk(modulus: Uint8Array, exponent: Uint8Array = Buffer.from([1, 0, 1])) {
  return { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) };
}

/** An odd number of exactly this many bits, after this many zero bytes. */
export function oddNumber(bits: number, zeros = 0): Buffer {
  const octets = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  octets[0] = 0xff >> ((8 - (bits % 8)) % 8);
  return Buffer.concat([Buffer.alloc(zeros), octets]);
}

export function base64url(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64url');
}

export function jwksOf(...keys: unknown[]): string {
  return JSON.stringify({ keys });
}
