import { describe, expect, test } from 'vitest';
import { profiles, redirectRules, runtimeDuties } from '../../../src/domain/client/profile.ts';
import { type FapiProfile, fapiProfiles, valuesOf } from '../../../src/domain/client/vocabulary.ts';

const mutualTls = ['tls_client_auth', 'self_signed_tls_client_auth'];
const words = valuesOf(fapiProfiles);

function demanded(word: FapiProfile, line: keyof (typeof profiles)[FapiProfile]): unknown {
  const demand = profiles[word][line];
  return typeof demand === 'object' && 'value' in demand ? demand.value : demand;
}

function clauseOf(word: FapiProfile, line: keyof (typeof profiles)[FapiProfile]): unknown {
  const demand = profiles[word][line];
  return typeof demand === 'object' && 'reference' in demand ? demand.reference : undefined;
}

test('every profile value has an entry with a unique title', () => {
  expect(Object.keys(profiles)).toEqual(words);
  expect(new Set(words.map((word) => profiles[word].title)).size).toBe(words.length);
});

describe('the authentication methods and their clause', () => {
  test.each<[FapiProfile, string[], string]>([
    ['fapi1', ['private_key_jwt', 'client_secret_jwt', ...mutualTls], 'FAPI 1.0 Part 1 §5.2.2-4'],
    ['fapi1_baseline', ['private_key_jwt', 'client_secret_jwt', ...mutualTls], 'FAPI 1.0 Part 1 §5.2.2-4'],
    ['fapi1_advanced', ['private_key_jwt', ...mutualTls], 'FAPI 1.0 Part 2 §5.2.2-14'],
    ['fapi2_security', ['private_key_jwt', ...mutualTls], 'FAPI 2.0 Security Profile §5.3.2.1'],
    ['fapi2_message_signing', ['private_key_jwt', ...mutualTls], 'FAPI 2.0 Security Profile §5.3.2.1'],
  ])('%s allows %j (%s)', (word, methods, clause) => {
    expect(demanded(word, 'authMethods')).toEqual(methods);
    expect(clauseOf(word, 'authMethods')).toBe(clause);
  });

  test.each(words)('%s defaults to private_key_jwt, never to a plaintext secret', (word) => {
    expect(demanded(word, 'defaultAuthMethod')).toBe('private_key_jwt');
    expect(demanded(word, 'authMethods')).toContain('private_key_jwt');
  });

  test('a weak method is refused by every profile except fapi1, which gives an advisory', () => {
    expect(words.filter((word) => profiles[word].weakMethod === 'advisory')).toEqual(['fapi1']);
  });
});

test.each<[FapiProfile, boolean, string]>([
  ['fapi1', false, 'FAPI 1.0 Part 1 §5.2.2-1, §5.2.2-2'],
  ['fapi1_baseline', false, 'FAPI 1.0 Part 1 §5.2.2-1, §5.2.2-2'],
  ['fapi1_advanced', true, 'FAPI 1.0 Part 2 §5.2.2-16'],
  ['fapi2_security', true, 'FAPI 2.0 Security Profile §5.3.2.1'],
  ['fapi2_message_signing', true, 'FAPI 2.0 Security Profile §5.3.2.1'],
])('%s accepts confidential clients only: %s (%s)', (word, value, clause) => {
  expect(profiles[word].confidentialOnly).toEqual({ value, reference: clause });
});

test.each<[FapiProfile, string, string]>([
  ['fapi1', 'HTTPS', 'FAPI 1.0 Part 1 §5.2.2-20'],
  ['fapi1_baseline', 'HTTPS', 'FAPI 1.0 Part 1 §5.2.2-20'],
  ['fapi1_advanced', 'HTTPS', 'FAPI 1.0 Part 1 §5.2.2-20'],
  ['fapi2_security', 'HTTPS_OR_LOOPBACK', 'FAPI 2.0 Security Profile §5.3.2.2-8'],
  ['fapi2_message_signing', 'HTTPS_OR_LOOPBACK', 'FAPI 2.0 Security Profile §5.3.2.2-8'],
])('%s accepts redirect URIs of %s (%s)', (word, value, reference) => {
  expect(profiles[word].redirectRule).toEqual({ value, reference });
  expect(Object.keys(redirectRules)).toContain(value);
});

test.each<[FapiProfile, string[] | null, string]>([
  ['fapi1', null, 'FAPI 1.0 Part 1 §5.2.2'],
  ['fapi1_baseline', null, 'FAPI 1.0 Part 1 §5.2.2'],
  ['fapi1_advanced', ['PS256', 'ES256'], 'FAPI 1.0 Part 2 §8.6'],
  ['fapi2_security', ['PS256', 'ES256', 'EdDSA', 'Ed25519'], 'FAPI 2.0 Security Profile §5.4.1'],
  ['fapi2_message_signing', ['PS256', 'ES256', 'EdDSA', 'Ed25519'], 'FAPI 2.0 Security Profile §5.4.1'],
])('%s accepts the algorithms %j (%s)', (word, value, reference) => {
  expect(profiles[word].algorithms).toEqual({ value, reference });
});

