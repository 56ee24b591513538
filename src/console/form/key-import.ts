import { calculateJwkThumbprint, exportJWK, importPKCS8, importSPKI, importX509, type JWK } from 'jose';
import { publicParts } from './secret-key.ts';

/** What became of a text that was brought in. */
export interface ImportedKeys {
  readonly text: string;
  readonly outcome: 'as it is' | 'wrapped' | 'converted' | 'unreadable';
}

/** Makes a JWK Set of what people have: a set, one JWK, or a public key or certificate in PEM (RFC 7468). Private keys are left as they are. */
export async function importKeys(text: string): Promise<ImportedKeys> {
  if (/-----BEGIN (PUBLIC KEY|CERTIFICATE)-----/.test(text)) return importPem(text);
  const jwk = parsedOf(text);
  const isOne = typeof jwk === 'object' && jwk !== null && 'kty' in jwk && !('keys' in jwk);
  return isOne
    ? { text: JSON.stringify({ keys: [jwk] }, null, 2), outcome: 'wrapped' }
    : { text, outcome: 'as it is' };
}

/** The public parts of whatever holds private ones; undefined where there are none, or none that a browser can read. */
export async function publicKeysOf(text: string): Promise<string | undefined> {
  if (!/-----BEGIN PRIVATE KEY-----/.test(text)) return publicParts(text);
  const { outcome, text: set } = await importPem(text);
  return outcome === 'converted' ? set : undefined;
}

/** One for each kind of key that a browser reads; which of them a PEM text holds is found out by trying. */
const algorithms = ['PS256', 'ES256', 'ES384', 'ES512', 'Ed25519'];

async function importPem(pem: string): Promise<ImportedKeys> {
  const read = pem.includes('CERTIFICATE') ? importX509 : pem.includes('PRIVATE') ? importPKCS8 : importSPKI;
  for (const alg of algorithms) {
    try {
      const jwk = await exportJWK(await read(pem.trim(), alg, { extractable: true }));
      const named = { ...jwk, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
      return { text: publicParts(JSON.stringify(named)) ?? pem, outcome: 'converted' };
    } catch {
      // It is a key of another kind.
    }
  }
  return { text: pem, outcome: 'unreadable' };
}

/** RFC 7638; undefined for what is no key, and in a page without TLS, where browsers do not hash. */
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
