import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import type { Issue } from '../../../src/domain/error/issue.ts';
import type { Rule } from '../../../src/domain/rule/candidate.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { adviseRepeatedKids, checkJwks, checkJwksAndJwksUri } from '../../../src/domain/rule/jwks.ts';
import { x5cOf } from '../key/certificate-maker.ts';
import { ecKey, octetKey, rsaKey } from '../key/key-maker.ts';

const kinds = { ES256: ecKey(), RS256: rsaKey(), EdDSA: octetKey('Ed25519') };
const algorithms = ['ES256', 'RS256', 'EdDSA'] as const;

function pairOf(algorithm: (typeof algorithms)[number]) {
  return kinds[algorithm];
}

function issuesOf(rule: Rule, input: Partial<RegistrationInput>): readonly Issue[] {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], ...input };
  return rule(candidateOf(given));
}

function findIssuesInText(jwks: string | null) {
  return issuesOf(checkJwks, { jwks }).map(({ code, path }) => [code, ...path]);
}

function findIssuesInKeys(...keys: unknown[]) {
  return findIssuesInText(JSON.stringify({ keys }));
}

describe('a JWK Set (RFC 7517 §5)', () => {
  test.each(algorithms)('with a public %s key is accepted', (algorithm) => {
    expect(findIssuesInKeys(pairOf(algorithm).publicJwk)).toEqual([]);
  });

  test('may be absent', () => {
    expect(findIssuesInText(null)).toEqual([]);
  });

  test('may have unknown members, in the set and in a key', () => {
    const key = { ...pairOf('ES256').publicJwk, ext: true, key_ops: ['verify'], iat: 1, 'x5t#S256': 'x' };
    expect(findIssuesInText(JSON.stringify({ keys: [key], revision: { of: [7] } }))).toEqual([]);
  });

  test('may have a key of an unknown type beside a known one', () => {
    expect(findIssuesInKeys(pairOf('ES256').publicJwk, { kty: 'LATTICE', q1: 'x' })).toEqual([]);
  });

  test.each([
    '',
    'keys',
    '{',
    "{'keys':[]}",
    '{"keys":[]} trailing',
    '{"keys":[],}',
    '\uD800',
    '\uFEFF{"keys":[]}',
  ])('must be JSON: %j is refused', (text) => {
    expect(findIssuesInText(text)).toEqual([['JWKS_NOT_JSON', 'jwks']]);
  });

  test.each([
    'null',
    '5',
    '"keys"',
    '[]',
    '[{"kty":"EC"}]',
    '{}',
    '{"keys":null}',
    '{"keys":{}}',
    '{"keys":"x"}',
    '{"Keys":[]}',
    '{"kty":"EC"}',
    '{"__proto__":{"keys":[{"kty":"EC"}]}}',
  ])('must be an object with a list "keys": %s is refused', (text) => {
    expect(findIssuesInText(text)).toEqual([['JWKS_SHAPE', 'jwks']]);
  });

  test('that is deeply nested is refused without exhausting the stack', () => {
    expect(findIssuesInText('['.repeat(32_000) + ']'.repeat(32_000))).toEqual([['JWKS_TOO_DEEP', 'jwks']]);
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const text = (levels: number) =>
      `{"keys":[${JSON.stringify(pairOf('ES256').publicJwk)}],"x":${nested(levels)}}`;
    expect(findIssuesInText(text(15))).toEqual([]);
    expect(findIssuesInText(text(16))).toEqual([['JWKS_TOO_DEEP', 'jwks']]);
    expect(findIssuesInText(text(10_000))).toEqual([['JWKS_TOO_DEEP', 'jwks']]);
  });

  test('has 1 to 20 keys', () => {
    const { publicJwk } = pairOf('ES256');
    expect(findIssuesInKeys()).toEqual([['JWKS_EMPTY', 'jwks']]);
    expect(findIssuesInKeys(...Array(20).fill(publicJwk))).toEqual([]);
    expect(findIssuesInKeys(...Array(21).fill(publicJwk))).toEqual([['JWKS_TOO_MANY', 'jwks']]);
  });

  test('has at most 64 KiB', () => {
    const text = (padding: number) =>
      JSON.stringify({ keys: [pairOf('ES256').publicJwk], padding: 'a'.repeat(padding) });
    const rest = text(0).length;
    expect(findIssuesInText(text(65_536 - rest))).toEqual([]);
    expect(findIssuesInText(text(65_537 - rest))).toEqual([['JWKS_TOO_LONG', 'jwks']]);
  });

  test.each([[null], [5], ['EC'], [[]], [{}], [{ kty: '' }], [{ kty: 5 }], [{ kty: null }]])(
    'must contain only objects with a kty, and an issue names the wrong one: %j (RFC 7517 §4.1)',
    (key) => {
      expect(findIssuesInKeys(pairOf('ES256').publicJwk, key)).toEqual([['JWK_KTY', 'jwks', 'keys', 1]]);
    },
  );
});

