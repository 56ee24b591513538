import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import {
  type ClientAuthMethod,
  type FapiProfile,
  fapiProfiles,
  valuesOf,
} from '../../../src/domain/client/vocabulary.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { adviseRegistration, checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { x5cOf } from '../key/certificate-maker.ts';
import { ecKey, jwksOf, octetKey, rsaKey } from '../key/key-maker.ts';

const words = valuesOf(fapiProfiles);
const fapi1: FapiProfile[] = ['fapi1', 'fapi1_baseline', 'fapi1_advanced'];
const fapi2: FapiProfile[] = ['fapi2_security', 'fapi2_message_signing'];
const confidentialOnly: FapiProfile[] = ['fapi1_advanced', ...fapi2];

const key = { ...ecKey().publicJwk, kid: 'one', alg: 'ES256', x5c: [x5cOf(ecKey().publicKey)] };
const sound: RegistrationInput = {
  name: 'App',
  redirectUris: ['https://app.example.com/callback'],
  jwks: jwksOf(key),
};
const jwksUri = 'https://app.example.com/jwks.json';
const tlsClientAuth = { sanDns: 'client.example.com' };

function findIssues(fapiProfile: FapiProfile, input: Partial<RegistrationInput>) {
  return checkRegistration(candidateOf({ ...sound, ...input, fapiProfile })).map(({ code, path }) => [
    code,
    ...path,
  ]);
}

function clausesOf(fapiProfile: FapiProfile, input: Partial<RegistrationInput>) {
  return checkRegistration(candidateOf({ ...sound, ...input, fapiProfile })).map(
    ({ reference }) => reference,
  );
}

function advise(fapiProfile: FapiProfile, input: Partial<RegistrationInput>) {
  return adviseRegistration(candidateOf({ ...sound, ...input, fapiProfile })).map(({ code, path }) => [
    code,
    ...path,
  ]);
}

test.each(words)('%s accepts a confidential client with https, the code grant and a suitable key', (word) => {
  expect(findIssues(word, {})).toEqual([]);
  expect(advise(word, {})).toEqual([]);
});

describe('authentication methods of a confidential client', () => {
  const weakInBaseline = ['client_secret_basic', 'client_secret_post'] as const;
  const strong = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

  function withMethods(...clientAuthMethods: ClientAuthMethod[]): Partial<RegistrationInput> {
    return clientAuthMethods.includes('tls_client_auth')
      ? { clientAuthMethods, tlsClientAuth }
      : { clientAuthMethods };
  }

  describe.each(words)('%s', (word) => {
    test.each(strong)('accepts %s', (method) => {
      expect(findIssues(word, withMethods(method))).toEqual([]);
    });

    test('accepts all strong methods together', () => {
      expect(findIssues(word, withMethods(...strong))).toEqual([]);
    });
  });

  describe.each<[FapiProfile, string]>([
    ['fapi1_baseline', 'FAPI 1.0 Part 1 §5.2.2-4'],
    ['fapi1_advanced', 'FAPI 1.0 Part 2 §5.2.2-14'],
    ['fapi2_security', 'FAPI 2.0 Security Profile §5.3.2.1'],
    ['fapi2_message_signing', 'FAPI 2.0 Security Profile §5.3.2.1'],
  ])('%s (%s)', (word, clause) => {
    test.each(weakInBaseline)('refuses %s, alone or beside a strong method, at its index', (method) => {
      expect(findIssues(word, withMethods(method))).toEqual([
        ['PROFILE_AUTH_METHOD', 'clientAuthMethods', 0],
      ]);
      expect(findIssues(word, withMethods('private_key_jwt', method))).toEqual([
        ['PROFILE_AUTH_METHOD', 'clientAuthMethods', 1],
      ]);
      expect(clausesOf(word, withMethods(method))).toEqual([clause]);
    });
  });

  test.each(confidentialOnly)('%s refuses client_secret_jwt', (word) => {
    expect(findIssues(word, withMethods('private_key_jwt', 'client_secret_jwt'))).toEqual([
      ['PROFILE_AUTH_METHOD', 'clientAuthMethods', 1],
    ]);
  });

  test.each(['fapi1', 'fapi1_baseline'] as const)(
    '%s accepts client_secret_jwt (FAPI 1.0 Part 1 §5.2.2-4)',
    (word) => {
      expect(findIssues(word, withMethods('client_secret_jwt'))).toEqual([]);
      expect(advise(word, withMethods('client_secret_jwt'))).toEqual([]);
    },
  );

  test.each(words)('%s defaults to private_key_jwt, which requires a key', (word) => {
    expect(findIssues(word, { jwks: null })).toContainEqual(['AUTH_METHOD_KEY_MISSING', 'jwks']);
    expect(findIssues(word, { jwks: null, jwksUri })).toEqual([]);
  });
});

