import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RegistrationInput, withDefaults } from '../../src/domain/client/client-metadata.ts';
import { type RegistrationField, registrationFields } from '../../src/domain/client/metadata-table.ts';
import { profiles } from '../../src/domain/client/profile.ts';
import { checkShape } from '../../src/domain/client/registration-schema.ts';
import {
  clientAuthMethods,
  fapiProfiles,
  grantTypes,
  tlsClientAuthMembers,
  valuesOf,
} from '../../src/domain/client/vocabulary.ts';
import type { Issue } from '../../src/domain/error/issue.ts';
import { issueCatalogue } from '../../src/domain/error/issue-catalogue.ts';
import { candidateOf } from '../../src/domain/rule/candidate.ts';
import {
  adviseRegistration,
  checkPolicy,
  checkRegistration,
} from '../../src/domain/rule/check-registration.ts';
import { faultsOfAuthority } from '../../src/domain/uri/host.ts';
import { corsOrigins } from '../../src/domain/uri/web-origin.ts';
import { ecKey, jwksOf, rsaKey } from './key/key-maker.ts';

const runs = { numRuns: 200 };
const policy = {
  recoverableSecrets: false,
  allowedJwksHosts: new Set<string>(),
  allowedPrivateUseSchemes: new Set(['cursor']),
};
const sound: RegistrationInput = { name: 'App', redirectUris: ['https://app.example.com/callback'] };

/** Any text, including unpaired surrogates, control characters, and texts similar to what a rule looks for. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('\uD800', '\uDC00', '\0', '\n', '\u202E', 'a', '%', '"') }),
);
const nearUri = fc
  .array(
    fc.constantFrom(
      ...[
        'https',
        'http',
        'com.example.app',
        ':',
        '/',
        '//',
        '@',
        '[',
        ']',
        '::1',
        '.',
        '..',
        '%2e',
        '%',
        '#',
      ],
      ...['?', 'code=1', 'localhost', '127.0.0.1', '0x7f', 'xn--a', '*', ';', '\\', ' ', 'é', 'a', '8', '\t'],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));
const anyUri = fc.oneof(anyText, nearUri, fc.webUrl({ withFragments: true, withQueryParameters: true }));

const jwkMember = fc.constantFrom(
  ...['kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'k', 'kid', 'use', 'alg', 'x5c', 'key_ops', '__proto__', 'oth'],
);
const jwkValue = fc.oneof(
  fc.constantFrom(
    'RSA',
    'EC',
    'OKP',
    'oct',
    'P-256',
    'Ed25519',
    'P-224',
    'sig',
    'enc',
    'ES256',
    'none',
    'AQAB',
  ),
  anyText,
  fc.base64String(),
  fc.jsonValue({ maxDepth: 2 }),
);
const anyKey = fc.oneof(
  fc.dictionary(jwkMember, jwkValue),
  fc
    .tuple(fc.constantFrom(ecKey().publicJwk, rsaKey().privateJwk), fc.dictionary(jwkMember, jwkValue))
    .map(([key, over]) => ({ ...key, ...over })),
  fc.jsonValue({ maxDepth: 2 }),
);
const anyJwks = fc.oneof(
  anyText,
  fc.json(),
  fc.array(anyKey, { maxLength: 22 }).map((keys) => jwksOf(...keys)),
  fc
    .dictionary(fc.constantFrom('keys', 'd', 'k', '__proto__'), fc.jsonValue())
    .map((set) => JSON.stringify(set)),
);

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

const anyRegistration: fc.Arbitrary<RegistrationInput> = fc.record({
  name: anyText,
  redirectUris: fc.array(anyUri, { maxLength: 5 }),
  clientAuthMethods: optional(fc.array(fc.constantFrom(...valuesOf(clientAuthMethods)), { maxLength: 4 })),
  fapiProfile: optional(fc.constantFrom(...valuesOf(fapiProfiles))),
  grantTypes: optional(fc.array(fc.constantFrom(...valuesOf(grantTypes)), { maxLength: 4 })),
  isConfidential: optional(fc.boolean()),
  jwks: optional(anyJwks),
  jwksUri: optional(anyUri),
  logoUrl: optional(anyUri),
  privacyPolicy: optional(anyUri),
  scopes: optional(fc.array(anyText, { maxLength: 5 })),
  termsUrl: optional(anyUri),
  tlsClientAuth: optional(
    fc
      .tuple(fc.constantFrom(...valuesOf(tlsClientAuthMembers)), anyUri)
      .map(([member, value]) => ({ [member]: value })),
  ),
  website: optional(anyUri),
  contacts: optional(fc.array(anyText, { maxLength: 5 })),
  softwareId: optional(anyText),
  softwareVersion: optional(anyText),
  initiateLoginUri: optional(anyUri),
  postLogoutRedirectUris: optional(fc.array(anyUri, { maxLength: 5 })),
  requestUris: optional(fc.array(anyUri, { maxLength: 5 })),
  defaultAcrValues: optional(fc.array(anyText, { maxLength: 5 })),
  requireAuthTime: optional(fc.boolean()),
  defaultMaxAge: optional(fc.integer()),
  description: optional(anyText),
  accessTokenLifetime: optional(fc.integer()),
  refreshTokenLifetime: optional(fc.integer()),
  idTokenLifetime: optional(fc.integer()),
});

function everyIssueOf(input: RegistrationInput): Issue[] {
  return [
    ...checkRegistration(candidateOf(input)),
    ...checkPolicy(candidateOf(input), policy),
    ...adviseRegistration(candidateOf(input)),
  ];
}

const clauses = new Set<string>(
  Object.values(profiles).flatMap(({ title: _title, weakMethod: _weakMethod, runtimeDuties, ...lines }) =>
    [...Object.values(lines), ...runtimeDuties].map(({ reference }) => reference),
  ),
);

/** Whether the message and the reference come from the tables, which contain no input. */
function isFromTheTables({ code, message, reference }: Issue): boolean {
  const definition = issueCatalogue[code];
  const isOfProfile = /^(ADVISE_)?PROFILE_/.test(code);
  return (
    message === definition.message.en &&
    (isOfProfile ? clauses.has(reference) : reference === definition.reference)
  );
}