describe('private key material (OpenID Connect Dynamic Client Registration §2)', () => {
  test.each(algorithms)(
    'of %s is refused, also beside a valid key and for a method without keys',
    (algorithm) => {
      const { publicJwk, privateJwk } = pairOf(algorithm);
      const jwks = JSON.stringify({ keys: [publicJwk, privateJwk] });
      const [found, ...others] = issuesOf(checkJwks, { jwks, clientAuthMethods: ['client_secret_basic'] });
      expect(found).toMatchObject({ code: 'JWK_PRIVATE', path: ['jwks', 'keys', 1] });
      expect(others).toEqual([]);
    },
  );

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv'])(
    'is detected by the member %s alone',
    (member) => {
      expect(findIssuesInKeys({ ...pairOf('RS256').publicJwk, [member]: '' })).toEqual([
        ['JWK_PRIVATE', 'jwks', 'keys', 0],
      ]);
    },
  );

  test('is detected in an escaped member name, because parsed members are checked and not the text', () => {
    const text = JSON.stringify({ keys: [pairOf('ES256').privateJwk] }).replace('"d":', '"\\u0064":');
    expect(text).not.toContain('"d":');
    expect(findIssuesInText(text)).toEqual([['JWK_PRIVATE', 'jwks', 'keys', 0]]);
  });

  test('is refused in a key of an unknown type too', () => {
    expect(findIssuesInKeys({ kty: 'LATTICE', priv: 'x' })).toEqual([['JWK_PRIVATE', 'jwks', 'keys', 0]]);
  });

  test.each(['d', 'p', 'k', 'priv'])('is refused in the set itself: %s', (member) => {
    expect(findIssuesInText(JSON.stringify({ keys: [pairOf('ES256').publicJwk], [member]: 'x' }))).toEqual([
      ['JWK_PRIVATE', 'jwks'],
    ]);
  });

  test('of a symmetric key is refused, even without the value', () => {
    expect(findIssuesInKeys(pairOf('ES256').publicJwk, { kty: 'oct' })).toEqual([
      ['JWK_SYMMETRIC', 'jwks', 'keys', 1],
    ]);
  });

  test('is never repeated in an issue', () => {
    const { privateJwk } = pairOf('ES256');
    const issues = issuesOf(checkJwks, { jwks: JSON.stringify({ keys: [privateJwk] }) });
    expect(issues).toHaveLength(1);
    for (const value of [privateJwk.d, privateJwk.x, privateJwk.y]) {
      expect(JSON.stringify(issues)).not.toContain(value);
    }
  });

  test('is reported in every key, not only in the first', () => {
    const { privateJwk } = pairOf('EdDSA');
    expect(findIssuesInKeys(privateJwk, {}, privateJwk)).toEqual([
      ['JWK_PRIVATE', 'jwks', 'keys', 0],
      ['JWK_KTY', 'jwks', 'keys', 1],
      ['JWK_PRIVATE', 'jwks', 'keys', 2],
    ]);
  });
});

describe('every problem of a key is reported at its member', () => {
  test.each<[string, object, (string | number)[]]>([
    ['JWK_RSA_SHORT', rsaKey(2047).publicJwk, ['n']],
    ['JWK_RSA_MEMBER', { kty: 'RSA', n: rsaKey().publicJwk.n }, ['e']],
    ['JWK_CURVE_WEAK', { kty: 'EC', crv: 'P-192' }, ['crv']],
    ['JWK_COORDINATE', { ...ecKey().publicJwk, y: 'AQ' }, ['y']],
    ['JWK_OFF_CURVE', { ...ecKey().publicJwk, y: ecKey().publicJwk.x }, []],
    ['JWK_ALG_SYMMETRIC', { ...ecKey().publicJwk, alg: 'none' }, ['alg']],
    ['JWK_ALG_MISMATCH', { ...ecKey().publicJwk, alg: 'RS256' }, ['alg']],
    ['JWK_LABEL', { ...ecKey().publicJwk, kid: 5 }, ['kid']],
    ['JWK_X5C', { ...ecKey().publicJwk, x5c: ['x'] }, ['x5c']],
    ['JWK_X5C_OTHER_KEY', { ...ecKey().publicJwk, x5c: [x5cOf(rsaKey().publicKey)] }, ['x5c']],
  ])('%s, also if no method uses the key', (code, key, member) => {
    const jwks = JSON.stringify({ keys: [pairOf('EdDSA').publicJwk, key] });
    const found = issuesOf(checkJwks, { jwks, clientAuthMethods: ['client_secret_basic'] });
    expect(found.map((one) => [one.code, ...one.path])).toEqual([[code, 'jwks', 'keys', 1, ...member]]);
  });

  test('a certificate with the same key is accepted (RFC 7517 §4.7)', () => {
    const { publicJwk, publicKey } = pairOf('RS256');
    expect(findIssuesInKeys({ ...publicJwk, x5c: [x5cOf(publicKey)] })).toEqual([]);
  });
});

