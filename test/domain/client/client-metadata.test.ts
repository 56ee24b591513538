import { describe, expect, test } from 'vitest';
import { type RegistrationInput, withDefaults } from '../../../src/domain/client/client-metadata.ts';
import { registrationFields } from '../../../src/domain/client/metadata-table.ts';
import { tlsClientAuthMembers, valuesOf } from '../../../src/domain/client/vocabulary.ts';

const required = { name: 'App', redirectUris: ['https://app.example.com/callback'] };

describe('an omitted field gets its default (RFC 7591 §2)', () => {
  const defaults = {
    ...required,
    clientAuthMethods: ['client_secret_basic'],
    fapiProfile: null,
    grantTypes: ['authorization_code'],
    isConfidential: true,
    jwks: null,
    jwksUri: null,
    logoUrl: null,
    privacyPolicy: null,
    scopes: ['openid'],
    termsUrl: null,
    tlsClientAuth: null,
    website: null,
    contacts: [],
    softwareId: null,
    softwareVersion: null,
    initiateLoginUri: null,
    postLogoutRedirectUris: [],
    requestUris: [],
    defaultAcrValues: [],
    requireAuthTime: false,
    defaultMaxAge: null,
    description: null,
    accessTokenLifetime: null,
    refreshTokenLifetime: null,
    idTokenLifetime: null,
  };

  test('in every field', () => {
    expect(withDefaults(required)).toEqual(defaults);
  });

  test.each(registrationFields.filter((field) => !(field in required)))('also if it is null: %s', (field) => {
    expect(withDefaults({ ...required, [field]: null })).toEqual(defaults);
  });

  test('a field that is given keeps its value', () => {
    const given: RegistrationInput = {
      ...required,
      clientAuthMethods: ['private_key_jwt'],
      fapiProfile: 'fapi1_advanced',
      grantTypes: ['client_credentials'],
      isConfidential: true,
      jwks: '{"keys":[]}',
      jwksUri: 'https://app.example.com/jwks',
      logoUrl: 'https://app.example.com/logo',
      privacyPolicy: 'https://app.example.com/privacy',
      scopes: ['profile'],
      termsUrl: 'https://app.example.com/terms',
      website: 'https://app.example.com',
      contacts: ['admin@example.com'],
      softwareId: 'shop',
      softwareVersion: '2.1.0',
      initiateLoginUri: 'https://app.example.com/login',
      postLogoutRedirectUris: ['https://app.example.com/out'],
      requestUris: ['https://app.example.com/request'],
      defaultAcrValues: ['0'],
      requireAuthTime: true,
      defaultMaxAge: 0,
      description: 'Shop',
      accessTokenLifetime: 1,
      refreshTokenLifetime: 2,
      idTokenLifetime: 3,
    };
    expect(withDefaults(given)).toEqual({ ...given, tlsClientAuth: null });
  });
});

describe('the client type', () => {
  test.each<[Partial<RegistrationInput>, boolean, string[]]>([
    [{}, true, ['client_secret_basic']],
    [{ isConfidential: true }, true, ['client_secret_basic']],
    [{ isConfidential: false }, false, ['none']],
    [{ clientAuthMethods: ['none'] }, false, ['none']],
    [{ clientAuthMethods: ['none', 'none'] }, false, ['none']],
    [{ clientAuthMethods: [] }, true, []],
    [{ clientAuthMethods: ['none'], isConfidential: true }, true, ['none']],
    [{ clientAuthMethods: ['none', 'private_key_jwt'] }, true, ['none', 'private_key_jwt']],
    [{ clientAuthMethods: ['tls_client_auth'] }, true, ['tls_client_auth']],
    [{ clientAuthMethods: ['client_secret_post'] }, true, ['client_secret_post']],
    [{ fapiProfile: 'fapi1' }, true, ['private_key_jwt']],
    [{ fapiProfile: 'fapi2_security' }, true, ['private_key_jwt']],
    [{ fapiProfile: 'fapi1_baseline', isConfidential: false }, false, ['none']],
    [{ fapiProfile: 'fapi1', clientAuthMethods: ['client_secret_basic'] }, true, ['client_secret_basic']],
  ])('%j: confidential %s, authenticates with %j', (given, isConfidential, clientAuthMethods) => {
    expect(withDefaults({ ...required, ...given })).toMatchObject({ isConfidential, clientAuthMethods });
  });
});

describe('the stored JWK Set', () => {
  const keep = (jwks: string) => withDefaults({ ...required, jwks }).jwks;

  test('is the given text, byte for byte', () => {
    const text = ' {"keys" : [ {"kty":"EC","x":12345678901234567890} ] } ';
    expect(keep(text)).toBe(text);
  });

  test('keeps every member of the set and of each key, known or not', () => {
    const set = {
      revision: 7,
      keys: [
        { kty: 'LATTICE', q1: [1, { a: null }] },
        { kty: 'EC', ext: true },
      ],
    };
    expect(JSON.parse(keep(` ${JSON.stringify(set, undefined, 2)} `) ?? '')).toEqual(set);
  });

  test('is the given text if it is not JSON, so that the rules refuse it', () => {
    expect(keep('{"keys":')).toBe('{"keys":');
  });
});

describe('the stored certificate subject (RFC 8705 §2.1.2)', () => {
  test.each(valuesOf(tlsClientAuthMembers))('is the one given member: %s', (member) => {
    const given = { ...required, tlsClientAuth: { subjectDn: null, sanIp: undefined, [member]: ' x ' } };
    expect(withDefaults(given).tlsClientAuth).toEqual({ member, value: ' x ' });
  });

  test('is absent if none is given', () => {
    expect(withDefaults({ ...required, tlsClientAuth: {} }).tlsClientAuth).toBeNull();
    expect(withDefaults({ ...required, tlsClientAuth: { sanDns: null } }).tlsClientAuth).toBeNull();
  });
});

test('repeated items of a list are dropped, and the first one keeps its position', () => {
  const metadata = withDefaults({
    name: 'App',
    redirectUris: ['https://b.example/', 'https://a.example/', 'https://b.example/'],
    clientAuthMethods: ['private_key_jwt', 'client_secret_basic', 'private_key_jwt'],
    grantTypes: ['refresh_token', 'authorization_code', 'refresh_token'],
    scopes: ['profile', 'openid', 'profile'],
  });
  expect(metadata).toMatchObject({
    redirectUris: ['https://b.example/', 'https://a.example/'],
    clientAuthMethods: ['private_key_jwt', 'client_secret_basic'],
    grantTypes: ['refresh_token', 'authorization_code'],
    scopes: ['profile', 'openid'],
  });
});

test('redirect URIs are stored byte for byte, so that different spellings stay different (RFC 9700 §2.1)', () => {
  const redirectUris = [
    'HTTPS://App.Example.com:443/a?b=%2f',
    'https://app.example.com/a?b=%2F',
    'https://app.example.com',
    'https://app.example.com/',
  ];
  expect(withDefaults({ name: 'App', redirectUris }).redirectUris).toEqual(redirectUris);
});

test('spaces around a name are removed and those inside are kept', () => {
  expect(withDefaults({ ...required, name: '  My  App\u00A0' }).name).toBe('My  App');
});

test('every field of a registration has exactly one position in the order of issues', () => {
  expect([...registrationFields].toSorted()).toEqual(Object.keys(withDefaults(required)).toSorted());
});
