import { calculateJwkThumbprint, exportJWK, importPKCS8, importSPKI, importX509, type JWK } from 'jose';
import { pemPrivateKey, publicParts } from './secret-key.ts';

/** The result of an import. */
export interface ImportedKeys {
  readonly text: string;
  readonly outcome: 'as it is' | 'wrapped' | 'converted' | 'unreadable';
}

/**
 * Converts a text to a JWK Set: a set, a single JWK, or a public key or certificates in PEM (RFC 7468). Private keys are not
 * changed.
 */
export async function importKeys(text: string): Promise<ImportedKeys> {
  // A certificate beside a private key is not converted, so that the form reports the private key first.
  if (pemPrivateKey.test(text)) return { text, outcome: 'as it is' };
  if (/-----BEGIN (PUBLIC KEY|CERTIFICATE)-----/.test(text)) return importPem(text);
  const jwk = parsedOf(text);
  const isOne = typeof jwk === 'object' && jwk !== null && 'kty' in jwk && !('keys' in jwk);
  return isOne
    ? { text: JSON.stringify({ keys: [jwk] }, null, 2), outcome: 'wrapped' }
    : { text, outcome: 'as it is' };
}

/** The public parts of private keys; undefined if there are none that the browser can read. */
export async function publicKeysOf(text: string): Promise<string | undefined> {
  if (!pemPrivateKey.test(text)) return publicParts(text);
  const { outcome, text: set } = await importPem(text);
  return outcome === 'converted' ? set : undefined;
}

/** One import for each type of key that browsers support. Trying them finds the type of a PEM text. */
const algorithms = ['PS256', 'ES256', 'ES384', 'ES512', 'Ed25519'];

/** A chain starts with the certificate of the key, as in `x5c` (RFC 7517 §4.7). */
const pemCertificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** In base64, as in `x5c`: without the lines around it and without line breaks. */
function derOf(certificate: string): string {
  return certificate.replace(/-----[^-]+-----|\s/g, '');
}

async function importPem(pem: string): Promise<ImportedKeys> {
  const chain = pem.match(pemCertificates);
  const read = chain ? importX509 : pem.includes('PRIVATE') ? importPKCS8 : importSPKI;
  const source = (chain?.[0] ?? pem).trim();
  for (const alg of algorithms) {
    try {
      const jwk = await exportJWK(await read(source, alg, { extractable: true }));
      const kid = await calculateJwkThumbprint(jwk);
      const named = { ...jwk, use: 'sig', kid, ...(chain && { x5c: chain.map(derOf) }) };
      return { text: publicParts(JSON.stringify(named)) ?? pem, outcome: 'converted' };
    } catch {
      // The key has another type.
    }
  }
  return { text: pem, outcome: 'unreadable' };
}

/** RFC 7638; undefined for an invalid key, and in a page without TLS, where browsers do not hash. */
export async function thumbprintOf(jwk: unknown): Promise<string | undefined> {
  try {
    return await calculateJwkThumbprint(jwk as JWK);
  } catch {
    return undefined;
  }
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
