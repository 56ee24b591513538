import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { faultOfCertificates } from '../../../src/domain/key/certificate.ts';
import { certificateOf, x5cOf } from './certificate-maker.ts';
import { ecKey, type MadeKey, octetKey, rsaKey } from './key-maker.ts';

function faultOf({ publicJwk }: MadeKey, x5c: unknown) {
  return faultOfCertificates({ ...publicJwk, x5c });
}

const key = ecKey();
const own = x5cOf(key.publicKey);
const other = x5cOf(ecKey('P-384').publicKey);

test('x5c may be absent', () => {
  expect(faultOfCertificates({ ...key.publicJwk })).toBeUndefined();
});

describe('the key of the first certificate must equal the JWK (RFC 7517 §4.7)', () => {
  test.each([
    ['EC', key],
    ['RSA', rsaKey()],
    ['OKP', octetKey('Ed25519')],
  ])('%s is accepted, with further certificates after it', (_, made) => {
    const certificate = x5cOf(made.publicKey);
    expect(faultOf(made, [certificate])).toBeUndefined();
    expect(faultOf(made, [certificate, other])).toBeUndefined();
  });

  test.each([
    ['of another type', x5cOf(rsaKey().publicKey)],
    ['of another curve', other],
    ['of the same kind', x5cOf(rsaKey(2049).publicKey)],
  ])('a certificate with a key %s is refused', (label, certificate) => {
    const made = label === 'of the same kind' ? rsaKey() : key;
    expect(faultOf(made, [certificate])).toBe('JWK_X5C_OTHER_KEY');
    expect(faultOf(made, [certificate, x5cOf(made.publicKey)])).toBe('JWK_X5C_OTHER_KEY');
  });
});

describe('the list (RFC 7517 §4.7)', () => {
  test.each([[null], [5], [own], [{}], [[]]])(
    'must not be empty or of another type: %j is refused',
    (x5c) => {
      expect(faultOf(key, x5c)).toBe('JWK_X5C');
    },
  );

  test('has at most 10 certificates', () => {
    expect(faultOf(key, Array(10).fill(own))).toBeUndefined();
    expect(faultOf(key, Array(11).fill(own))).toBe('JWK_X5C');
  });

  test.each([
    ['a number', 5],
    ['null', null],
    ['a list', [own]],
    ['an empty text', ''],
    ['random octets', randomBytes(300).toString('base64')],
    ['a key without certificate', key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    ['PEM', key.publicKey.export({ type: 'spki', format: 'pem' })],
    ['a certificate cut short', certificateOf(key.publicKey).subarray(0, -30).toString('base64')],
    ['base64url', `${own.slice(0, 8)}-_${own.slice(10)}`],
    ['base64 with a line break', `${own.slice(0, 64)}\n${own.slice(64)}`],
    ['base64 without its padding', certificatesWithPadding().replace(/=+$/, '')],
  ])('must contain base64 of DER: %s is refused, at the first and at a later position', (_, item) => {
    expect(faultOf(key, [item])).toBe('JWK_X5C');
    expect(faultOf(key, [own, item])).toBe('JWK_X5C');
  });
});

/** The length of a signature varies, so the base64 of some certificates is padded. */
function certificatesWithPadding(): string {
  for (;;) {
    const text = x5cOf(key.publicKey);
    if (text.endsWith('=')) return text;
  }
}

test.each([
  ['PEM', (der: Buffer) => Buffer.from(new X509Certificate(der).toString())],
  ['DER followed by bytes', (der: Buffer) => Buffer.concat([der, Buffer.from([0])])],
])('a certificate must be DER without further bytes: %s is refused (RFC 7517 §4.7)', (_, disguise) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = {
    ...publicKey.export({ format: 'jwk' }),
    x5c: [disguise(certificateOf(publicKey)).toString('base64')],
  };
  expect(faultOfCertificates(key)).toBe('JWK_X5C');
});
