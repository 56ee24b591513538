import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { issueSecret, needsEncryptedSecret } from '../../src/credentials/client-secret.ts';
import { decryptSecret, encryptSecret } from '../../src/credentials/encrypted-secret.ts';
import { clientAuthMethods, valuesOf } from '../../src/domain/client/vocabulary.ts';

const { plaintext } = issueSecret();
const [first, second, stranger] = [randomBytes(32), randomBytes(32), randomBytes(32)];

describe('an encrypted secret', () => {
  test('is a compact JWE with direct encryption in A256GCM (RFC 7518 §4.5, §5.3)', async () => {
    const encrypted = await encryptSecret(plaintext, first);
    expect(decodeProtectedHeader(encrypted)).toEqual({ alg: 'dir', enc: 'A256GCM' });
    // Header, no encrypted key, 96 bits of IV, ciphertext, 128 bits of tag (RFC 7516 §7.1).
    expect(encrypted).toMatch(/^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
  });

  test('does not contain the secret, as text or in base64url', async () => {
    const encrypted = await encryptSecret(plaintext, first);
    expect(encrypted).not.toContain(plaintext);
    const parts = encrypted.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    for (const part of parts) expect(part).not.toContain(plaintext);
  });

  test('differs every time, so that equal secrets cannot be recognised', async () => {
    const encrypted = await Promise.all(Array.from({ length: 100 }, () => encryptSecret(plaintext, first)));
    expect(new Set(encrypted).size).toBe(100);
    expect(new Set(encrypted.map((one) => one.split('.')[2])).size).toBe(100);
  });

  test.each(['', 'Bücher 😀', 'a'.repeat(1000)])('is decrypted to the original: %.10s', async (text) => {
    expect(await decryptSecret(await encryptSecret(text, first), [first])).toBe(text);
  });
});

describe('the encryption keys', () => {
  test('except the first still decrypt secrets that were encrypted with them', async () => {
    const encrypted = await encryptSecret(plaintext, first);
    expect(await decryptSecret(encrypted, [second, first])).toBe(plaintext);
    expect(await decryptSecret(encrypted, [first, second])).toBe(plaintext);
  });

  test.each([
    ['another one', [stranger]],
    ['several others', [second, stranger]],
    ['none at all', []],
    ['one of the wrong size', [randomBytes(16)]],
  ])('do not decrypt if they are %s, and the error does not reveal the key or the text', async (_, keys) => {
    const encrypted = await encryptSecret(plaintext, first);
    const error = await decryptSecret(encrypted, keys).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(`${(error as Error).message}\n${(error as Error).stack}`).not.toContain(encrypted);
    expect((error as Error).message).toContain('SECRET_ENCRYPTION_KEYS');
  });

  test.each([15, 16, 24, 31, 33, 64])('of %i bytes are refused: A256GCM requires 32', async (octets) => {
    await expect(encryptSecret(plaintext, randomBytes(octets))).rejects.toThrow();
  });
});

describe('an altered secret', () => {
  test.each([
    ['the header', 0],
    ['the IV', 2],
    ['the ciphertext', 3],
    ['the tag', 4],
  ])('is not decrypted: %s', async (_, index) => {
    const parts = (await encryptSecret(plaintext, first)).split('.');
    const octets = Buffer.from(parts[index] ?? '', 'base64url');
    octets[0] = (octets[0] ?? 0) ^ 1;
    parts[index] = octets.toString('base64url');
    await expect(decryptSecret(parts.join('.'), [first])).rejects.toThrow();
  });

  test.each(['', 'x', '....', plaintext])('is not decrypted if it is not a JWE: "%.4s"', async (text) => {
    await expect(decryptSecret(text, [first])).rejects.toThrow();
  });
});

test.each(valuesOf(clientAuthMethods))(
  '%s: only client_secret_jwt needs the plaintext, to compute an HMAC (OpenID Connect Core §9)',
  (method) => {
    expect(needsEncryptedSecret({ clientAuthMethods: [method] })).toBe(method === 'client_secret_jwt');
    expect(needsEncryptedSecret({ clientAuthMethods: [method, 'client_secret_jwt'] })).toBe(true);
  },
);