describe('the lenient profile fapi1', () => {
  const wiki: Partial<RegistrationInput> = {
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    jwks: null,
    jwksUri,
  };

  test('accepts client_secret_basic beside private_key_jwt, with an advisory that names it', () => {
    expect(findIssues('fapi1', wiki)).toEqual([]);
    expect(adviseRegistration(candidateOf({ ...sound, ...wiki, fapiProfile: 'fapi1' }))).toMatchObject([
      {
        code: 'ADVISE_PROFILE_AUTH_METHOD',
        path: ['clientAuthMethods', 0],
        reference: 'FAPI 1.0 Part 1 §5.2.2-4',
      },
    ]);
  });

  test.each(words.filter((word) => word !== 'fapi1'))(
    'is the only profile with this exception: %s refuses it',
    (word) => {
      expect(findIssues(word, wiki)).toEqual([['PROFILE_AUTH_METHOD', 'clientAuthMethods', 0]]);
      expect(advise(word, wiki)).toEqual([]);
    },
  );

  test.each<ClientAuthMethod[]>([
    ['client_secret_basic'],
    ['client_secret_post'],
    ['client_secret_basic', 'client_secret_post'],
  ])('requires at least one method of the baseline: %s %s (FAPI 1.0 Part 1 §5.2.2-4)', (...methods) => {
    const clientAuthMethods = methods.filter((method) => method !== undefined);
    expect(findIssues('fapi1', { clientAuthMethods })).toEqual([
      ['PROFILE_AUTH_METHOD_STRONG', 'clientAuthMethods'],
    ]);
  });

  test('requires https', () => {
    expect(findIssues('fapi1', { ...wiki, redirectUris: ['http://127.0.0.1/'] })).toEqual([
      ['PROFILE_REDIRECT_URI', 'redirectUris', 0],
    ]);
  });
});

describe('public clients', () => {
  test.each(['fapi1', 'fapi1_baseline'] as const)('%s accepts them (FAPI 1.0 Part 1 §5.2.2-2)', (word) => {
    for (const kind of [
      { isConfidential: false },
      { clientAuthMethods: ['none'] },
    ] satisfies Partial<RegistrationInput>[]) {
      expect(findIssues(word, kind)).toEqual([]);
      expect(advise(word, kind)).toEqual([]);
    }
  });

  test.each<[FapiProfile, string]>([
    ['fapi1_advanced', 'FAPI 1.0 Part 2 §5.2.2-16'],
    ['fapi2_security', 'FAPI 2.0 Security Profile §5.3.2.1'],
    ['fapi2_message_signing', 'FAPI 2.0 Security Profile §5.3.2.1'],
  ])('%s refuses them (%s)', (word, clause) => {
    expect(findIssues(word, { isConfidential: false })).toEqual([['PROFILE_CONFIDENTIAL', 'isConfidential']]);
    expect(clausesOf(word, { isConfidential: false })).toEqual([clause]);
    expect(findIssues(word, { clientAuthMethods: ['none'] })).toEqual([
      ['PROFILE_AUTH_METHOD', 'clientAuthMethods', 0],
      ['PROFILE_CONFIDENTIAL', 'isConfidential'],
    ]);
  });
});