/** Whether the path names a field and then a part of the input; for a key, it may name a missing member. */
function pointsInto(input: RegistrationInput, { path }: Issue): boolean {
  const [field, ...steps] = path;
  if (!registrationFields.includes(field as RegistrationField)) return false;
  if (steps.length === 0) return true;
  if (field !== 'jwks') return Object.hasOwn(Object(input[field as RegistrationField]), steps[0] ?? '');
  const [keys, index, member] = steps;
  const set = JSON.parse(input.jwks ?? '');
  return (
    keys === 'keys' &&
    index !== undefined &&
    index in set.keys &&
    (member === undefined || steps.length === 3)
  );
}

describe('for any registration', () => {
  test('the rules never throw, and take their messages and references from the tables', () => {
    fc.assert(
      fc.property(anyRegistration, (input) => {
        expect(everyIssueOf(input).filter((one) => !isFromTheTables(one))).toEqual([]);
      }),
      runs,
    );
  });

  test('every issue has a path inside the input', () => {
    fc.assert(
      fc.property(anyRegistration, (input) => {
        expect(everyIssueOf(input).filter((one) => !pointsInto(input, one))).toEqual([]);
      }),
      runs,
    );
  });

  test('the same input gives the same issues and is not changed', () => {
    fc.assert(
      fc.property(anyRegistration, (input) => {
        const before = structuredClone(input);
        expect(everyIssueOf(input)).toEqual(everyIssueOf(before));
        expect(input).toEqual(before);
      }),
      runs,
    );
  });

  test('the normalized form gives the same issues', () => {
    fc.assert(
      fc.property(anyRegistration, ({ tlsClientAuth: _tlsClientAuth, ...input }) => {
        const { tlsClientAuth: _none, ...kept } = withDefaults(input);
        const codes = (given: RegistrationInput) =>
          checkRegistration(candidateOf(given)).map(({ code }) => code);
        const isAccepted = codes(input).length === 0;
        if (isAccepted) expect(codes(kept)).toEqual([]);
      }),
      runs,
    );
  });
});