describe('kid (RFC 7517 §4.5)', () => {
  const named = (algorithm: (typeof algorithms)[number], kid?: string, alg?: string) => ({
    ...pairOf(algorithm).publicJwk,
    ...(kid === undefined ? {} : { kid }),
    ...(alg === undefined ? {} : { alg }),
  });
  const advised = (keys: readonly unknown[], fapiProfile: RegistrationInput['fapiProfile'] = null) => {
    const jwks = JSON.stringify({ keys });
    expect(issuesOf(checkJwks, { jwks })).toEqual([]);
    return issuesOf(adviseRepeatedKids, { jwks, fapiProfile }).map(({ code, path }) => [code, ...path]);
  };

  test('repeated in a key of the same type gives an advisory at each repetition', () => {
    const one = named('ES256', 'one');
    expect(advised([one, named('ES256', 'two'), one, one])).toEqual([
      ['ADVISE_JWK_KID_REPEATED', 'jwks', 'keys', 2, 'kid'],
      ['ADVISE_JWK_KID_REPEATED', 'jwks', 'keys', 3, 'kid'],
    ]);
  });

  test('repeated with another alg, as in an open banking directory, is accepted with an advisory', () => {
    const keys = [named('RS256', 'one', 'PS256'), named('RS256', 'one', 'RS256')];
    const repeated = [['ADVISE_JWK_KID_REPEATED', 'jwks', 'keys', 1, 'kid']];
    expect(advised(keys)).toEqual(repeated);
    expect(advised(keys, 'fapi1_baseline')).toEqual(repeated);
    expect(advised(keys, 'fapi1_advanced')).toEqual(repeated);
  });

  test.each(['fapi2_security', 'fapi2_message_signing'] as const)(
    'does not give the advisory in addition if %s refuses it',
    (profile) => {
      expect(advised([named('RS256', 'one'), named('RS256', 'one')], profile)).toEqual([]);
    },
  );

  test('repeated in a key of another type gives no advisory', () => {
    expect(advised([named('ES256', 'one'), named('RS256', 'one'), named('EdDSA', 'one')])).toEqual([]);
  });

  test('may be omitted, and is compared exactly', () => {
    expect(advised([named('ES256'), named('ES256'), named('ES256', 'a'), named('ES256', 'A')])).toEqual([]);
    expect(advised([named('ES256', ''), named('ES256', '')])).toEqual([
      ['ADVISE_JWK_KID_REPEATED', 'jwks', 'keys', 1, 'kid'],
    ]);
  });
});

describe('jwks_uri (OpenID Connect Dynamic Client Registration §2)', () => {
  test.each([undefined, null, 'https://app.example.com/jwks.json', 'HTTPS://app.example.com:8443/'])(
    'may be absent or https: %s',
    (jwksUri) => {
      expect(issuesOf(checkRegistration, { jwksUri })).toEqual([]);
    },
  );

  test.each([
    ['JWKS_URI_SCHEME', 'http://app.example.com/jwks.json'],
    ['JWKS_URI_SCHEME', 'http://localhost/jwks.json'],
    ['JWKS_URI_SCHEME', 'file:///etc/jwks.json'],
    ['JWKS_URI_SCHEME', 'data:application/json,x'],
    ['URI_FRAGMENT', 'https://app.example.com/jwks.json#'],
    ['URI_HOST', 'https:/app.example.com'],
    ['URI_USERINFO', 'https://user@app.example.com/jwks.json'],
    ['URI_PORT', 'https://app.example.com:0/jwks.json'],
    ['URI_HOST_IPV4', 'https://0x7f.1/jwks.json'],
    ['URI_CHARACTER', 'https://app.example.com/my jwks.json'],
    ['URI_NOT_ABSOLUTE', '/jwks.json'],
    ['URI_NOT_ABSOLUTE', ''],
  ])('is refused with %s: "%s"', (code, jwksUri) => {
    expect(issuesOf(checkRegistration, { jwksUri }).map((found) => found.code)).toEqual([code]);
  });

  test('is refused beside jwks, also if no method uses keys (RFC 7591 §2)', () => {
    const jwks = '{"keys":[]}';
    const jwksUri = 'https://app.example.com/jwks.json';
    expect(issuesOf(checkJwksAndJwksUri, { jwks, jwksUri, clientAuthMethods: ['none'] })).toMatchObject([
      { code: 'JWKS_AND_JWKS_URI', path: ['jwksUri'] },
    ]);
    expect(issuesOf(checkJwksAndJwksUri, { jwks })).toEqual([]);
    expect(issuesOf(checkJwksAndJwksUri, { jwksUri })).toEqual([]);
  });
});

