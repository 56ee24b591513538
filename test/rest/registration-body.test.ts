import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../src/domain/client/client-metadata.ts';
import { joinIssues } from '../../src/domain/error/issue-order.ts';
import { candidateOf } from '../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../src/domain/rule/check-registration.ts';
import { decodeChange, decodeRegistration } from '../../src/rest/registration-body.ts';
import { restErrors } from '../../src/rest/wire/field-name.ts';
import { toRestValues } from '../../src/rest/wire/value-name.ts';

const sound = { name: 'App', redirect_uris: ['https://app.example.com/callback'] };

function decode(body: unknown) {
  const { input, unreadable } = decodeRegistration(JSON.stringify(body));
  return { input, unreadable: unreadable.map(({ code, path }) => [code, ...path]) };
}

describe('a valid body', () => {
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

  test('leaves omitted members out, and keeps null, which GraphQL treats as absent', () => {
    expect(decode({ ...sound, scopes: null, jwks: null }).input).toEqual({
      name: 'App',
      redirectUris: ['https://app.example.com/callback'],
      scopes: null,
      jwks: null,
    });
  });

  test('may have members without a meaning, which are listed and dropped (RFC 7591 §2)', () => {
    const unknown = { id: 'x', tenant_id: 'x', redirectUris: ['x'], status: 'suspended', 'x-y': null };
    const { ignored, ...decoded } = decodeRegistration(JSON.stringify({ ...sound, ...unknown }));
    expect(ignored).toEqual(['id', 'tenant_id', 'redirectUris', 'status', 'x-y']);
    expect(decoded.input).toEqual(decode(sound).input);
    expect(decoded.unreadable).toEqual([]);
  });

  test('lists at most 100 ignored members, of 255 characters each', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${index}-${'m'.repeat(300)}`, 1]),
    );
    const { ignored } = decodeRegistration(JSON.stringify({ ...sound, ...many }));
    expect(ignored).toHaveLength(100);
    expect(Math.max(...ignored.map(({ length }) => length))).toBe(255);
  });

  test('cannot change the prototype by a member called __proto__', () => {
    const text = '{"name":"App","redirect_uris":[],"__proto__":{"scopes":["admin"],"jwks_uri":"x"}}';
    const { input, unreadable } = decodeRegistration(text);
    expect(unreadable).toEqual([]);
    expect(Object.keys(input)).toEqual(['name', 'redirectUris']);
    expect(input.scopes).toBeUndefined();
  });

  test('is not checked against the rules here: values that only a rule refuses are passed on', () => {
    expect(decode({ name: '', redirect_uris: [], grant_types: [], scopes: [''] })).toEqual({
      input: { name: '', redirectUris: [], grantTypes: [], scopes: [''] },
      unreadable: [],
    });
  });
});

describe('an invalid body', () => {
  test.each([undefined, '', '{', '{"name":"App",}', "{'name':'App'}", '{"name":"App"} {}', 'name=App'])(
    'that is not JSON is refused as a whole (RFC 8259): %j',
    (text) => {
      expect(decodeRegistration(text).unreadable).toMatchObject([{ code: 'INPUT_NOT_JSON', path: [] }]);
    },
  );

  test.each(['null', '5', 'true', '"{}"', '[]', '[{"name":"App","redirect_uris":["https://a.example/"]}]'])(
    'that is not an object is refused as a whole (RFC 7591 §3.1): %s',
    (text) => {
      expect(decodeRegistration(text).unreadable).toMatchObject([{ code: 'INPUT_NOT_OBJECT', path: [] }]);
    },
  );

  test('that is deeply nested does not exhaust the stack', () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expect(decodeRegistration(`{"name":"App","redirect_uris":${deep}}`).unreadable).toMatchObject([
      { code: 'WRONG_TYPE', path: ['redirectUris', 0] },
    ]);
  });

  test('without a name, or with null for it, gets the issue of a missing name', () => {
    const required = [['REQUIRED', 'name']];
    expect(decode({}).unreadable).toEqual(required);
    expect(decode({ name: null, redirect_uris: null }).unreadable).toEqual(required);
  });
});

describe('the names of RFC 7591', () => {
  const aliased = {
    client_name: ['name', 'App', 'App'],
    token_endpoint_auth_method: ['clientAuthMethods', 'none', ['NONE']],
    scope: ['scopes', 'openid  profile', ['openid', 'profile']],
    client_uri: ['website', 'https://app.example.com/', 'https://app.example.com/'],
    logo_uri: ['logoUrl', 'https://app.example.com/logo', 'https://app.example.com/logo'],
    policy_uri: ['privacyPolicy', 'https://app.example.com/policy', 'https://app.example.com/policy'],
    tos_uri: ['termsUrl', 'https://app.example.com/tos', 'https://app.example.com/tos'],
  } as const;
  const rows = Object.entries(aliased).map(([member, [field, value, read]]) => ({
    member,
    field,
    value,
    read,
  }));
  const uris = { redirect_uris: sound.redirect_uris };

  test.each(rows)('$member means $field', ({ member, field, value, read }) => {
    const body = { ...uris, ...(field === 'name' ? {} : { name: 'App' }), [member]: value };
    const { input, unreadable, written, ignored } = decodeRegistration(JSON.stringify(body));
    expect([input[field], unreadable, ignored]).toEqual([read, [], []]);
    expect(written.get(field)?.member).toBe(member);
    const { input: change } = decodeChange(JSON.stringify({ [member]: value }));
    expect(change).toEqual({ [field]: read });
  });

  test.each(rows)('$member with another type is refused under its own name', ({ member, field }) => {
    for (const value of [5, ['openid'], {}, true]) {
      const { unreadable, written } = decodeRegistration(JSON.stringify({ ...sound, [member]: value }));
      expect(restErrors(unreadable, written)).toMatchObject([
        { field: member, code: 'WRONG_TYPE', message: expect.stringContaining('Expected a string.') },
      ]);
      expect(unreadable[0]?.path).toEqual([field]);
    }
  });

  test('have no effect with null in a registration, and clear the field in a change', () => {
    const nothing = Object.fromEntries(rows.map(({ member }) => [member, null]));
    expect(decode({ ...sound, ...nothing })).toEqual(decode(sound));
    const { input } = decodeChange(JSON.stringify(nothing));
    expect(input).toEqual(Object.fromEntries(rows.map(({ field }) => [field, null])));
  });

  test('request no scope with an empty scope', () => {
    expect(decode({ ...sound, scope: '' }).input.scopes).toBeNull();
  });

  test.each([
    [{ name: 'App', client_name: 'App' }],
    [{ scopes: ['b', 'a', 'a'], scope: 'a b' }],
    [{ client_auth_methods: ['none'], token_endpoint_auth_method: 'none' }],
    [{ client_auth_methods: '["none"]', token_endpoint_auth_method: 'none' }],
    [{ website: null, client_uri: 'https://app.example.com/' }],
  ])('may be beside the other name with the same value: %j', (body) => {
    expect(decode({ ...sound, ...body }).unreadable).toEqual([]);
  });

  test.each([
    [{ client_name: 'Other' }, 'client_name'],
    [{ scopes: ['a'], scope: 'a b' }, 'scope'],
    [
      { client_auth_methods: ['none', 'private_key_jwt'], token_endpoint_auth_method: 'none' },
      'token_endpoint_auth_method',
    ],
    [{ website: 'https://a.example/', client_uri: 'https://b.example/' }, 'client_uri'],
    [{ terms_url: 'https://a.example/', tos_uri: 'https://a.example' }, 'tos_uri'],
  ])('are refused beside the other name with another value: %j', (body, member) => {
    const { unreadable, written } = decodeRegistration(JSON.stringify({ ...sound, ...body }));
    expect(restErrors(unreadable, written)).toMatchObject([{ field: member, code: 'ALIAS_CONFLICT' }]);
  });

  test('are refused in a change that clears one name and sets the other', () => {
    const { unreadable } = decodeChange('{"website":null,"client_uri":"https://a.example/"}');
    expect(unreadable).toMatchObject([{ path: ['website'], code: 'ALIAS_CONFLICT' }]);
  });

  test('are used in the paths of issues as written, without the index of a list that was not written', () => {
    const body = { ...uris, client_name: 'App', token_endpoint_auth_method: 'sorcery', scope: 'openid "x"' };
    const { input, unreadable, written } = decodeRegistration(JSON.stringify(body));
    const found = checkRegistration(candidateOf({ ...input, clientAuthMethods: null } as RegistrationInput));
    expect(restErrors(joinIssues(unreadable, found), written)).toMatchObject([
      { field: 'token_endpoint_auth_method', code: 'UNKNOWN_VALUE' },
      { field: 'scope', code: 'SCOPE_CHARACTER' },
    ]);
  });

  test('with any value are read like the other name with the same value', () => {
    const plain = {
      client_name: 'name',
      client_uri: 'website',
      logo_uri: 'logo_url',
      policy_uri: 'privacy_policy',
      tos_uri: 'terms_url',
    };
    const scopes = fc.array(fc.string({ unit: fc.constantFrom('a', ':', '"', '/'), minLength: 1 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(plain)),
        fc.string(),
        scopes,
        ([alias, name], value, list) => {
          const same = [
            { [alias]: value, scope: list.join(' ') },
            { [name]: value, scopes: list },
          ];
          const [byAlias, byName] = same.map((body) => decode({ ...uris, ...body }));
          expect(byAlias).toEqual(byName);
          expect(decode({ ...uris, ...same[0], ...same[1] })).toEqual(byName);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('jwks may be an object as in RFC 7591, and its members are checked', () => {
    const jwks = { keys: [{ kty: 'EC', kid: 'é' }], x: 1 };
    expect(decode({ ...sound, jwks }).input.jwks).toBe(JSON.stringify(jwks));
    const twice =
      '{"name":"App","redirect_uris":[],"jwks":{"keys":[{"kty":"EC","d":"key-material","d":""}]}}';
    expect(decodeRegistration(twice).input.jwks).toBe('{"keys":[{"kty":"EC","d":""}]}');
  });

  test('a deeply nested jwks does not exhaust the stack', () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const { input, unreadable } = decodeRegistration(
      `{"name":"App","redirect_uris":[],"jwks":{"keys":${deep}}}`,
    );
    expect(unreadable).toMatchObject([{ code: 'JWKS_TOO_DEEP', path: ['jwks'] }]);
    expect(input).not.toHaveProperty('jwks');
  });
});

describe('an unsupported member of a standard', () => {
  test.each([
    ...[
      'dpop_bound_access_tokens',
      'response_types',
      'application_type',
      'frontchannel_logout_uri',
      'subject_type',
    ],
    ...['tls_client_certificate_bound_access_tokens', 'require_pushed_authorization_requests', 'owner'],
    ...['backchannel_token_delivery_mode', 'authorization_signed_response_alg', 'require_pkce', 'audience'],
    ...['client_secret', 'client_name#ja-Jpan-JP', 'tos_uri#', 'website#de', 'description#de'],
  ])('is refused and not dropped: %s', (member) => {
    for (const { unreadable, ignored } of [
      decodeRegistration(JSON.stringify({ ...sound, [member]: 'x' })),
      decodeChange(JSON.stringify({ [member]: 'x' })),
    ]) {
      expect(unreadable).toMatchObject([{ path: [member], code: 'UNSUPPORTED_METADATA' }]);
      expect(ignored).toEqual([]);
    }
  });

  test('is reported at most 100 times', () => {
    const members = Array.from({ length: 4600 }, (_, index) => [`name#${index}`, 1]);
    const { unreadable, ignored } = decodeRegistration(
      JSON.stringify({ ...sound, ...Object.fromEntries(members) }),
    );
    expect(unreadable).toHaveLength(100);
    expect(ignored).toEqual([]);
  });

  test('is ignored if it is null', () => {
    const { unreadable, ignored } = decodeRegistration(
      JSON.stringify({ ...sound, dpop_bound_access_tokens: null }),
    );
    expect([unreadable, ignored]).toEqual([[], ['dpop_bound_access_tokens']]);
  });

  test('is not recognised in another letter case or with another prefix', () => {
    const others = { Client_ID: 'x', 'x-client_secret': 'x', 'nickname#de': 'x', '#de': 'x' };
    const { unreadable, ignored } = decodeRegistration(JSON.stringify({ ...sound, ...others }));
    expect([unreadable, ignored]).toEqual([[], Object.keys(others)]);
  });

  test('is client_id in a change, unless it equals the one of the path', () => {
    const change = (id: string) => decodeChange(JSON.stringify({ client_id: id }), 'app-1');
    expect(change('app-1')).toMatchObject({ input: {}, unreadable: [], ignored: [] });
    expect(change('app-2').unreadable).toMatchObject([{ path: ['client_id'], code: 'UNSUPPORTED_METADATA' }]);
  });
});

