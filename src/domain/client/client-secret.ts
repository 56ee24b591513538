import type { SecretStatus } from './vocabulary.ts';

/** A client secret without its value. */
export interface ClientSecret {
  /** ULID. */
  readonly id: string;
  /** A note about the secret, at most 255 characters. */
  readonly description: string | null;
  readonly status: SecretStatus;
  /** The last four characters of the secret, which help people tell secrets apart. */
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the secret expires; `null` if it does not. */
  readonly expiresAt: Date | null;
  /** The day (UTC) on which it was last used; `null` if it was never used. */
  readonly lastUsedAt: Date | null;
}

/** A new secret. `plaintext` is only for the response to its caller. */
export interface IssuedSecret {
  /** `secret_` and 43 base64url characters: 256 random bits. */
  readonly plaintext: string;
  /** The last four characters, which help people tell secrets apart. */
  readonly lastFour: string;
  /** When the secret expires; `null` if it does not. */
  readonly expiresAt: Date | null;
}

/** Active secrets that a client may have at once. */
export const maxActiveSecrets = 2;

/** Whether the secret counts as active: neither replaced, nor deactivated, nor expired. */
export function isActive(
  { status, expiresAt }: Pick<ClientSecret, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return status === 'active' && !hasEnded(expiresAt, now);
}

/** Whether the secret is valid: until its expiry, also if a rotation has retired it. */
export function verifies(
  { status, expiresAt }: Pick<ClientSecret, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return status !== 'inactive' && !hasEnded(expiresAt, now);
}

/** The expiry is exclusive: at `expiresAt` itself the secret is not valid. */
function hasEnded(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now.getTime();
}