describe('redirect URIs', () => {
  const refused = [['PROFILE_REDIRECT_URI', 'redirectUris', 1]];
  const withUri = (uri: string) => ({ redirectUris: ['https://app.example.com/callback', uri] });

  describe.each([
    'http://127.0.0.1:3000/cb',
    'http://[::1]/cb',
    'http://localhost/cb',
    'HTTP://LOCALHOST/cb',
  ])('on a loopback host: %s', (uri) => {
    test.each(fapi1)('%s refuses the URI, because it requires https (FAPI 1.0 Part 1 §5.2.2-20)', (word) => {
      expect(findIssues(word, withUri(uri))).toEqual(refused);
      expect(clausesOf(word, withUri(uri))).toEqual(['FAPI 1.0 Part 1 §5.2.2-20']);
    });

    test.each(fapi2)('%s accepts the URI, because native apps use it (FAPI 2.0 §5.3.2.2-8)', (word) => {
      expect(findIssues(word, withUri(uri))).toEqual([]);
    });
  });

  test.each(['https://localhost/cb', 'https://127.0.0.1/cb', 'HTTPS://app.example.com:8443/cb'])(
    'with https are accepted by every profile: %s',
    (uri) => {
      for (const word of words) expect(findIssues(word, withUri(uri))).toEqual([]);
    },
  );

  test.each(words)('with http on other hosts are refused by the profile %s too', (word) => {
    expect(findIssues(word, withUri('http://app.example.com/cb'))).toEqual([
      ['REDIRECT_URI_HTTP', 'redirectUris', 1],
      ...refused,
    ]);
  });

  test.each(words)('of a private-use scheme are refused by %s (FAPI 1.0 Part 1 §5.2.2-20)', (word) => {
    const issues = findIssues(word, { ...withUri('com.example.app:/cb'), isConfidential: false });
    expect(issues).toContainEqual(refused[0]);
    expect(issues.filter(([code]) => code?.toString().startsWith('REDIRECT_URI'))).toEqual([]);
  });

  test.each(words)('with a wildcard are refused under %s (FAPI 1.0 Part 1 §5.2.2-10)', (word) => {
    expect(findIssues(word, withUri('https://a.example.com/*'))).toEqual([
      ['REDIRECT_URI_WILDCARD', 'redirectUris', 1],
    ]);
  });
});

describe('grants', () => {
  test.each(words)('%s accepts the code grant with refresh tokens, in any order', (word) => {
    expect(findIssues(word, { grantTypes: ['authorization_code', 'refresh_token'] })).toEqual([]);
    expect(findIssues(word, { grantTypes: ['refresh_token', 'authorization_code'] })).toEqual([]);
  });

  test.each(fapi2)('%s accepts client credentials and CIBA (FAPI 2.0 Security Profile §5.3.2.1)', (word) => {
    expect(findIssues(word, { grantTypes: ['client_credentials'] })).toEqual([]);
    expect(findIssues(word, { grantTypes: ['urn:openid:params:grant-type:ciba'] })).toEqual([]);
  });

  test.each(fapi1)(
    '%s accepts client credentials, CIBA and JWT bearer, as open banking registers them',
    (word) => {
      const grantTypes = [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:openid:params:grant-type:ciba',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
      ] as const;
      expect(findIssues(word, { grantTypes })).toEqual([]);
    },
  );

  test.each(fapi2)('%s refuses JWT bearer, and cites the clause of the profile only', (word) => {
    const grantTypes = ['authorization_code', 'urn:ietf:params:oauth:grant-type:jwt-bearer'] as const;
    expect(findIssues(word, { grantTypes })).toEqual([['PROFILE_GRANT_TYPE', 'grantTypes', 1]]);
    expect(clausesOf(word, { grantTypes })).toEqual(['FAPI 2.0 Security Profile §5.3.2.1']);
  });

  const others = [
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ] as const;

  test.each(others)('%s is refused at its index by every profile except fapi1', (grant) => {
    const grantTypes = ['authorization_code', grant] as const;
    for (const word of words) {
      const refused = word === 'fapi1' ? [] : [['PROFILE_GRANT_TYPE', 'grantTypes', 1]];
      expect(findIssues(word, { grantTypes })).toEqual(refused);
    }
    expect(clausesOf('fapi1_advanced', { grantTypes })).toEqual(['FAPI 1.0 Part 2 §5.2.2']);
    expect(clausesOf('fapi2_security', { grantTypes })).toEqual(['FAPI 2.0 Security Profile §5.3.2.1']);
  });
});

