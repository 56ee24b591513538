import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import type { Jwk } from './jwk.ts';

/** Certificates of a key, at most. */
const maxCertificates = 10;

/**
 * Whether `x5c` is a chain of certificates of which the first has the same key (RFC 7517 §4.7).
 *
 * @returns the fault, or `undefined` if there is none.
 */
export function faultOfCertificates(key: Jwk): 'JWK_X5C' | 'JWK_X5C_OTHER_KEY' | undefined {
  const chain = key.x5c;
  if (chain === undefined) return undefined;
  if (!Array.isArray(chain) || chain.length === 0 || chain.length > maxCertificates) return 'JWK_X5C';
  const certificates = chain.map(parseCertificate);
  const first = certificates[0];
  if (first === undefined || certificates.includes(undefined)) return 'JWK_X5C';
  return holds(first, key) ? undefined : 'JWK_X5C_OTHER_KEY';
}

/** Standard base64 of the DER form, with padding and without line breaks (RFC 7517 §4.7, RFC 4648 §4). */
function parseCertificate(text: unknown): X509Certificate | undefined {
  if (typeof text !== 'string' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    return undefined;
  const der = Buffer.from(text, 'base64');
  try {
    const certificate = new X509Certificate(der);
    // OpenSSL also accepts PEM and ignores what follows a certificate, where a private key could hide.
    return certificate.raw.equals(der) ? certificate : undefined;
  } catch {
    return undefined;
  }
}

function holds(certificate: X509Certificate, key: Jwk): boolean {
  try {
    return certificate.publicKey.equals(createPublicKey({ key: key as JsonWebKey, format: 'jwk' }));
  } catch {
    // OpenSSL does not know the algorithm of the certificate or of the key.
    return false;
  }
}
