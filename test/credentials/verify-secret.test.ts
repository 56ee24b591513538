import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestSecret, issueSecret } from '../../src/credentials/client-secret.ts';
import { type VerifiableSecret, verifySecret } from '../../src/credentials/verify-secret.ts';
import { secretStatuses, valuesOf } from '../../src/domain/client/vocabulary.ts';

const now = new Date('2026-01-31T12:34:56.789Z');
const { plaintext } = issueSecret();
const stored: VerifiableSecret = { digest: digestSecret(plaintext), status: 'active', expiresAt: null };
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('a secret', () => {
  test('is accepted if it is the stored one', () => {
    expect(verifySecret(plaintext, [stored], now)).toBe(stored);
  });

  test('is valid forever without an expiry', () => {
    expect(verifySecret(plaintext, [stored], new Date(8.64e15))).toBe(stored);
  });

  test.each([
    [-86_400_000, false],
    [-1, false],
    [0, false],
    [1, true],
    [86_400_000, true],
  ])('that expires %i milliseconds from now is accepted: %s', (milliseconds, expected) => {
    for (const status of ['active', 'retired'] as const) {
      const secret = { ...stored, status, expiresAt: later(milliseconds) };
      expect(verifySecret(plaintext, [secret], now) === secret).toBe(expected);
    }
  });

  test.each([
    ['active', true],
    ['retired', true],
    ['inactive', false],
  ] as const)('that is %s is accepted before its expiry: %s', (status, expected) => {
    for (const expiresAt of [later(1), null]) {
      const secret = { ...stored, status, expiresAt };
      expect(verifySecret(plaintext, [secret], now) === secret).toBe(expected);
    }
  });

  test.each([
    ['nothing', ''],
    ['its prefix', 'secret_'],
    ['all but its last character', plaintext.slice(0, -1)],
    ['an additional character', `${plaintext}A`],
    ['a trailing line break', `${plaintext}\n`],
    ['a trailing NUL', `${plaintext}\0`],
    ['a leading space', ` ${plaintext}`],
    ['upper case', plaintext.toUpperCase()],
    ['the secret without its prefix', plaintext.slice('secret_'.length)],
    ['the secret twice', plaintext.repeat(2)],
    ['its digest', digestSecret(plaintext)],
    ['its bare digest', digestSecret(plaintext).slice('v1.'.length)],
    ['another secret', issueSecret().plaintext],
    ['half of a surrogate pair', '\uD83D'],
    ['eight million characters', 'x'.repeat(8_000_000)],
  ])('is not accepted for %s', (_, given) => {
    expect(verifySecret(given, [stored], now)).toBeUndefined();
  });

  test.each([
    '',
    'v1.',
    'v1.x',
    'v2.x',
    `${stored.digest}=`,
    ` ${stored.digest}`,
    stored.digest.toUpperCase(),
  ])('is not accepted, without an exception, if the stored digest is "%s"', (digest) => {
    expect(verifySecret(plaintext, [{ ...stored, digest }], now)).toBeUndefined();
  });

  test('is not accepted for a client without secrets', () => {
    expect(verifySecret(plaintext, [], now)).toBeUndefined();
  });
});

test('is found among several secrets, at any position', () => {
  const issued = Array.from({ length: 20 }, () => issueSecret().plaintext);
  const secrets = issued.map((one) => ({ ...stored, digest: digestSecret(one) }));
  for (const [index, one] of issued.entries()) {
    expect(verifySecret(one, secrets, now)).toBe(secrets[index]);
  }
});

test('is found among expired and inactive copies', () => {
  const ended = { ...stored, expiresAt: now };
  const inactive = { ...stored, status: 'inactive' as const };
  for (const secrets of [
    [ended, stored, inactive],
    [stored, ended],
    [inactive, stored],
  ]) {
    expect(verifySecret(plaintext, secrets, now)).toBe(stored);
  }
});

test('is accepted if and only if its digest is stored, not inactive and not expired, for any stored secrets', () => {
  const texts = ['a', 'b', 'c', ''];
  const secret = fc.record({
    digest: fc.constantFrom(...texts).map(digestSecret),
    status: fc.constantFrom(...valuesOf(secretStatuses)),
    expiresAt: fc.option(fc.integer({ min: -2, max: 2 }).map(later)),
  });
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(secret, { maxLength: 6 }), (given, secrets) => {
      const sound = secrets.filter(
        ({ digest, status, expiresAt }) =>
          digest === digestSecret(given) &&
          status !== 'inactive' &&
          (expiresAt === null || now.getTime() < expiresAt.getTime()),
      );
      const found = verifySecret(given, secrets, now);
      expect(found !== undefined).toBe(sound.length > 0);
      if (found !== undefined) expect(sound).toContain(found);
    }),
    { numRuns: 1000 },
  );
});
