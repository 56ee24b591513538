import { timingSafeEqual } from 'node:crypto';
import { verifies } from '../domain/client/client-secret.ts';
import type { SecretStatus } from '../domain/client/vocabulary.ts';
import { digestSecret } from './client-secret.ts';

/** What has to be known of a stored secret to verify one that is presented. */
export interface VerifiableSecret {
  readonly digest: string;
  readonly status: SecretStatus;
  readonly expiresAt: Date | null;
}

/**
 * Finds which of a client's secrets a presented one is, or `undefined` when it is none that verifies at `now`: a secret
 * verifies until its `expiresAt` and not a moment after, also one that a rotation has retired. Every stored secret is
 * compared in constant time, so that the time it takes says nothing about which matched or how far.
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
