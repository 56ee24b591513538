import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface MadeKey {
  readonly publicKey: KeyObject;
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
}

const made = new Map<string, MadeKey>();

/** Makes the keys of a kind once: RSA by its bits, EC by its curve, OKP by its name. */
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

/** An RSA public key of any modulus; no rule asks whether somebody knows its factors. */
export function rsaJwk(modulus: Uint8Array, exponent: Uint8Array = Buffer.from([1, 0, 1])) {
  return { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) };
}

/** An odd number of exactly so many bits, behind so many octets of zero. */
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