test.each<[FapiProfile, boolean, string]>([
  ['fapi1', false, 'FAPI 1.0 Part 1'],
  ['fapi1_baseline', false, 'FAPI 1.0 Part 1'],
  ['fapi1_advanced', true, 'FAPI 1.0 Part 2 §5.2.2-1'],
  ['fapi2_security', false, 'FAPI 2.0 Security Profile'],
  ['fapi2_message_signing', true, 'FAPI 2.0 Message Signing'],
])('%s requires keys for every method: %s (%s)', (word, value, clause) => {
  expect(demanded(word, 'keysRequired')).toBe(value);
  expect(clauseOf(word, 'keysRequired')).toContain(clause);
});

test.each<[FapiProfile, boolean]>([
  ['fapi1', false],
  ['fapi1_baseline', false],
  ['fapi1_advanced', false],
  ['fapi2_security', true],
  ['fapi2_message_signing', true],
])('%s requires a different kid in every key: %s (FAPI 2.0 Security Profile §5.4.2)', (word, value) => {
  expect(demanded(word, 'distinctKids')).toBe(value);
  if (value) expect(clauseOf(word, 'distinctKids')).toBe('FAPI 2.0 Security Profile §5.4.2');
});

test.each<[FapiProfile, string]>([
  ['fapi1', 'FAPI 1.0 Part 1 §5.2.2-5'],
  ['fapi1_baseline', 'FAPI 1.0 Part 1 §5.2.2-5'],
  ['fapi1_advanced', 'FAPI 1.0 Part 1 §5.2.2-5'],
  ['fapi2_security', 'FAPI 2.0 Security Profile §5.4.1'],
  ['fapi2_message_signing', 'FAPI 2.0 Security Profile §5.4.1'],
])('%s requires RSA keys of 2,048 bits (%s)', (word, reference) => {
  expect(profiles[word].minimumRsaBits).toEqual({ value: 2048, reference });
});

describe('grants', () => {
  test.each(words)('%s allows the code grant and refresh tokens', (word) => {
    expect(demanded(word, 'grantTypes')).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token']),
    );
  });

  test.each(words)('%s allows neither implicit nor password (RFC 9700 §2.1.2, §2.4)', (word) => {
    expect(demanded(word, 'grantTypes')).not.toContain('implicit');
    expect(demanded(word, 'grantTypes')).not.toContain('password');
  });

  test.each(['fapi2_security', 'fapi2_message_signing'] as const)(
    '%s allows the code, refresh token, client credentials and CIBA grants only (FAPI 2.0 Security Profile §5.3.2.1)',
    (word) => {
      expect(profiles[word].grantTypes).toEqual({
        value: [
          'authorization_code',
          'refresh_token',
          'client_credentials',
          'urn:openid:params:grant-type:ciba',
        ],
        reference: 'FAPI 2.0 Security Profile §5.3.2.1',
      });
    },
  );
});

test.each<[FapiProfile, (keyof typeof runtimeDuties)[]]>([
  ['fapi1_baseline', ['PKCE_S256', 'EXACT_REDIRECT_URI']],
  [
    'fapi1_advanced',
    [
      'SENDER_CONSTRAINED_TOKENS',
      'SIGNED_AUTHORIZATION_REQUESTS',
      'SIGNED_AUTHORIZATION_RESPONSES',
      'EXACT_REDIRECT_URI',
    ],
  ],
  [
    'fapi2_security',
    [
      'PKCE_S256',
      'PUSHED_AUTHORIZATION_REQUESTS',
      'SENDER_CONSTRAINED_TOKENS',
      'EXACT_REDIRECT_URI',
      'CODE_LIFETIME_60_SECONDS',
    ],
  ],
  [
    'fapi2_message_signing',
    [
      'PKCE_S256',
      'PUSHED_AUTHORIZATION_REQUESTS',
      'SENDER_CONSTRAINED_TOKENS',
      'EXACT_REDIRECT_URI',
      'CODE_LIFETIME_60_SECONDS',
      'SIGNED_AUTHORIZATION_REQUESTS',
      'SIGNED_AUTHORIZATION_RESPONSES',
    ],
  ],
])('%s requires at run time: %j', (word, duties) => {
  expect(profiles[word].runtimeDuties.map(({ value }) => value)).toEqual(duties);
  for (const duty of duties) expect(runtimeDuties[duty]).toMatch(/\.$/);
});

test.each(words)('every line of %s cites its clause', (word) => {
  const { title: _title, weakMethod: _weakMethod, runtimeDuties: duties, ...lines } = profiles[word];
  for (const { reference } of [...Object.values(lines), ...duties]) {
    expect(reference).toMatch(/^(FAPI [12]\.0 (Part [12]|Security Profile|Message Signing)|RFC \d{4}) §\d/);
  }
});