describe('values of another type', () => {
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
    ['jwks', 'jwks', [{ kty: 'EC' }]],
    ['jwks_uri', 'jwksUri', 5],
    ['logo_url', 'logoUrl', ['https://app.example.com/logo']],
    ['privacy_policy', 'privacyPolicy', {}],
    ['terms_url', 'termsUrl', false],
    ['website', 'website', 5],
  ])('are refused: %s is %s, %j', (restName, field, value) => {
    expect(decode({ ...sound, [restName]: value }).unreadable).toEqual([['WRONG_TYPE', field]]);
  });

  test.each([5, null, {}, ['https://b.example/']])('are refused in the items of a list: %j', (item) => {
    const redirect_uris = ['https://a.example/', item];
    expect(decode({ ...sound, redirect_uris }).unreadable).toEqual([['WRONG_TYPE', 'redirectUris', 1]]);
    expect(decode({ ...sound, scopes: [item] }).unreadable).toEqual([['WRONG_TYPE', 'scopes', 0]]);
  });
});

describe('unknown values', () => {
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
  ])('of %s are refused, with letter case significant: %s, "%s"', (restName, field, word) => {
    expect(decode({ ...sound, [restName]: [word] }).unreadable).toEqual([['UNKNOWN_VALUE', field, 0]]);
  });

  test.each([
    ['implicit', 'GRANT_TYPE_IMPLICIT'],
    ['password', 'GRANT_TYPE_PASSWORD'],
  ])('of grant_types that are refused on purpose have a separate issue: %s', (word, code) => {
    expect(decode({ ...sound, grant_types: [word] }).unreadable).toEqual([[code, 'grantTypes', 0]]);
  });

  test.each(['', 'FAPI1', 'fapi1 ', 'fapi3', '__proto__'])(
    'of fapi_profile are refused: "%s"',
    (fapi_profile) => {
      expect(decode({ ...sound, fapi_profile }).unreadable).toEqual([['UNKNOWN_VALUE', 'fapiProfile']]);
    },
  );
});

