import { describe, expect, test } from 'vitest';
import { digestSecret, issueSecret, needsSecret } from '../../src/credentials/client-secret.ts';
import type { ClientAuthMethod } from '../../src/domain/client/vocabulary.ts';

describe('a new secret', () => {
  test('is "secret_" and 256 random bits in base64url', () => {
    const sizes: number[] = [];
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));
    const { plaintext } = issueSecret((size) => {
      sizes.push(size);
      return bytes;
    });
    expect(sizes).toEqual([32]);
    expect(plaintext).toMatch(/^secret_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(plaintext.slice('secret_'.length), 'base64url')).toEqual(bytes);
  });

  test('differs every time', () => {
    const plaintexts = Array.from({ length: 1000 }, () => issueSecret().plaintext);
    expect(new Set(plaintexts).size).toBe(1000);
  });

  test('has a hint of its last four characters and does not expire', () => {
    const { plaintext, lastFour, expiresAt } = issueSecret();
    expect(lastFour).toHaveLength(4);
    expect(plaintext.endsWith(lastFour)).toBe(true);
    expect(expiresAt).toBeNull();
  });
});

describe('the stored form of a secret', () => {
  test('is the version of the scheme and its SHA-256 digest (FIPS 180-4, the vector "abc")', () => {
    const digest = Buffer.from('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'hex');
    expect(digestSecret('abc')).toBe(`v1.${digest.toString('base64url')}`);
  });

  test('is the same for the same secret, differs for another, and does not contain the secret', () => {
    const { plaintext, lastFour } = issueSecret(() => Buffer.alloc(32, 7));
    const other = issueSecret(() => Buffer.alloc(32, 8));
    expect(digestSecret(plaintext)).toBe(digestSecret(plaintext));
    expect(digestSecret(plaintext)).not.toBe(digestSecret(other.plaintext));
    expect(digestSecret(plaintext)).toMatch(/^v1\.[A-Za-z0-9_-]{43}$/);
    expect(digestSecret(plaintext).endsWith(lastFour)).toBe(false);
  });
});

test.each<[ClientAuthMethod[], boolean]>([
  [['client_secret_basic'], true],
  [['client_secret_post'], true],
  [['client_secret_jwt'], true],
  [['private_key_jwt', 'client_secret_basic'], true],
  [['private_key_jwt'], false],
  [['tls_client_auth'], false],
  [['self_signed_tls_client_auth'], false],
  [['private_key_jwt', 'self_signed_tls_client_auth'], false],
  [['none'], false],
])('a client with %j needs a secret: %s (OpenID Connect Core §9)', (clientAuthMethods, expected) => {
  expect(needsSecret({ clientAuthMethods })).toBe(expected);
});
