import { describe, expect, test } from 'vitest';
import { checkRegistration } from '../../src/registration/check-registration.ts';
import type { RegistrationInput } from '../../src/registration/client-metadata.ts';
import { joinIssues } from '../../src/registration/issue.ts';
import { decodeRegistration } from '../../src/rest/registration-body.ts';
import { toRestWords } from '../../src/rest/word.ts';

const sound = { name: 'App', redirect_uris: ['https://app.example.com/callback'] };

function decode(body: unknown) {
  const { input, unreadable } = decodeRegistration(JSON.stringify(body));
  return { input, unreadable: unreadable.map(({ code, path }) => [code, ...path]) };
}

describe('a sound body', () => {
  test('becomes the input of the GraphQL mutation, every field of it', () => {
    const body = {
      name: 'App',
      redirect_uris: ['https://app.example.com/callback'],
      client_auth_methods: ['client_secret_basic', 'private_key_jwt'],
      fapi_profile: 'fapi1',
      grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
      is_confidential: false,
      jwks: '{"keys":[]}',
      jwks_uri: 'https://app.example.com/jwks',
      logo_url: 'https://app.example.com/logo',
      privacy_policy: 'https://app.example.com/privacy',
      scopes: ['openid', 'AUTHORIZATION_CODE'],
      terms_url: 'https://app.example.com/terms',
      website: 'https://app.example.com',
    };
    expect(decode(body)).toEqual({
      input: {
        name: 'App',
        redirectUris: ['https://app.example.com/callback'],
        clientAuthMethods: ['CLIENT_SECRET_BASIC', 'PRIVATE_KEY_JWT'],
        fapiProfile: 'FAPI1',
        grantTypes: ['AUTHORIZATION_CODE', 'DEVICE_CODE'],
        isConfidential: false,
        jwks: '{"keys":[]}',
        jwksUri: 'https://app.example.com/jwks',
        logoUrl: 'https://app.example.com/logo',
        privacyPolicy: 'https://app.example.com/privacy',
        scopes: ['openid', 'AUTHORIZATION_CODE'],
        termsUrl: 'https://app.example.com/terms',
        website: 'https://app.example.com',
      },
      unreadable: [],
    });
  });

  test('leaves out what it leaves out, and keeps null, which GraphQL takes for absent', () => {
    expect(decode({ ...sound, scopes: null, jwks: null }).input).toEqual({
      name: 'App',
      redirectUris: ['https://app.example.com/callback'],
      scopes: null,
      jwks: null,
    });
  });

  test('may hold fields this API does not know, which go no further (RFC 7591 §2)', () => {
    const unknown = { id: 'x', client_id: 'x', client_secret: 'x', tenant_id: 'x', redirectUris: ['x'] };
    expect(decode({ ...sound, ...unknown })).toEqual(decode(sound));
  });

  test('does not become another object by a member called __proto__', () => {
    const text = '{"name":"App","redirect_uris":[],"__proto__":{"scopes":["admin"],"jwks_uri":"x"}}';
    const { input, unreadable } = decodeRegistration(text);
    expect(unreadable).toEqual([]);
    expect(Object.keys(input)).toEqual(['name', 'redirectUris']);
    expect(input.scopes).toBeUndefined();
  });

  test('is held to no rule here: values that only a rule refuses pass through', () => {
    expect(decode({ name: '', redirect_uris: [], grant_types: [], scopes: [''] })).toEqual({
      input: { name: '', redirectUris: [], grantTypes: [], scopes: [''] },
      unreadable: [],
    });
  });
});

describe('a body', () => {
  test.each([undefined, '', '{', '{"name":"App",}', "{'name':'App'}", '{"name":"App"} {}', 'name=App'])(
    'that is not JSON is refused as a whole (RFC 8259): %j',
    (text) => {
      expect(decodeRegistration(text).unreadable).toMatchObject([{ code: 'BODY_NOT_JSON', path: [] }]);
    },
  );

  test.each(['null', '5', 'true', '"{}"', '[]', '[{"name":"App","redirect_uris":["https://a.example/"]}]'])(
    'that is no object is refused as a whole (RFC 7591 §3.1): %s',
    (text) => {
      expect(decodeRegistration(text).unreadable).toMatchObject([{ code: 'BODY_NOT_OBJECT', path: [] }]);
    },
  );

  test('that nests deeply does not exhaust the stack', () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expect(decodeRegistration(`{"name":"App","redirect_uris":${deep}}`).unreadable).toMatchObject([
      { code: 'WRONG_TYPE', path: ['redirectUris', 0] },
    ]);
  });

  test('without a name, or with null for it, is told so', () => {
    const required = [['REQUIRED', 'name']];
    expect(decode({}).unreadable).toEqual(required);
    expect(decode({ name: null, redirect_uris: null }).unreadable).toEqual(required);
  });
});

describe('types are strict', () => {
  test.each([
    ['name', 'name', 5],
    ['name', 'name', ['App']],
    ['redirect_uris', 'redirectUris', 'https://app.example.com/callback'],
    ['redirect_uris', 'redirectUris', { 0: 'https://app.example.com/callback' }],
    ['client_auth_methods', 'clientAuthMethods', 'none'],
    ['grant_types', 'grantTypes', 'authorization_code'],
    ['scopes', 'scopes', 'openid profile'],
    ['is_confidential', 'isConfidential', 'true'],
    ['is_confidential', 'isConfidential', 0],
    ['jwks', 'jwks', { keys: [] }],
    ['jwks_uri', 'jwksUri', 5],
    ['logo_url', 'logoUrl', ['https://app.example.com/logo']],
    ['privacy_policy', 'privacyPolicy', {}],
    ['terms_url', 'termsUrl', false],
    ['website', 'website', 5],
  ])('%s has the wrong one: %s, %j', (restName, field, value) => {
    expect(decode({ ...sound, [restName]: value }).unreadable).toEqual([['WRONG_TYPE', field]]);
  });

  test.each([5, null, {}, ['https://b.example/']])('in the items of a list as well: %j', (item) => {
    const redirect_uris = ['https://a.example/', item];
    expect(decode({ ...sound, redirect_uris }).unreadable).toEqual([['WRONG_TYPE', 'redirectUris', 1]]);
    expect(decode({ ...sound, scopes: [item] }).unreadable).toEqual([['WRONG_TYPE', 'scopes', 0]]);
  });
});

