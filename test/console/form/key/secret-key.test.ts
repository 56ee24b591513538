import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, generateSecret } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { importKeys, publicKeysOf, thumbprintOf } from '../../../../src/console/form/key/key-import.ts';
import { keysIn } from '../../../../src/console/form/key/key-summary.ts';
import { holdsSecretKey, publicParts, withoutSecrets } from '../../../../src/console/form/key/secret-key.ts';
import { faultsOfJwk } from '../../../../src/domain/key/jwk.ts';

type Jwk = Readonly<Record<string, unknown>>;

/** Key pairs of every type, and a secret, generated here so that the repository contains none. */
const pairs: {
  readonly alg: string;
  readonly secret: Jwk;
  readonly open: Jwk;
  readonly pem: string;
  readonly spki: string;
}[] = [];
let symmetric: Jwk;

beforeAll(async () => {
  for (const alg of ['PS256', 'ES256', 'ES512', 'Ed25519']) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    pairs.push({
      alg,
      secret: { ...(await exportJWK(privateKey)) },
      open: { ...(await exportJWK(publicKey)) },
      pem: await exportPKCS8(privateKey),
      spki: await exportSPKI(publicKey),
    });
  }
  symmetric = { ...(await exportJWK(await generateSecret('HS256', { extractable: true }))) };
});

const setOf = (...keys: readonly unknown[]) => JSON.stringify({ keys });

describe('private keys are found', () => {
  test('in a set, alone, in PEM, and if they are symmetric', () => {
    for (const { secret, open, pem, spki } of pairs) {
      expect(holdsSecretKey(setOf(open, secret))).toBe(true);
      expect(holdsSecretKey(JSON.stringify(secret))).toBe(true);
      expect(holdsSecretKey(pem)).toBe(true);
      expect(holdsSecretKey(setOf(open))).toBe(false);
      expect(holdsSecretKey(spki)).toBe(false);
    }
    expect(holdsSecretKey(setOf(symmetric))).toBe(true);
  });

  test('in truncated text, with an escaped name, and in a set hidden by a second set', () => {
    const [pair] = pairs;
    const text = setOf(pair?.secret);
    expect(holdsSecretKey(text.slice(0, -2))).toBe(true);
    expect(holdsSecretKey(text.replace('"d"', '"\\u0064"'))).toBe(true);
    expect(holdsSecretKey(`${text.slice(0, -1)},"keys":[]}`)).toBe(true);
  });

  test('at every place where the server finds one', () => {
    for (const { secret } of pairs) {
      expect(faultsOfJwk(secret).map(({ code }) => code)).toContain('JWK_PRIVATE');
      expect(keysIn(setOf(secret))[0]?.isSecret).toBe(true);
    }
  });
});

describe('the text for the dry run', () => {
  test('has no secret, and the other keys at the same positions', () => {
    const [rsa, ec] = pairs;
    const sent = withoutSecrets(setOf(symmetric, rsa?.secret, ec?.open));
    expect(holdsSecretKey(sent.replace('"oct"', '""'))).toBe(false);
    expect(JSON.parse(sent)).toEqual({ keys: [{ kty: 'oct' }, rsa?.open, ec?.open] });
  });

  test('is unchanged if it has no secret', () => {
    const text = ` ${setOf(pairs[0]?.open)}\n`;
    expect(withoutSecrets(text)).toBe(text);
  });

  test('is replaced by text that is not JSON if it is not JSON and has a secret', () => {
    for (const { pem, secret } of pairs) {
      expect(withoutSecrets(pem)).toBe('{');
      expect(withoutSecrets(setOf(secret).slice(0, -1))).toBe('{');
    }
  });

  test('is replaced if it cannot be parsed, because it may contain a secret in another notation', () => {
    const { kty, d } = pairs[1]?.secret ?? {};
    expect(withoutSecrets(`{ kty: '${kty}', d: '${d}' }`)).toBe('{');
    expect(withoutSecrets(`kty: ${kty}\nd: ${d}`)).toBe('{');
  });
});

describe('the public parts', () => {
  test('of a set are its asymmetric keys, with the operations of the public side', () => {
    const [rsa, ec] = pairs;
    const text = setOf(symmetric, { ...rsa?.secret, key_ops: ['sign'], kid: 'a' }, ec?.open);
    const kept = JSON.parse(publicParts(text) ?? '');
    expect(kept).toEqual({ keys: [{ ...rsa?.open, key_ops: ['verify'], kid: 'a' }, ec?.open] });
  });

  test('of a single private key are a set with one key', async () => {
    for (const { secret, open } of pairs) {
      expect(JSON.parse((await publicKeysOf(JSON.stringify(secret))) ?? '')).toEqual({ keys: [open] });
    }
  });

  test('of a private key in PEM are read by the browser', async () => {
    for (const { pem, open } of pairs) {
      const text = (await publicKeysOf(pem)) ?? '';
      expect(holdsSecretKey(text)).toBe(false);
      expect(JSON.parse(text).keys[0]).toMatchObject(open);
    }
  });

  test('of invalid keys are an empty set', async () => {
    expect(await publicKeysOf('-----BEGIN RSA PRIVATE KEY-----')).toBeUndefined();
  });
});

describe('pasted keys', () => {
  test('become a set if there is one key; a set stays unchanged', async () => {
    const [pair] = pairs;
    const wrapped = await importKeys(JSON.stringify(pair?.open));
    expect(wrapped.outcome).toBe('wrapped');
    expect(JSON.parse(wrapped.text)).toEqual({ keys: [pair?.open] });
    expect(await importKeys(setOf(pair?.open))).toEqual({ text: setOf(pair?.open), outcome: 'as it is' });
  });

  test('in PEM become a set with the thumbprint as kid', async () => {
    for (const { spki, open } of pairs) {
      const { text, outcome } = await importKeys(spki);
      expect(outcome).toBe('converted');
      expect(JSON.parse(text).keys[0]).toEqual({ ...open, use: 'sig', kid: await thumbprintOf(open) });
    }
  });

  test('in PEM stay unchanged if they are invalid', async () => {
    const text = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----';
    expect(await importKeys(text)).toEqual({ text, outcome: 'unreadable' });
  });
});

describe('the summary of keys', () => {
  test('has their type, size and labels', () => {
    const [rsa, ec] = pairs;
    const [first, second, third] = keysIn(
      setOf({ ...rsa?.open, alg: 'PS256', kid: 'a' }, ec?.open, 'no key'),
    );
    expect(first).toMatchObject({ kty: 'RSA', bits: 2048, alg: 'PS256', kid: 'a', isSecret: false });
    expect(second).toMatchObject({ kty: 'EC', crv: 'P-256', bits: undefined, kid: undefined });
    expect(third).toMatchObject({ kty: undefined, isSecret: false });
  });

  test('is empty if the text is not a set', () => {
    for (const text of ['', '{', 'null', '[]', '{"keys":1}']) expect(keysIn(text)).toEqual([]);
  });
});