describe('signature algorithms', () => {
  const kinds = {
    PS256: rsaKey().publicJwk,
    ES256: ecKey('P-256').publicJwk,
    EdDSA: octetKey('Ed25519').publicJwk,
    Ed25519: octetKey('Ed25519').publicJwk,
    Ed448: octetKey('Ed448').publicJwk,
    RS256: rsaKey().publicJwk,
    RS384: rsaKey().publicJwk,
    RS512: rsaKey().publicJwk,
    PS384: rsaKey().publicJwk,
    PS512: rsaKey().publicJwk,
    ES384: ecKey('P-384').publicJwk,
    ES512: ecKey('P-521').publicJwk,
    ES256K: ecKey('secp256k1').publicJwk,
  };
  type Algorithm = keyof typeof kinds;
  const algorithms = Object.keys(kinds) as Algorithm[];
  const beside = (alg: string, of: object) => ({ jwks: jwksOf(key, { ...of, alg }) });

  test.each<[FapiProfile, Algorithm[], string]>([
    ['fapi1', algorithms, ''],
    ['fapi1_baseline', algorithms, ''],
    ['fapi1_advanced', ['PS256', 'ES256'], 'FAPI 1.0 Part 2 §8.6'],
    ['fapi2_security', ['PS256', 'ES256', 'EdDSA', 'Ed25519'], 'FAPI 2.0 Security Profile §5.4.1'],
    ['fapi2_message_signing', ['PS256', 'ES256', 'EdDSA', 'Ed25519'], 'FAPI 2.0 Security Profile §5.4.1'],
  ])('%s accepts %j and refuses every other algorithm at its key (%s)', (word, accepted, clause) => {
    for (const alg of algorithms) {
      const given = beside(alg, kinds[alg]);
      const isAccepted = accepted.includes(alg);
      expect([alg, ...findIssues(word, given)]).toEqual(
        isAccepted ? [alg] : [alg, ['PROFILE_ALGORITHM', 'jwks', 'keys', 1, 'alg']],
      );
      if (!isAccepted) expect(clausesOf(word, given)).toEqual([clause]);
    }
  });

  test.each(words)('%s does not check encryption keys', (word) => {
    expect(findIssues(word, beside('RSA-OAEP-256', { ...rsaKey().publicJwk, use: 'enc' }))).toEqual([]);
    expect(findIssues(word, beside('ECDH-ES', octetKey('X25519').publicJwk))).toEqual([]);
  });

  test.each(words)('%s accepts neither none nor a symmetric algorithm (RFC 8725 §3.1)', (word) => {
    for (const alg of ['none', 'HS256']) {
      expect(findIssues(word, beside(alg, rsaKey().publicJwk))).toEqual([
        ['JWK_ALG_SYMMETRIC', 'jwks', 'keys', 1, 'alg'],
      ]);
    }
  });

  test.each([
    ['P-384', ecKey('P-384').publicJwk],
    ['secp256k1', ecKey('secp256k1').publicJwk],
  ])('a key on %s alone is accepted for private_key_jwt only if its algorithm is allowed', (_, one) => {
    const jwks = jwksOf(one);
    for (const word of ['fapi1', 'fapi1_baseline'] as const) expect(findIssues(word, { jwks })).toEqual([]);
    for (const word of confidentialOnly) {
      expect(findIssues(word, { jwks })).toContainEqual(['AUTH_METHOD_KEY_UNUSABLE', 'jwks']);
    }
  });

  test('an Ed25519 key alone is accepted by FAPI 2.0 and refused by FAPI 1.0 Advanced (FAPI 2.0 §5.4.1, FAPI 1.0 Part 2 §8.6)', () => {
    const jwks = jwksOf(octetKey('Ed25519').publicJwk);
    for (const word of fapi2) expect(findIssues(word, { jwks })).toEqual([]);
    expect(findIssues('fapi1_advanced', { jwks })).toContainEqual(['AUTH_METHOD_KEY_UNUSABLE', 'jwks']);
  });

  test('an Ed448 key is refused by both, even if it names EdDSA (FAPI 2.0 §5.4.1)', () => {
    const ed448 = octetKey('Ed448').publicJwk;
    for (const word of confidentialOnly) {
      expect(findIssues(word, { jwks: jwksOf(ed448) })).toContainEqual(['AUTH_METHOD_KEY_UNUSABLE', 'jwks']);
      expect(findIssues(word, beside('EdDSA', ed448))).toEqual([
        ['PROFILE_ALGORITHM', 'jwks', 'keys', 1, 'alg'],
      ]);
    }
    for (const word of ['fapi1', 'fapi1_baseline'] as const) {
      expect(findIssues(word, { jwks: jwksOf(ed448) })).toEqual([]);
    }
  });

  test('an RSA key without alg is accepted by every profile, because PS256 works with it', () => {
    for (const word of words) expect(findIssues(word, { jwks: jwksOf(rsaKey().publicJwk) })).toEqual([]);
  });
});

