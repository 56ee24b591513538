import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { importKeys, publicKeysOf } from '../../../../src/console/form/key/key-import.ts';
import { candidateOf } from '../../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../../src/domain/rule/check-registration.ts';
import { certificateOf } from '../../../domain/key/certificate-maker.ts';

const pair = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve });

/** As RFC 7468 §3 writes it: 64 characters a line. */
function pemOf(label: string, der: Buffer, lineEnd = '\n'): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join(lineEnd);
}

const certificatePem = (key: KeyObject, lineEnd?: string) =>
  pemOf('CERTIFICATE', certificateOf(key), lineEnd);

async function keyOf(text: string) {
  const imported = await importKeys(text);
  expect(imported.outcome).toBe('converted');
  const { keys } = JSON.parse(imported.text);
  expect(keys).toHaveLength(1);
  return keys[0] as { readonly x?: string; readonly n?: string; readonly x5c?: readonly string[] };
}

test.each(['\n', '\r\n'])('a certificate becomes a key with the certificate in x5c (%j)', async (lineEnd) => {
  const { publicKey } = pair();
  const pem = certificatePem(publicKey, lineEnd);
  const { x, x5c } = await keyOf(pem);
  expect(x).toBe(publicKey.export({ format: 'jwk' }).x);
  // `certificateOf` creates a new signature on every call.
  expect(x5c).toEqual([pem.replace(/-----.+?-----|\s/g, '')]);
});

test('an RSA certificate can be read', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, x5c } = await keyOf(certificatePem(publicKey));
  expect(n).toBe(publicKey.export({ format: 'jwk' }).n);
  expect(x5c).toHaveLength(1);
});

test('the key of a chain is that of the first certificate, and x5c has all certificates in order', async () => {
  const [client, issuer] = [pair().publicKey, pair('P-384').publicKey];
  const pems = [certificatePem(client), certificatePem(issuer)];
  const { x, x5c } = await keyOf(`subject=CN = client\n${pems[0]}\nissuer=CN = issuer\n${pems[1]}`);
  expect(x).toBe(client.export({ format: 'jwk' }).x);
  expect(x5c).toEqual(pems.map((pem) => pem.replace(/-----.+?-----|\s/g, '')));
});

test('the result for a certificate is accepted for self_signed_tls_client_auth', async () => {
  const { text: jwks } = await importKeys(certificatePem(pair().publicKey));
  const issues = checkRegistration(
    candidateOf({
      name: 'Self-signed',
      redirectUris: ['https://app.example.com/callback'],
      clientAuthMethods: ['self_signed_tls_client_auth'],
      jwks,
    }),
  );
  expect(issues).toEqual([]);
});

test('a public key gets no x5c', async () => {
  const { publicKey } = pair();
  const { x5c } = await keyOf(pemOf('PUBLIC KEY', publicKey.export({ type: 'spki', format: 'der' })));
  expect(x5c).toBeUndefined();
});

test('a certificate with its private key is not converted until the private key is removed', async () => {
  const { publicKey, privateKey } = pair();
  const secret = pemOf('PRIVATE KEY', privateKey.export({ type: 'pkcs8', format: 'der' }));
  const both = secret + certificatePem(publicKey);
  expect(await importKeys(both)).toEqual({ text: both, outcome: 'as it is' });
  const [key] = JSON.parse((await publicKeysOf(both)) ?? '').keys;
  expect(key.x).toBe(publicKey.export({ format: 'jwk' }).x);
  expect(key.d).toBeUndefined();
  expect(key.x5c).toHaveLength(1);
});

test('a truncated certificate is kept and reported as unreadable', async () => {
  const cut = certificatePem(pair().publicKey).slice(0, 120);
  expect(await importKeys(cut)).toEqual({ text: cut, outcome: 'unreadable' });
});
