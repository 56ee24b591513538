/** The requirements of registered JOSE algorithms on a key (RFC 7518 §3.1 and §4.1, RFC 8037, RFC 8812, RFC 9864). */
interface JoseAlgorithm {
  readonly use: 'sig' | 'enc';
  readonly kty: 'RSA' | 'EC' | 'OKP';
  /** Its curves; `undefined` for RSA. */
  readonly curves?: readonly string[];
}

const nistCurves = ['P-256', 'P-384', 'P-521'];
const agreementCurves = [...nistCurves, 'X25519', 'X448'];

const rsaSignature = { use: 'sig', kty: 'RSA' } as const;
const rsaEncryption = { use: 'enc', kty: 'RSA' } as const;

/** Asymmetric algorithms by their `alg`. A key with an unlisted algorithm is not invalid. */
const joseAlgorithms: ReadonlyMap<string, readonly JoseAlgorithm[]> = new Map(
  Object.entries({
    RS256: [rsaSignature],
    RS384: [rsaSignature],
    RS512: [rsaSignature],
    PS256: [rsaSignature],
    PS384: [rsaSignature],
    PS512: [rsaSignature],
    ES256: [{ use: 'sig', kty: 'EC', curves: ['P-256'] }],
    ES384: [{ use: 'sig', kty: 'EC', curves: ['P-384'] }],
    ES512: [{ use: 'sig', kty: 'EC', curves: ['P-521'] }],
    ES256K: [{ use: 'sig', kty: 'EC', curves: ['secp256k1'] }],
    EdDSA: [{ use: 'sig', kty: 'OKP', curves: ['Ed25519', 'Ed448'] }],
    Ed25519: [{ use: 'sig', kty: 'OKP', curves: ['Ed25519'] }],
    Ed448: [{ use: 'sig', kty: 'OKP', curves: ['Ed448'] }],
    RSA1_5: [rsaEncryption],
    'RSA-OAEP': [rsaEncryption],
    'RSA-OAEP-256': [rsaEncryption],
    'RSA-OAEP-384': [rsaEncryption],
    'RSA-OAEP-512': [rsaEncryption],
    ...Object.fromEntries(
      ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'].map((alg) => [
        alg,
        [
          { use: 'enc', kty: 'EC', curves: agreementCurves },
          { use: 'enc', kty: 'OKP', curves: agreementCurves },
        ],
      ]),
    ),
  } satisfies Record<string, JoseAlgorithm[]>),
);

/** `none`, HMACs and symmetric key wrapping. With one of them, a public key would be used as a shared secret. */
export function isSymmetricAlgorithm(alg: string): boolean {
  return /^(none|dir|HS\d+|A\d+(GCM)?KW|PBES2-.*)$/i.test(alg);
}

/** The `alg` of every algorithm that this server knows. */
export const knownAlgorithms: ReadonlySet<string> = new Set(joseAlgorithms.keys());

/** Whether the algorithm verifies signatures. An unknown one does not. */
export function isSignature(alg: string): boolean {
  return joseAlgorithms.get(alg)?.some(({ use }) => use === 'sig') ?? false;
}

/** Whether the algorithm encrypts. An unknown one does not. */
export function isEncryption(alg: string): boolean {
  return joseAlgorithms.get(alg)?.some(({ use }) => use === 'enc') ?? false;
}

/** Whether a known algorithm works with a key of this kind. */
export function suits(
  alg: string,
  { kty, crv }: { readonly kty?: unknown; readonly crv?: unknown },
): boolean {
  const variants = joseAlgorithms.get(alg) ?? [];
  return variants.some((variant) => variant.kty === kty && (variant.curves?.includes(String(crv)) ?? true));
}

/** Whether a profile that lists algorithms allows this one with this key. EdDSA then means Ed25519. */
export function isAmong(
  allowed: readonly string[] | null,
  alg: string,
  { crv }: { readonly crv?: unknown },
): boolean {
  return allowed === null || (allowed.includes(alg) && (alg !== 'EdDSA' || crv === 'Ed25519'));
}