describe('unreadable values beside readable ones', () => {
  test('are all reported', () => {
    const body = {
      name: 5,
      redirect_uris: 'x',
      grant_types: ['sorcery', 'refresh_token'],
      jwks: 5,
      website: 5,
    };
    expect(decode(body).unreadable.toSorted()).toEqual([
      ['UNKNOWN_VALUE', 'grantTypes', 0],
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
  ])('are replaced by an acceptable value if required, and left out if optional: %s', (text) => {
    const { input, unreadable } = decodeRegistration(text);
    expect(unreadable).not.toEqual([]);
    expect(Object.keys(input)).toEqual(['name', 'redirectUris']);
    expect(checkRegistration(candidateOf(input as RegistrationInput))).toEqual([]);
  });

  test('in a list do not change the index of the readable items', () => {
    const redirect_uris = [5, 'https://a.example/', null, 'http://b.example/'];
    const { input } = decode({ ...sound, redirect_uris, grant_types: ['sorcery', 'client_credentials'] });
    const redirectUris = input.redirectUris as string[];
    expect(redirectUris).toHaveLength(4);
    expect([redirectUris[1], redirectUris[3]]).toEqual(['https://a.example/', 'http://b.example/']);
    expect(redirectUris.filter((uri) => typeof uri !== 'string')).toEqual([]);
    expect((input.grantTypes as string[])[1]).toBe('CLIENT_CREDENTIALS');
  });

  test('that are misspelled cause no issue about other values', () => {
    const grant_types = ['authorisation_code', 'refresh_token'];
    const { input, unreadable } = decodeRegistration(JSON.stringify({ ...sound, grant_types }));
    const grantTypes = toRestValues('grantTypes', input.grantTypes);
    const found = checkRegistration(candidateOf({ ...input, grantTypes } as RegistrationInput));
    expect(joinIssues(unreadable, found).map(({ code, path }) => [code, ...path])).toEqual([
      ['UNKNOWN_VALUE', 'grantTypes', 0],
    ]);
  });

  test('far down a list that is too long do not reach GraphQL', () => {
    const scopes: unknown[] = Array.from({ length: 300 }, (_, index) => `scope-${index}`);
    scopes[250] = 5;
    const { input } = decode({ ...sound, scopes });
    expect((input.scopes as unknown[]).length).toBeGreaterThan(100);
    expect((input.scopes as unknown[]).filter((scope) => typeof scope !== 'string')).toEqual([]);
  });

  test('in a full list cause a bounded number of issues', () => {
    const { unreadable } = decode({ ...sound, scopes: Array(5000).fill(5) });
    expect(unreadable.length).toBeGreaterThan(0);
    expect(unreadable.length).toBeLessThan(200);
  });

  test('are not repeated in issues', () => {
    const { unreadable } = decodeRegistration(JSON.stringify({ ...sound, jwks: ['key-material'] }));
    expect(unreadable).toHaveLength(1);
    expect(JSON.stringify(unreadable)).not.toContain('key-material');
  });
});

test.each([2_147_483_648, -2_147_483_649, 1e300, 1.5])(
  'a number that GraphQL cannot hold is an issue of its member: %d',
  (number) => {
    const body = JSON.stringify({ ...sound, default_max_age: number, refresh_token_lifetime: number });
    for (const { input, unreadable } of [decodeRegistration(body), decodeChange(body)]) {
      expect(unreadable).toMatchObject([
        { path: ['defaultMaxAge'], code: 'WRONG_TYPE' },
        { path: ['refreshTokenLifetime'], code: 'WRONG_TYPE' },
      ]);
      expect(unreadable[0]?.message).toContain('at most 32 bits');
      expect(input).not.toHaveProperty('defaultMaxAge');
    }
  },
);
