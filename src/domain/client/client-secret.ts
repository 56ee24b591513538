import type { SecretStatus } from './vocabulary.ts';

/** What may be shown of a client secret: everything but the secret. */
export interface ClientSecret {
  /** ULID. */
  readonly id: string;
  /** What its owner wrote down about it, at most 255 characters. */
  readonly description: string | null;
  readonly status: SecretStatus;
  /** The last four characters of the secret, by which a person tells one from another. */
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When it stops verifying; `null` when it does not. */
  readonly expiresAt: Date | null;
  /** The day, in UTC, on which it was last presented; `null` when it never was. */
  readonly lastUsedAt: Date | null;
}

/** A secret that was just made. `plaintext` is for the one who asked for it and for nobody else. */
export interface IssuedSecret {
  /** `secret_` and 43 base64url characters: 256 random bits. */
  readonly plaintext: string;
  /** The last four characters, by which a person tells one secret from another. */
  readonly lastFour: string;
  /** When the secret stops working; `null` when it does not. */
  readonly expiresAt: Date | null;
}

/** Active secrets that a client may have at once. */
export const maxActiveSecrets = 2;

/** Whether the secret counts as one of the client's active ones: neither replaced, nor deactivated, nor past its end. */
export function isActive(
  { status, expiresAt }: Pick<ClientSecret, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return status === 'active' && !hasEnded(expiresAt, now);
}

/** Whether an authorization server would take the secret: until its end, also one that a rotation has retired. */
export function verifies(
  { status, expiresAt }: Pick<ClientSecret, 'status' | 'expiresAt'>,
  now: Date,
): boolean {
  return status !== 'inactive' && !hasEnded(expiresAt, now);
}

/** A secret verifies until its end and not a moment after: at `expiresAt` itself it does not. */
function hasEnded(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now.getTime();
}
