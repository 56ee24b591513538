import { base64url } from 'jose';
import { isSecretKey } from './secret-key.ts';

/** The properties by which people tell keys apart. */
export interface KeySummary {
  readonly kty: string | undefined;
  readonly crv: string | undefined;
  /** Bits of an RSA modulus. */
  readonly bits: number | undefined;
  readonly alg: string | undefined;
  readonly use: string | undefined;
  readonly kid: string | undefined;
  readonly isSecret: boolean;
  /** The parsed key. */
  readonly jwk: unknown;
}

/** As many as a set may have. Further ones are counted but not shown. */
export const maxShown = 20;

/** The keys of a JWK Set (RFC 7517 §5), or a single JWK; empty if the text is neither. */
export function keysIn(text: string): readonly KeySummary[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null) return [];
  const { keys, kty } = parsed as { readonly keys?: unknown; readonly kty?: unknown };
  if (Array.isArray(keys)) return keys.map(summaryOf);
  return typeof kty === 'string' ? [summaryOf(parsed)] : [];
}

function summaryOf(jwk: unknown): KeySummary {
  const members: Readonly<Record<string, unknown>> =
    typeof jwk === 'object' && jwk !== null ? { ...jwk } : {};
  return {
    kty: textOf(members.kty),
    crv: textOf(members.crv),
    bits: members.kty === 'RSA' ? bitsOf(textOf(members.n)) : undefined,
    alg: textOf(members.alg),
    use: textOf(members.use),
    kid: textOf(members.kid),
    isSecret: isSecretKey(jwk),
    jwk,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Leading zeros do not count (RFC 7518 §6.3.1.1). */
function bitsOf(modulus: string | undefined): number | undefined {
  if (modulus === undefined || !/^[A-Za-z0-9_-]+$/.test(modulus) || modulus.length % 4 === 1)
    return undefined;
  const octets = base64url.decode(modulus);
  const start = octets.findIndex((octet) => octet !== 0);
  if (start === -1) return 0;
  return (octets.length - start) * 8 - (Math.clz32(octets[start] ?? 0) - 24);
}