describe('no issue repeats a text from any part of the input', () => {
  const marker = randomUUID();
  const marked = fc.tuple(anyText, anyText).map(([before, after]) => `${before}${marker}${after}`);

  test.each([
    ...['name', 'jwks', 'jwksUri', 'logoUrl', 'website', 'privacyPolicy', 'termsUrl'],
    ...['softwareId', 'softwareVersion', 'initiateLoginUri', 'description'],
  ])('%s', (field) => {
    fc.assert(
      fc.property(marked, (value) => {
        expect(JSON.stringify(everyIssueOf({ ...sound, [field]: value }))).not.toContain(marker);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    'redirectUris',
    'scopes',
    'contacts',
    'postLogoutRedirectUris',
    'requestUris',
    'defaultAcrValues',
  ])('%s', (field) => {
    fc.assert(
      fc.property(fc.array(marked, { maxLength: 3 }), (value) => {
        expect(JSON.stringify(everyIssueOf({ ...sound, [field]: value }))).not.toContain(marker);
      }),
      { numRuns: 50 },
    );
  });

  test('a member or a value of a key', () => {
    fc.assert(
      fc.property(anyKey, jwkMember, marked, (key, member, value) => {
        const jwks = jwksOf({ ...Object(key), [member]: value }, { [value]: value });
        const clientAuthMethods = ['private_key_jwt'] as const;
        const issues = everyIssueOf({ ...sound, jwks, clientAuthMethods, fapiProfile: 'fapi2_security' });
        expect(JSON.stringify(issues)).not.toContain(marker);
      }),
      runs,
    );
  });
});

test('for any field content, the shape check throws nothing, and issues name only known fields', () => {
  const anyRecord = fc.dictionary(
    fc.oneof(fc.constantFrom(...registrationFields), fc.constantFrom('__proto__', 'constructor'), anyText),
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true }),
  );
  fc.assert(
    fc.property(anyRecord, (values) => {
      for (const { path } of checkShape(values)) expect(registrationFields).toContain(path[0]);
    }),
    runs,
  );
});

test('hosts and origins are read from any authority or page without an exception', () => {
  fc.assert(
    fc.property(anyUri, (text) => {
      const codes = faultsOfAuthority(text);
      expect(codes).toEqual([...new Set(codes)]);
      for (const origin of corsOrigins([text], text)) expect(new URL(origin).origin).toBe(origin);
    }),
    runs,
  );
});

test('a private member anywhere in a key is refused, for any other content (OpenID Connect DCR §2)', () => {
  const secretMember = fc.constantFrom('d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k');
  fc.assert(
    fc.property(fc.dictionary(jwkMember, jwkValue), secretMember, jwkValue, (key, member, value) => {
      const codes = checkRegistration(
        candidateOf({ ...sound, jwks: jwksOf({ ...key, [member]: value }) }),
      ).map(({ code }) => code);
      expect(codes.some((code) => code === 'JWK_PRIVATE' || code === 'JWK_SYMMETRIC')).toBe(true);
    }),
    runs,
  );
});

/** How often the items of a list are read while a registration is checked. */
function readsOf(field: 'redirectUris' | 'scopes' | 'postLogoutRedirectUris', length: number): number {
  let reads = 0;
  const items = Array.from({ length }, (_, index) => `https://app.example.com/${index}`);
  const counted = new Proxy(items, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  everyIssueOf({ ...sound, [field]: counted });
  return reads;
}

test.each(['redirectUris', 'scopes', 'postLogoutRedirectUris'] as const)(
  'twice as many %s take twice the time, because no rule compares every pair of items',
  (field) => {
    expect(readsOf(field, 50)).toBeGreaterThan(0);
    expect(readsOf(field, 100)).toBe(2 * readsOf(field, 50));
  },
);
