import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClientChange, mergeChange } from '../../../src/domain/client/client-change.ts';
import {
  type Client,
  type ClientMetadata,
  inputOf,
  withDefaults,
} from '../../../src/domain/client/client-metadata.ts';
import { members, registrationFields } from '../../../src/domain/client/metadata-table.ts';
import {
  clientAuthMethods,
  fapiProfiles,
  grantTypes,
  tlsClientAuthMembers,
  valuesOf,
} from '../../../src/domain/client/vocabulary.ts';
import { issue } from '../../../src/domain/error/issue.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { adviseRegistration, checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { fullMetadata } from '../../harness/full-metadata.ts';

const now = new Date('2026-01-31T12:34:56.789Z');

/** Stored metadata with every field set, valid or not, because a merge does not check. */
const metadata: ClientMetadata = {
  ...fullMetadata,
  name: 'Stored',
  redirectUris: ['a', 'b'],
  clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
  fapiProfile: 'fapi1',
  grantTypes: ['refresh_token', 'authorization_code'],
  isConfidential: true,
  jwks: '{"keys":[]}',
  jwksUri: 'https://a.example/jwks',
  logoUrl: 'https://a.example/logo',
  privacyPolicy: 'https://a.example/privacy',
  scopes: ['openid', 'email'],
  termsUrl: 'https://a.example/terms',
  tlsClientAuth: { member: 'sanDns', value: 'a.example' },
  website: 'https://a.example/',
};

function clientOf(changes: Partial<Client> = {}): Client {
  return {
    ...metadata,
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
    tenantId: 'acme',
    corsOrigins: [],
    status: 'active',
    version: 1,
    createdAt: now,
    updatedAt: now,
    lastUsedAt: null,
    deletedAt: null,
    ...changes,
  };
}

const issuesOf = (change: ClientChange, client = clientOf()) =>
  mergeChange(client, change).issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
const urisOf = (stored: readonly string[], change: ClientChange) =>
  mergeChange(clientOf({ redirectUris: stored }), change).input.redirectUris ?? [];
const locationOf = (stored: readonly string[], change: ClientChange, index: number, ...rest: string[]) =>
  mergeChange(clientOf({ redirectUris: stored }), change).placed(
    issue('URI_FRAGMENT', 'redirectUris', index, ...rest),
  ).path;

