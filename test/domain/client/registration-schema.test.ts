import { describe, expect, test } from 'vitest';
import { checkShape } from '../../../src/domain/client/registration-schema.ts';
import {
  clientAuthMethods,
  fapiProfiles,
  grantTypes,
  tlsClientAuthMembers,
  valuesOf,
} from '../../../src/domain/client/vocabulary.ts';

const required = { name: 'App', redirectUris: ['https://app.example.com/callback'] };

function findIssues(values: Record<string, unknown>) {
  return checkShape({ ...required, ...values }).map(({ code, path }) => [code, ...path]);
}

test('the known grants are the code, refresh and client credentials grants, and four extensions', () => {
  expect(valuesOf(grantTypes)).toEqual([
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:openid:params:grant-type:ciba',
  ]);
});

describe('a known value is accepted (RFC 7591 §2)', () => {
  test.each(valuesOf(grantTypes))('grantTypes: %s', (word) => {
    expect(findIssues({ grantTypes: [word] })).toEqual([]);
  });

  test.each(valuesOf(clientAuthMethods))('clientAuthMethods: %s', (word) => {
    expect(findIssues({ clientAuthMethods: [word] })).toEqual([]);
  });

  test.each(valuesOf(fapiProfiles))('fapiProfile: %s', (fapiProfile) => {
    expect(findIssues({ fapiProfile })).toEqual([]);
  });
});

describe.each([undefined, ...valuesOf(fapiProfiles)])('under the profile %s', (fapiProfile) => {
  test.each([
    ['implicit', 'GRANT_TYPE_IMPLICIT', 'RFC 9700 §2.1.2'],
    ['password', 'GRANT_TYPE_PASSWORD', 'RFC 9700 §2.4'],
  ])('the grant %s is refused with its own message', (word, code, reference) => {
    const found = checkShape({ ...required, fapiProfile, grantTypes: ['authorization_code', word] });
    expect(found).toMatchObject([{ code, path: ['grantTypes', 1], reference }]);
    expect(found[0]?.message).toContain(`The ${word} grant is not supported`);
  });
});

describe('an unknown value is refused, with letter case significant (RFC 7591 §2)', () => {
  test.each([
    '',
    'code',
    'Authorization_Code',
    ' authorization_code',
    'authorization_code ',
    'authorization_code\0',
    'device_code',
    'sorcery',
    '__proto__',
    'constructor',
  ])('grantTypes: "%s"', (word) => {
    expect(findIssues({ grantTypes: [word] })).toEqual([['UNKNOWN_VALUE', 'grantTypes', 0]]);
  });

  test.each(['', 'None', 'client_secret', 'client-secret-basic', ' none', 'bearer', 'toString'])(
    'clientAuthMethods: "%s"',
    (word) => {
      expect(findIssues({ clientAuthMethods: ['private_key_jwt', word] })).toEqual([
        ['UNKNOWN_VALUE', 'clientAuthMethods', 1],
      ]);
    },
  );

  test.each([
    '',
    ' ',
    'FAPI1',
    ' fapi1',
    'fapi1 ',
    'fapi2',
    'fapi1-advanced',
    'none',
    '__proto__',
    'constructor',
  ])('fapiProfile is never ignored: "%s"', (fapiProfile) => {
    expect(findIssues({ fapiProfile })).toEqual([['UNKNOWN_VALUE', 'fapiProfile']]);
  });
});

describe('values of another type', () => {
  test.each([
    ['name', 5],
    ['name', ['App']],
    ['redirectUris', 'https://app.example.com/'],
    ['redirectUris', {}],
    ['grantTypes', 'authorization_code'],
    ['clientAuthMethods', 'none'],
    ['scopes', 'openid profile'],
    ['isConfidential', 'true'],
    ['isConfidential', 1],
    ['jwks', { keys: [] }],
    ['jwksUri', ['https://app.example.com/']],
    ['logoUrl', 5],
    ['fapiProfile', 5],
    ['fapiProfile', ['fapi1']],
    ['tlsClientAuth', 'CN=client'],
  ])('are refused: %s as %j', (field, value) => {
    expect(findIssues({ [field]: value })).toEqual([['WRONG_TYPE', field]]);
  });

  test.each(['redirectUris', 'grantTypes', 'clientAuthMethods', 'scopes'])(
    'are refused at their index in a list: an item of %s that is null, a list or a number',
    (field) => {
      for (const item of [null, [], 5, {}]) {
        expect(findIssues({ [field]: [item] })).toEqual([['WRONG_TYPE', field, 0]]);
      }
    },
  );

  test('null counts as absent if a field is optional, and as missing if it is required', () => {
    const optional = ['grantTypes', 'clientAuthMethods', 'scopes', 'isConfidential', 'jwks', 'jwksUri'];
    const more = ['fapiProfile', 'logoUrl', 'website', 'privacyPolicy', 'termsUrl', 'tlsClientAuth'];
    expect(findIssues(Object.fromEntries([...optional, ...more].map((field) => [field, null])))).toEqual([]);
    expect(findIssues({ name: null, redirectUris: null })).toEqual([['REQUIRED', 'name']]);
  });
});

describe('the certificate subject (RFC 8705 §2.1.2)', () => {
  test('has the five members of the standard', () => {
    expect(Object.values(tlsClientAuthMembers).map(({ restName }) => restName)).toEqual([
      'tls_client_auth_subject_dn',
      'tls_client_auth_san_dns',
      'tls_client_auth_san_uri',
      'tls_client_auth_san_ip',
      'tls_client_auth_san_email',
    ]);
  });

  test.each(valuesOf(tlsClientAuthMembers))('has one member, the others absent or null: %s', (member) => {
    const nothing = Object.fromEntries(valuesOf(tlsClientAuthMembers).map((name) => [name, null]));
    expect(findIssues({ tlsClientAuth: { [member]: 'x' } })).toEqual([]);
    expect(findIssues({ tlsClientAuth: { ...nothing, [member]: 'x' } })).toEqual([]);
  });

  test.each([
    [{}, [['TLS_CLIENT_AUTH_ONE', 'tlsClientAuth']]],
    [{ sanDns: null }, [['TLS_CLIENT_AUTH_ONE', 'tlsClientAuth']]],
    [
      { sanDns: 'a.example', sanIp: '192.0.2.1' },
      [
        ['TLS_CLIENT_AUTH_ONE', 'tlsClientAuth', 'sanDns'],
        ['TLS_CLIENT_AUTH_ONE', 'tlsClientAuth', 'sanIp'],
      ],
    ],
  ])('must have exactly one member: %j is refused', (tlsClientAuth, issues) => {
    expect(findIssues({ tlsClientAuth })).toEqual(issues);
  });

  test('has no other member', () => {
    expect(findIssues({ tlsClientAuth: { sanDns: 'a.example', subject: 'x' } })).toEqual([
      ['WRONG_TYPE', 'tlsClientAuth'],
    ]);
  });
});