describe('a secret key', () => {
  test.each([
    ['in a member of the set', (open: object, secret: object) => ({ keys: [open], previous: [secret] })],
    ['in a member of a key', (open: object, secret: object) => ({ keys: [{ ...open, backup: secret }] })],
    ['spread over the set', (open: object, secret: object) => ({ ...secret, keys: [open] })],
  ])('is refused at any position: %s', (_, setOf) => {
    const { publicJwk, privateJwk } = pairOf('ES256');
    const codes = findIssuesInText(JSON.stringify(setOf(publicJwk, privateJwk))).map(([code]) => code);
    expect(codes).toContain('JWK_PRIVATE');
  });

  test('cannot be hidden by a repeated member (RFC 7517 §4)', () => {
    const { publicJwk, privateJwk } = pairOf('ES256');
    const [open, secret] = [JSON.stringify(publicJwk), JSON.stringify(privateJwk)];
    expect(findIssuesInText(`{"keys":[${secret}],"keys":[${open}]}`)).toEqual([
      ['JWKS_MEMBER_REPEATED', 'jwks'],
    ]);
    expect(findIssuesInText(`{"keys":[{"d":"x","d":"y",${open.slice(1)}]}`)).toEqual([
      ['JWKS_MEMBER_REPEATED', 'jwks'],
    ]);
  });
});

test('a key of an unknown type is ignored, including its certificate, beside a valid key (RFC 7517 §5)', () => {
  const { publicJwk, publicKey } = pairOf('ES256');
  const unknown = { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AQ', x5c: [x5cOf(publicKey)] };
  expect(findIssuesInKeys(publicJwk, unknown)).toEqual([]);
});

test('an unpaired surrogate is refused (RFC 8259 §8.2)', () => {
  const open = JSON.stringify(pairOf('ES256').publicJwk);
  expect(findIssuesInText(`{"keys":[${open}],"x":"\uD800"}`)).toEqual([['JWKS_NOT_JSON', 'jwks']]);
});

test('the limit of 64 KiB counts bytes of the given text', () => {
  const text = JSON.stringify({ keys: [pairOf('ES256').publicJwk] });
  expect(findIssuesInText(text.padEnd(65_536))).toEqual([]);
  expect(findIssuesInText(text.padEnd(65_537))).toEqual([['JWKS_TOO_LONG', 'jwks']]);
  expect(findIssuesInText(`${text.slice(0, -1)},"x":"${'é'.repeat(33_000)}"}`)).toEqual([
    ['JWKS_TOO_LONG', 'jwks'],
  ]);
});

test('a set of more than 20 certificates is refused before any of them is parsed', () => {
  const { publicJwk, publicKey } = pairOf('ES256');
  const withChain = (length: number) => ({
    ...publicJwk,
    x5c: Array.from({ length }, () => x5cOf(publicKey)),
  });
  expect(findIssuesInKeys(withChain(10), withChain(10))).toEqual([]);
  expect(findIssuesInKeys(withChain(10), withChain(10), withChain(1))).toEqual([
    ['JWKS_TOO_MANY_CERTIFICATES', 'jwks'],
  ]);
});

test('a pasted private key without a "keys" list is reported as a private key', () => {
  const { privateJwk } = pairOf('ES256');
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  for (const text of [JSON.stringify(privateJwk), JSON.stringify([privateJwk]), String(pem)]) {
    expect(findIssuesInText(text)).toEqual([['JWK_PRIVATE', 'jwks']]);
  }
});
