import { hash } from 'node:crypto';
import type { ClientMetadata } from '../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../domain/client/client-secret.ts';
import { clientAuthMethods } from '../domain/client/vocabulary.ts';
import { randomBytes } from './random.ts';

/** Whether the client shows a secret at the token endpoint under any of its methods (OpenID Connect Core §9). */
export function needsSecret({
  clientAuthMethods: methods,
}: Pick<ClientMetadata, 'clientAuthMethods'>): boolean {
  return methods.some((method) => clientAuthMethods[method].credential === 'secret');
}

/** Whether the server must be able to read the secret back, to compute an HMAC with it (OpenID Connect Core §9). */
export function needsEncryptedSecret({
  clientAuthMethods: methods,
}: Pick<ClientMetadata, 'clientAuthMethods'>): boolean {
  return methods.includes('client_secret_jwt');
}

export function issueSecret(random: (size: number) => Buffer = randomBytes): IssuedSecret {
  const plaintext = `secret_${random(32).toString('base64url')}`;
  return { plaintext, lastFour: plaintext.slice(-4), expiresAt: null };
}

/**
 * The stored form of a secret: the version of the scheme and a SHA-256 digest, `v1.` and 43 base64url characters. A slow hash
 * protects guessable secrets. 256 random bits cannot be guessed, and a slow hash would only help to exhaust the server.
 */
export function digestSecret(plaintext: string): string {
  return `v1.${hash('sha256', plaintext, 'base64url')}`;
}