describe('words', () => {
  test.each([
    ['grant_types', 'grantTypes', 'sorcery'],
    ['grant_types', 'grantTypes', ''],
    ['grant_types', 'grantTypes', 'AUTHORIZATION_CODE'],
    ['grant_types', 'grantTypes', ' authorization_code'],
    ['grant_types', 'grantTypes', 'Password'],
    ['grant_types', 'grantTypes', 'IMPLICIT'],
    ['grant_types', 'grantTypes', 'constructor'],
    ['client_auth_methods', 'clientAuthMethods', 'basic'],
    ['client_auth_methods', 'clientAuthMethods', 'NONE'],
  ])('of %s are compared exactly: %s, "%s"', (restName, field, word) => {
    expect(decode({ ...sound, [restName]: [word] }).unreadable).toEqual([['UNKNOWN_WORD', field, 0]]);
  });

  test.each([
    ['implicit', 'GRANT_TYPE_IMPLICIT'],
    ['password', 'GRANT_TYPE_PASSWORD'],
  ])('of grant_types that are refused on purpose have an issue of their own: %s', (word, code) => {
    expect(decode({ ...sound, grant_types: [word] }).unreadable).toEqual([[code, 'grantTypes', 0]]);
  });

  test.each(['', 'FAPI1', 'fapi1 ', 'fapi3', '__proto__'])(
    'of fapi_profile as well: "%s"',
    (fapi_profile) => {
      expect(decode({ ...sound, fapi_profile }).unreadable).toEqual([['UNKNOWN_WORD', 'fapiProfile']]);
    },
  );
});

describe('what cannot be read does not hide what can', () => {
  test('every unreadable value is named', () => {
    const body = {
      name: 5,
      redirect_uris: 'x',
      grant_types: ['sorcery', 'refresh_token'],
      jwks: {},
      website: 5,
    };
    expect(decode(body).unreadable.toSorted()).toEqual([
      ['UNKNOWN_WORD', 'grantTypes', 0],
      ['WRONG_TYPE', 'jwks'],
      ['WRONG_TYPE', 'name'],
      ['WRONG_TYPE', 'redirectUris'],
      ['WRONG_TYPE', 'website'],
    ]);
  });

  test.each([
    ['{"name":5,"redirect_uris":[5],"scopes":5,"fapi_profile":"fapi3","grant_types":["sorcery"]}'],
    ['{"redirect_uris":"https://app.example.com/"}'],
    ['[]'],
    ['{'],
  ])('a required field gets a stand-in that no rule refuses, an optional one is left out: %s', (text) => {
    const { input, unreadable } = decodeRegistration(text);
    expect(unreadable).not.toEqual([]);
    expect(Object.keys(input)).toEqual(['name', 'redirectUris']);
    expect(checkRegistration(input as unknown as RegistrationInput)).toEqual([]);
  });

  test('items that can be read keep their index beside those that cannot', () => {
    const redirect_uris = [5, 'https://a.example/', null, 'http://b.example/'];
    const { input } = decode({ ...sound, redirect_uris, grant_types: ['sorcery', 'client_credentials'] });
    const redirectUris = input.redirectUris as string[];
    expect(redirectUris).toHaveLength(4);
    expect([redirectUris[1], redirectUris[3]]).toEqual(['https://a.example/', 'http://b.example/']);
    expect(redirectUris.filter((uri) => typeof uri !== 'string')).toEqual([]);
    expect((input.grantTypes as string[])[1]).toBe('CLIENT_CREDENTIALS');
  });

  test('a misspelt word raises no issue about what stands beside it', () => {
    const grant_types = ['authorisation_code', 'refresh_token'];
    const { input, unreadable } = decodeRegistration(JSON.stringify({ ...sound, grant_types }));
    const grantTypes = toRestWords('grantTypes', input.grantTypes);
    const found = checkRegistration({ ...input, grantTypes } as unknown as RegistrationInput);
    expect(joinIssues(unreadable, found).map(({ code, path }) => [code, ...path])).toEqual([
      ['UNKNOWN_WORD', 'grantTypes', 0],
    ]);
  });

  test('an unreadable item far down a list that is too long does not reach GraphQL either', () => {
    const scopes: unknown[] = Array.from({ length: 300 }, (_, index) => `scope-${index}`);
    scopes[250] = 5;
    const { input } = decode({ ...sound, scopes });
    expect((input.scopes as unknown[]).length).toBeGreaterThan(100);
    expect((input.scopes as unknown[]).filter((scope) => typeof scope !== 'string')).toEqual([]);
  });

  test('a list full of unreadable items is answered with a bounded number of issues', () => {
    const { unreadable } = decode({ ...sound, scopes: Array(5000).fill(5) });
    expect(unreadable.length).toBeGreaterThan(0);
    expect(unreadable.length).toBeLessThan(200);
  });

  test('an issue does not repeat the value', () => {
    const { unreadable } = decodeRegistration(JSON.stringify({ ...sound, jwks: { keys: ['key-material'] } }));
    expect(unreadable).toHaveLength(1);
    expect(JSON.stringify(unreadable)).not.toContain('key-material');
  });
});
