import { CompactEncrypt, compactDecrypt } from 'jose';

/** A 256-bit key of the operator, from `SECRET_ENCRYPTION_KEYS`. */
export type EncryptionKey = Uint8Array;

/**
 * Encrypts a secret that the server must read back: for `client_secret_jwt` it computes an HMAC with it. A compact JWE with
 * direct encryption in A256GCM (RFC 7518 §4.5, §5.3).
 */
export function encryptSecret(plaintext: string, key: EncryptionKey): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key);
}

/**
 * Decrypts a secret with the key that encrypted it, so that a new key can be added in front.
 *
 * @throws if none of the keys decrypts it.
 */
export async function decryptSecret(encrypted: string, keys: readonly EncryptionKey[]): Promise<string> {
  const attempts = await Promise.allSettled(keys.map((key) => compactDecrypt(encrypted, key)));
  const opened = attempts.find((attempt) => attempt.status === 'fulfilled');
  if (opened === undefined)
    throw new Error('None of the keys in SECRET_ENCRYPTION_KEYS decrypts this secret.');
  return new TextDecoder().decode(opened.value.plaintext);
}