describe('a stored client as registration input', () => {
  test.each(valuesOf(tlsClientAuthMembers))('has the stored subject only: %s', (member) => {
    const input = inputOf({ ...metadata, tlsClientAuth: { member, value: 'x' } });
    expect(input.tlsClientAuth).toEqual({ [member]: 'x' });
  });

  test('has no subject if none is stored', () => {
    expect(inputOf({ ...metadata, tlsClientAuth: null }).tlsClientAuth).toBeNull();
  });

  test('has exactly the fields of a registration', () => {
    expect(Object.keys(inputOf(clientOf())).sort()).toEqual(Object.keys(metadata).sort());
  });

  test('gives the stored metadata again, without new defaults, for any stored client', () => {
    const text = fc.option(fc.string());
    const some = <T>(words: readonly T[]) => fc.subarray([...words], { minLength: 1 });
    const texts = registrationFields
      .filter((field) => ['text', 'uri', 'jwks'].includes(members[field].type.kind))
      .map((field) => [
        field,
        members[field].type.isList ? fc.uniqueArray(fc.string(), { maxLength: 4 }) : text,
      ]);
    const stored = fc.record({
      ...Object.fromEntries(texts),
      name: fc.string().map((name) => name.trim()),
      redirectUris: fc.uniqueArray(fc.string(), { maxLength: 4 }),
      clientAuthMethods: some(valuesOf(clientAuthMethods)),
      fapiProfile: fc.option(fc.constantFrom(...valuesOf(fapiProfiles))),
      grantTypes: some(valuesOf(grantTypes)),
      isConfidential: fc.boolean(),
      requireAuthTime: fc.boolean(),
      defaultMaxAge: fc.option(fc.nat()),
      description: fc.option(fc.string().map((text) => text.trim())),
      accessTokenLifetime: fc.option(fc.nat()),
      refreshTokenLifetime: fc.option(fc.nat()),
      idTokenLifetime: fc.option(fc.nat()),
      scopes: fc.uniqueArray(fc.string(), { maxLength: 4 }),
      tlsClientAuth: fc.option(
        fc.record({ member: fc.constantFrom(...valuesOf(tlsClientAuthMembers)), value: fc.string() }),
      ),
    }) as fc.Arbitrary<ClientMetadata>;
    fc.assert(
      fc.property(stored, (one) => {
        expect(withDefaults(inputOf(one))).toEqual(one);
        expect(withDefaults(mergeChange(clientOf(one), {}).input)).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a field of a change', () => {
  const replaced = {
    name: 'New',
    redirectUris: ['c'],
    clientAuthMethods: ['none'],
    fapiProfile: 'fapi2_security',
    grantTypes: ['client_credentials'],
    isConfidential: false,
    jwks: 'j',
    jwksUri: 'u',
    logoUrl: 'l',
    privacyPolicy: 'p',
    scopes: [],
    termsUrl: 't',
    tlsClientAuth: { subjectDn: 'CN=x' },
    website: 'w',
    contacts: ['c'],
    softwareId: 's',
    softwareVersion: 'v',
    initiateLoginUri: 'i',
    postLogoutRedirectUris: ['o'],
    requestUris: ['r'],
    defaultAcrValues: ['a'],
    requireAuthTime: true,
    defaultMaxAge: 5,
    description: 'd',
    accessTokenLifetime: 1,
    refreshTokenLifetime: 2,
    idTokenLifetime: 3,
  } as const satisfies ClientChange;
  const fields = Object.keys(replaced) as (keyof typeof replaced)[];

  test.each(fields)('%s replaces the stored value', (field) => {
    const { input, issues } = mergeChange(clientOf(), { [field]: replaced[field] });
    expect(input).toEqual({ ...inputOf(clientOf()), [field]: replaced[field] });
    expect(issues).toEqual([]);
  });

  test.each(fields)('%s keeps the stored value if it is undefined', (field) => {
    const { input, issues } = mergeChange(clientOf(), { [field]: undefined });
    expect(input).toEqual(inputOf(clientOf()));
    expect(issues).toEqual([]);
  });

  test.each(fields.filter((field) => field !== 'name' && field !== 'redirectUris'))(
    '%s is cleared by null',
    (field) => {
      const { input, issues } = mergeChange(clientOf(), { [field]: null });
      expect(input).toEqual({ ...inputOf(clientOf()), [field]: null });
      expect(issues).toEqual([]);
    },
  );

  test('redirectUris can be cleared by null, which leaves none', () => {
    expect(urisOf(['a', 'b'], { redirectUris: null })).toEqual([]);
    expect(issuesOf({ redirectUris: null })).toEqual([]);
  });

  test.each(['name', 'status'] as const)('%s cannot be cleared', (field) => {
    const { input, issues } = mergeChange(clientOf(), { [field]: null });
    expect(issues).toMatchObject([{ path: [field], code: 'NOT_CLEARED' }]);
    expect(input).toEqual(inputOf(clientOf()));
  });

  test('that a registration does not have is dropped', () => {
    const change: ClientChange = { status: 'suspended', addRedirectUris: ['c'], removeRedirectUris: ['a'] };
    expect(Object.keys(mergeChange(clientOf(), change).input).sort()).toEqual(Object.keys(metadata).sort());
  });

  test('does not modify the stored client or the change object', () => {
    const [client, change] = [
      clientOf(),
      { addRedirectUris: ['c'], removeRedirectUris: ['a'], scopes: ['x'] },
    ];
    const before = structuredClone([client, change]);
    mergeChange(client, change);
    expect([client, change]).toEqual(before);
  });

  test('that is refused is reported together with all others', () => {
    expect(issuesOf({ name: null, status: null, removeRedirectUris: ['x', 'a', 'y'] })).toEqual([
      'name: NOT_CLEARED',
      'status: NOT_CLEARED',
      'removeRedirectUris.0: REDIRECT_URI_NOT_REGISTERED',
      'removeRedirectUris.2: REDIRECT_URI_NOT_REGISTERED',
    ]);
  });
});

describe('an issue about two fields of which one was sent', () => {
  const placedOf = (change: ClientChange, found: ReturnType<typeof issue>, stored: Partial<Client> = {}) => {
    const { path, code, message } = mergeChange(clientOf(stored), change).placed(found);
    return { path, code, said: message.replace(found.message, '').trim() };
  };
  const clearing = (field: string) =>
    `\`${field}\` is the stored value. Send \`${field}\` in the same change to replace it, or null to clear it.`;
  const resetting = (field: string, place = field) =>
    `\`${place}\` is the stored value. Send \`${field}\` in the same change to replace it, or null for its default.`;
  const missing = (field: string) => `\`${field}\` has no stored value. Send it in the same change.`;

  test.each<[string, ClientChange, ReturnType<typeof issue>, string, string, Partial<Client>?]>([
    [
      'jwks beside a stored jwksUri',
      { jwks: 'x' },
      issue('JWKS_AND_JWKS_URI', 'jwksUri'),
      'jwks',
      clearing('jwksUri'),
    ],
    [
      'jwksUri beside a stored jwks',
      { jwksUri: 'x' },
      issue('JWKS_AND_JWKS_URI', 'jwksUri'),
      'jwksUri',
      clearing('jwks'),
    ],
    [
      'a public client beside stored methods',
      { isConfidential: false },
      issue('AUTH_METHOD_NEEDS_CONFIDENTIAL', 'clientAuthMethods', 1),
      'isConfidential',
      resetting('clientAuthMethods', 'clientAuthMethods[1]'),
    ],
    [
      'the method none beside a stored kind',
      { clientAuthMethods: ['none'] },
      issue('AUTH_METHOD_NONE_CONFIDENTIAL', 'clientAuthMethods', 0),
      'clientAuthMethods,0',
      resetting('isConfidential'),
    ],
    [
      'a method that needs a key',
      { clientAuthMethods: ['private_key_jwt'] },
      issue('AUTH_METHOD_KEY_MISSING', 'jwks'),
      'clientAuthMethods',
      missing('jwks'),
      { jwks: null, jwksUri: null },
    ],
    [
      'a method that needs a certificate subject',
      { clientAuthMethods: ['tls_client_auth'] },
      issue('TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth'),
      'clientAuthMethods',
      missing('tlsClientAuth'),
      { tlsClientAuth: null },
    ],
    [
      'a grant that needs a redirect URI',
      { grantTypes: ['authorization_code'] },
      issue('REDIRECT_URI_REQUIRED', 'redirectUris'),
      'grantTypes',
      missing('redirectUris'),
      { redirectUris: [] },
    ],
    [
      'redirect URIs that a stored grant needs',
      { redirectUris: null },
      issue('REDIRECT_URI_REQUIRED', 'redirectUris'),
      'redirectUris',
      resetting('grantTypes'),
    ],
    [
      'a public client beside a stored grant',
      { isConfidential: false },
      issue('GRANT_TYPE_NEEDS_CONFIDENTIAL', 'grantTypes', 0),
      'isConfidential',
      resetting('grantTypes', 'grantTypes[0]'),
    ],
    [
      'a private-use scheme beside a stored kind',
      { addRedirectUris: ['c'] },
      issue('REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL', 'redirectUris', 2),
      'addRedirectUris,0',
      resetting('isConfidential'),
    ],
    [
      'a profile beside a stored redirect URI',
      { fapiProfile: 'fapi2_security' },
      issue('PROFILE_REDIRECT_URI', 'redirectUris', 1),
      'fapiProfile',
      '`redirectUris[1]` is the stored value. Send `redirectUris` in the same change to replace it, or null to clear it.',
    ],
    [
      'a profile beside a stored key',
      { fapiProfile: 'fapi2_security' },
      issue('PROFILE_ALGORITHM', 'jwks', 'keys', 0, 'alg'),
      'fapiProfile',
      '`jwks.keys[0].alg` is the stored value. Send `jwks` in the same change to replace it, or null to clear it.',
    ],
    [
      'a key beside a stored profile',
      { jwks: 'x' },
      issue('PROFILE_ALGORITHM', 'jwks', 'keys', 0, 'alg'),
      'jwks,keys,0,alg',
      clearing('fapiProfile'),
    ],
    [
      'a change of something else',
      { name: 'x' },
      issue('REDIRECT_URI_HTTP', 'redirectUris', 0),
      'redirectUris,0',
      '`redirectUris[0]` is the stored value. Send `redirectUris` in the same change to replace it, or null to clear it.',
    ],
  ])('names the stored field, at the field that was sent: %s', (_, change, found, path, said, stored) => {
    expect(placedOf(change, found, stored)).toEqual({ path: expect.anything(), code: found.code, said });
    expect(placedOf(change, found, stored).path.join()).toBe(path);
  });

  test('does not mention stored values if both fields are sent', () => {
    const change: ClientChange = { jwks: 'x', jwksUri: 'y' };
    expect(placedOf(change, issue('JWKS_AND_JWKS_URI', 'jwksUri'))).toMatchObject({
      path: ['jwksUri'],
      said: '',
    });
    const kind: ClientChange = { isConfidential: true, clientAuthMethods: ['none'] };
    expect(placedOf(kind, issue('AUTH_METHOD_NONE_CONFIDENTIAL', 'clientAuthMethods', 0)).said).toBe('');
  });

  test('is at a field that was sent, or keeps its path, for any change', () => {
    const part = fc.constantFrom(
      ...(Object.entries({
        name: 'x',
        isConfidential: false,
        clientAuthMethods: ['none'],
        grantTypes: ['client_credentials'],
        jwks: '{"keys":[]}',
        jwksUri: 'http://a.example/',
        fapiProfile: 'fapi2_message_signing',
        redirectUris: ['http://a.example/#'],
        addRedirectUris: ['com.example.app:/x'],
        removeRedirectUris: ['a', 'b'],
        tlsClientAuth: null,
        scopes: ['"'],
      }) as [string, unknown][]),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, hasKeys) => {
        const change = Object.fromEntries(parts) as ClientChange;
        const client = clientOf(hasKeys ? {} : { jwks: null, jwksUri: null, tlsClientAuth: null });
        const { input, placed } = mergeChange(client, change);
        for (const found of [
          ...checkRegistration(candidateOf(input)),
          ...adviseRegistration(candidateOf(input)),
        ]) {
          const { path, message } = placed(found);
          expect(message.startsWith(found.message)).toBe(true);
          if (!Object.hasOwn(change, String(path[0]))) expect(path).toEqual(found.path);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps an issue of the request itself unchanged', () => {
    const found = { ...issue('REQUIRED'), path: [] };
    expect(mergeChange(clientOf(), { name: 'x' }).placed(found)).toEqual(found);
  });
});

describe('redirect URIs', () => {
  test.each<[readonly string[], ClientChange, readonly string[]]>([
    [['a', 'b'], {}, ['a', 'b']],
    [['a', 'b'], { redirectUris: ['c'] }, ['c']],
    [['a', 'b'], { redirectUris: [] }, []],
    [['a', 'b'], { addRedirectUris: ['c', 'd'] }, ['a', 'b', 'c', 'd']],
    [['a', 'b'], { addRedirectUris: ['b', 'c', 'a'] }, ['a', 'b', 'c']],
    [['a', 'b'], { addRedirectUris: ['c', 'c'] }, ['a', 'b', 'c']],
    [['a', 'b'], { removeRedirectUris: ['a'] }, ['b']],
    [['a', 'b'], { removeRedirectUris: ['b', 'a'] }, []],
    [['a', 'b'], { removeRedirectUris: ['a'], addRedirectUris: ['a'] }, ['b', 'a']],
    [['a', 'b'], { removeRedirectUris: ['A', ' a', 'a/'] }, ['a', 'b']],
    [['a', 'b'], { addRedirectUris: null, removeRedirectUris: null }, ['a', 'b']],
    [['a', 'b'], { redirectUris: null, addRedirectUris: null, removeRedirectUris: null }, []],
  ])('%j changed by %j gives %j', (stored, change, merged) => {
    expect(urisOf(stored, change)).toEqual(merged);
  });

  test.each<ClientChange>([
    { addRedirectUris: ['c'] },
    { removeRedirectUris: ['a'] },
    { addRedirectUris: [] },
    { removeRedirectUris: [] },
    { addRedirectUris: ['c'], removeRedirectUris: ['never'] },
  ])('cannot be replaced and changed at once: %j', (change) => {
    expect(issuesOf({ ...change, redirectUris: ['c'] })).toEqual(['redirectUris: REDIRECT_URIS_TWICE']);
    expect(issuesOf({ ...change, redirectUris: null })).toEqual(['redirectUris: REDIRECT_URIS_TWICE']);
  });

  test.each<[string, readonly string[], ClientChange, number, readonly (string | number)[]]>([
    ['a stored URI keeps its index', ['a', 'b'], { addRedirectUris: ['c'] }, 1, ['redirectUris', 1]],
    [
      'an added URI has its index in addRedirectUris',
      ['a', 'b'],
      { addRedirectUris: ['c', 'd'] },
      3,
      ['addRedirectUris', 1],
    ],
    [
      'an added URI after a registered one has its index in addRedirectUris',
      ['a', 'b'],
      { addRedirectUris: ['b', 'c'] },
      2,
      ['addRedirectUris', 1],
    ],
    [
      'an added URI after removed ones has its index in addRedirectUris',
      ['a', 'b'],
      { removeRedirectUris: ['a', 'b'], addRedirectUris: ['c'] },
      0,
      ['addRedirectUris', 0],
    ],
    [
      'a URI of a replacing list keeps its index',
      ['a', 'b'],
      { redirectUris: ['c', 'd'] },
      1,
      ['redirectUris', 1],
    ],
    [
      'a URI of a list that was sent both ways keeps its index',
      ['a'],
      { redirectUris: ['c'], addRedirectUris: ['c'] },
      0,
      ['redirectUris', 0],
    ],
  ])('have each issue at the list that contains them: %s', (_, stored, change, index, path) => {
    expect(locationOf(stored, change, index)).toEqual(path);
  });

  test("moves an issue's path and keeps its other fields", () => {
    expect(locationOf(['a'], { addRedirectUris: ['c'] }, 1, 'deeper')).toEqual([
      'addRedirectUris',
      0,
      'deeper',
    ]);
    const found = { ...issue('URI_FRAGMENT', 'redirectUris', 1), reference: 'a clause' };
    const placed = mergeChange(clientOf({ redirectUris: ['a'] }), { addRedirectUris: ['c'] }).placed(found);
    expect(placed).toEqual({ ...found, path: ['addRedirectUris', 0] });
  });

  test.each<[ClientChange, string]>([
    [{ removeRedirectUris: ['a', 'b'] }, 'removeRedirectUris'],
    [{ addRedirectUris: ['c'], removeRedirectUris: ['a', 'b'] }, 'addRedirectUris'],
    [{ redirectUris: [] }, 'redirectUris'],
  ])('have the issues of the whole list at the field that was sent: %j', (change, field) => {
    const { placed } = mergeChange(clientOf(), change);
    expect(placed(issue('REDIRECT_URI_REQUIRED', 'redirectUris')).path).toEqual([field]);
  });

  test('are in the list once, kept ones first, and every issue is at its URI, for any change', () => {
    const uris = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'), { maxLength: 6 });
    const maybe = fc.option(uris, { nil: undefined });
    fc.assert(
      fc.property(
        uris.map((all) => [...new Set(all)]),
        maybe,
        maybe,
        (stored, addRedirectUris, removeRedirectUris) => {
          const change: ClientChange = { addRedirectUris, removeRedirectUris };
          const merged = urisOf(stored, change);
          expect(new Set(merged).size).toBe(merged.length);
          const kept = stored.filter((uri) => !removeRedirectUris?.includes(uri));
          expect(merged.slice(0, kept.length)).toEqual(kept);
          expect(new Set(merged)).toEqual(new Set([...kept, ...(addRedirectUris ?? [])]));
          for (const [index, uri] of merged.entries()) {
            const [field, place] = locationOf(stored, change, index);
            const list = field === 'addRedirectUris' ? addRedirectUris : merged;
            expect(list?.[Number(place)]).toBe(uri);
            expect(field === 'addRedirectUris').toBe(!stored.includes(uri));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('that are not registered cause a bounded number of issues', () => {
    const removeRedirectUris = Array.from({ length: 20_000 }, (_, index) => `https://a.example/${index}`);
    // The number of issues for a list in a registration: one for its length, or one for each item up to the limit.
    expect(issuesOf({ removeRedirectUris }).length).toBeLessThanOrEqual(101);
  });
});
