import type { IssueCode } from '../error/issue-catalogue.ts';
import { isObject } from '../json.ts';
import { ellipticCurves, isOnCurve, octetKeyLengths, weakCurves } from './elliptic-curve.ts';
import { isEncryption, isSignature, isSymmetricAlgorithm, knownAlgorithms, suits } from './jose-algorithm.ts';

/** A parsed member of a JWK Set, not checked yet. */
export type Jwk = Readonly<Record<string, unknown>>;

/** A fault of a key and the member that has it. */
export interface JwkFault {
  readonly code: IssueCode;
  readonly member?: string;
}

/** RFC 7518 §3.3 requires this length, and no profile requires more. */
export const minRsaBits = 2048;
const maxRsaBits = 8192;
/** NIST SP 800-56B §6.2: a longer exponent only slows verification. */
const maxExponentBits = 256;

/** EC and OKP `d`; RSA `d` and its factors (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2); AKP `priv`; `k`, of any other type. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'];

/** Keys of an unknown type are ignored if there is a usable one (RFC 7517 §5). */
export function isKnownKind({ kty, crv }: Jwk): boolean {
  if (kty === 'RSA') return true;
  if (typeof crv !== 'string') return kty === 'EC' || kty === 'OKP';
  return (kty === 'EC' && ellipticCurves.has(crv)) || (kty === 'OKP' && octetKeyLengths.has(crv));
}

/** All faults of a key. */
export function faultsOfJwk(key: Jwk): JwkFault[] {
  if (key.kty === 'oct') return [{ code: 'JWK_SYMMETRIC' }];
  const isPrivate = holdsPrivateMember(key) || Object.values(key).some(holdsSecretKey);
  const faults: JwkFault[] = isPrivate ? [{ code: 'JWK_PRIVATE' }] : [];
  if (typeof key.kty !== 'string' || key.kty === '') return [...faults, { code: 'JWK_KTY' }];
  return [
    ...faults,
    ...(isKnownKind(key) ? labelFaults(key) : []),
    ...algorithmFaults(key),
    ...materialFaults(key),
  ];
}

export function holdsPrivateMember(key: Jwk): boolean {
  return privateMembers.some((member) => Object.hasOwn(key, member));
}

/** Whether a private or symmetric key is anywhere inside a value, under any member name. */
export function holdsSecretKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isSecret =
    isObject(value) && typeof value.kty === 'string' && (value.kty === 'oct' || holdsPrivateMember(value));
  return isSecret || Object.values(value).some(holdsSecretKey);
}

/** `kid`, `use` and `alg` are strings, and `key_ops` are distinct ones (RFC 7517 §4.2 to §4.5). */
function labelFaults(key: Jwk): JwkFault[] {
  const labels = ['kid', 'use', 'alg'].filter(
    (label) => key[label] !== undefined && typeof key[label] !== 'string',
  );
  const faults =
    key.key_ops === undefined || isDistinctStrings(key.key_ops) ? labels : [...labels, 'key_ops'];
  return faults.map((member) => ({ code: 'JWK_LABEL', member }));
}

function isDistinctStrings(value: unknown): boolean {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList && new Set(value).size === value.length;
}

/** `alg` must fit the type, curve and use of the key (RFC 7517 §4.4, RFC 8725 §3.1). */
function algorithmFaults(key: Jwk): JwkFault[] {
  const { alg } = key;
  if (typeof alg !== 'string') return [];
  if (isSymmetricAlgorithm(alg)) return [{ code: 'JWK_ALG_SYMMETRIC', member: 'alg' }];
  return fits(alg, key) ? [] : [{ code: 'JWK_ALG_MISMATCH', member: 'alg' }];
}

function fits(alg: string, key: Jwk): boolean {
  if (!knownAlgorithms.has(alg) || !isKnownKind(key)) return true;
  const isOtherUse = (key.use === 'sig' && isEncryption(alg)) || (key.use === 'enc' && isSignature(alg));
  return suits(alg, key) && !isOtherUse;
}

function materialFaults(key: Jwk): JwkFault[] {
  if (key.kty === 'RSA') return rsaFaults(key);
  if (key.kty === 'EC') return ecFaults(key);
  return key.kty === 'OKP' ? okpFaults(key) : [];
}

/** RFC 7518 §6.3.1: the integer counts, so leading zeros do not make a key longer. */
function rsaFaults({ n, e }: Jwk): JwkFault[] {
  const modulus = octetsOf(n);
  const exponent = octetsOf(e);
  const faults: JwkFault[] = [];
  if (modulus === undefined) faults.push({ code: 'JWK_RSA_MEMBER', member: 'n' });
  else if (bitLength(modulus) < minRsaBits) faults.push({ code: 'JWK_RSA_SHORT', member: 'n' });
  else if (bitLength(modulus) > maxRsaBits) faults.push({ code: 'JWK_RSA_LONG', member: 'n' });
  else if (!isOdd(modulus)) faults.push({ code: 'JWK_RSA_EVEN', member: 'n' });
  if (exponent === undefined) faults.push({ code: 'JWK_RSA_MEMBER', member: 'e' });
  else if (bitLength(exponent) < 2 || bitLength(exponent) > maxExponentBits || !isOdd(exponent))
    faults.push({ code: 'JWK_RSA_EXPONENT', member: 'e' });
  return faults;
}

/** Bits of the modulus of an RSA key; `undefined` for any other key. */
export function rsaBitsOf({ kty, n }: Jwk): number | undefined {
  const modulus = kty === 'RSA' ? octetsOf(n) : undefined;
  return modulus && bitLength(modulus);
}

/** RFC 7518 §6.2.1. */
function ecFaults({ crv, x, y }: Jwk): JwkFault[] {
  if (typeof crv !== 'string') return [{ code: 'JWK_CRV', member: 'crv' }];
  if (weakCurves.has(crv)) return [{ code: 'JWK_CURVE_WEAK', member: 'crv' }];
  const curve = ellipticCurves.get(crv);
  if (curve === undefined) return [];
  const point = { x: octetsOf(x), y: octetsOf(y) };
  const bad = (['x', 'y'] as const).filter((member) => point[member]?.length !== curve.octets);
  if (bad.length > 0) return bad.map((member) => ({ code: 'JWK_COORDINATE', member }));
  const [px, py] = [integerOf(point.x), integerOf(point.y)];
  return isOnCurve(curve, px, py) ? [] : [{ code: 'JWK_OFF_CURVE' }];
}

/** RFC 8037 §2. */
function okpFaults({ crv, x }: Jwk): JwkFault[] {
  if (typeof crv !== 'string') return [{ code: 'JWK_CRV', member: 'crv' }];
  const length = octetKeyLengths.get(crv);
  return length === undefined || octetsOf(x)?.length === length
    ? []
    : [{ code: 'JWK_COORDINATE', member: 'x' }];
}

/** The bytes of a base64url text without padding (RFC 7515 §2); `undefined` for anything else. */
function octetsOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]+$/.test(value) || value.length % 4 === 1)
    return undefined;
  return Buffer.from(value, 'base64url');
}

function integerOf(octets: Buffer | undefined): bigint {
  return BigInt(`0x${octets?.toString('hex') ?? '0'}`);
}

function bitLength(octets: Buffer): number {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? 0 : (octets.length - first) * 8 - (Math.clz32(octets[first] ?? 0) - 24);
}

function isOdd(octets: Buffer): boolean {
  return ((octets.at(-1) ?? 0) & 1) === 1;
}