describe('key sizes', () => {
  test.each(words)('%s refuses RSA of 2,047 bits and P-224, and accepts 2,048 and P-256', (word) => {
    expect(findIssues(word, { jwks: jwksOf(key, rsaKey(2047).publicJwk) })).toEqual([
      ['JWK_RSA_SHORT', 'jwks', 'keys', 1, 'n'],
    ]);
    expect(findIssues(word, { jwks: jwksOf(key, { kty: 'EC', crv: 'P-224' }) })).toEqual([
      ['JWK_CURVE_WEAK', 'jwks', 'keys', 1, 'crv'],
    ]);
    expect(findIssues(word, { jwks: jwksOf(key, rsaKey(2048).publicJwk, ecKey('P-256').publicJwk) })).toEqual(
      [],
    );
  });
});

describe('keys', () => {
  const noKeys: Partial<RegistrationInput> = {
    jwks: null,
    clientAuthMethods: ['tls_client_auth'],
    tlsClientAuth,
  };

  test.each(['fapi1', 'fapi1_baseline', 'fapi2_security'] as const)(
    '%s requires no key for tls_client_auth',
    (word) => {
      expect(findIssues(word, noKeys)).toEqual([]);
    },
  );

  test.each<[FapiProfile, string]>([
    ['fapi1_advanced', 'FAPI 1.0 Part 2 §5.2.2-1'],
    ['fapi2_message_signing', 'FAPI 2.0 Message Signing §5.3.1'],
  ])('%s requires a key for every method, for signed requests (%s)', (word, clause) => {
    expect(findIssues(word, noKeys)).toEqual([['PROFILE_KEYS_REQUIRED', 'jwks']]);
    expect(clausesOf(word, noKeys)).toEqual([clause]);
    expect(findIssues(word, { ...noKeys, jwksUri })).toEqual([]);
    expect(findIssues(word, { ...noKeys, jwks: jwksOf(key) })).toEqual([]);
    const forEncryption = { ...ecKey().publicJwk, use: 'enc' };
    expect(findIssues(word, { ...noKeys, jwks: jwksOf(forEncryption) })).toEqual([
      ['PROFILE_KEYS_REQUIRED', 'jwks'],
    ]);
  });

  test.each(words)('%s requires a key for private_key_jwt and self_signed_tls_client_auth', (word) => {
    for (const method of ['private_key_jwt', 'self_signed_tls_client_auth'] as const) {
      const given: Partial<RegistrationInput> = { jwks: null, clientAuthMethods: [method] };
      expect(findIssues(word, given)).toContainEqual(['AUTH_METHOD_KEY_MISSING', 'jwks']);
      expect(findIssues(word, { ...given, jwksUri })).toEqual([]);
    }
  });
});

describe('the same kid in two keys', () => {
  const twoTypes = jwksOf(key, { ...rsaKey().publicJwk, kid: key.kid });

  test.each(fapi1)('in keys of different types is accepted by %s (RFC 7517 §4.5)', (word) => {
    expect(findIssues(word, { jwks: twoTypes })).toEqual([]);
  });

  test.each(fapi2)(
    'in keys of different types is refused by %s (FAPI 2.0 Security Profile §5.4.2)',
    (word) => {
      expect(findIssues(word, { jwks: twoTypes })).toEqual([
        ['PROFILE_KID_REPEATED', 'jwks', 'keys', 1, 'kid'],
      ]);
      expect(clausesOf(word, { jwks: twoTypes })).toEqual(['FAPI 2.0 Security Profile §5.4.2']);
    },
  );

  test.each(fapi1)('in keys of one type is accepted by %s, with an advisory (RFC 7517 §4.5)', (word) => {
    expect(findIssues(word, { jwks: jwksOf(key, key) })).toEqual([]);
  });

  test.each(fapi2)('in keys of one type is refused by %s', (word) => {
    expect(findIssues(word, { jwks: jwksOf(key, key) })).toEqual([
      ['PROFILE_KID_REPEATED', 'jwks', 'keys', 1, 'kid'],
    ]);
  });

  test.each(words)('is not reported under %s if the keys have no kid or different ones', (word) => {
    const { kid: _kid, ...nameless } = key;
    expect(findIssues(word, { jwks: jwksOf(nameless, nameless) })).toEqual([]);
    expect(findIssues(word, { jwks: jwksOf(key, { ...key, kid: 'two' }) })).toEqual([]);
  });
});
