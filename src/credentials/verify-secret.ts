import { timingSafeEqual } from 'node:crypto';
import { verifies } from '../domain/client/client-secret.ts';
import type { SecretStatus } from '../domain/client/vocabulary.ts';
import { digestSecret } from './client-secret.ts';

/** The parts of a stored secret that verification needs. */
export interface VerifiableSecret {
  readonly digest: string;
  readonly status: SecretStatus;
  readonly expiresAt: Date | null;
}

/**
 * Finds the stored secret that equals a presented one and is valid at `now`; `undefined` if there is none. A secret, also a
 * retired one, is valid until its `expiresAt`, exclusive. Every stored secret is compared in constant time, so that the time
 * reveals nothing about which one matched or how far.
 */
export function verifySecret<Secret extends VerifiableSecret>(
  given: string,
  secrets: readonly Secret[],
  now: Date,
): Secret | undefined {
  const digest = Buffer.from(digestSecret(given));
  let match: Secret | undefined;
  for (const secret of secrets) {
    const isSame = isEqual(digest, Buffer.from(secret.digest));
    if (isSame && verifies(secret, now)) match = secret;
  }
  return match;
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
