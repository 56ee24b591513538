import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSecret, type SecretInput } from '../../../src/domain/rule/secret.ts';

const now = new Date('2026-01-31T12:34:56.789Z');
const codesOf = (input: SecretInput) =>
  checkSecret(input, now).map(({ path, code }) => `${path.join('.')}: ${code}`);

test.each<SecretInput>([
  {},
  { description: undefined, expiresAt: undefined, graceSeconds: undefined },
  { description: null, expiresAt: null, graceSeconds: null },
  { description: 'CI', expiresAt: '2027-01-01T00:00:00Z', graceSeconds: 60 },
])('all members of a new secret are optional: %j', (input) => {
  expect(codesOf(input)).toEqual([]);
});

test('all problems are reported at once', () => {
  expect(codesOf({ description: '\0', expiresAt: 'soon', graceSeconds: -1 })).toEqual([
    'description: SECRET_DESCRIPTION',
    'expiresAt: EXPIRES_AT_FORM',
    'graceSeconds: GRACE_SECONDS',
  ]);
});

describe('a description of a secret', () => {
  test.each([
    ['letters', 'a'],
    ['characters outside the basic plane', '😀'],
  ])('has at most 255 code points: of %s', (_, character) => {
    expect(codesOf({ description: character.repeat(255) })).toEqual([]);
    expect(codesOf({ description: character.repeat(256) })).toEqual(['description: SECRET_DESCRIPTION']);
    expect(codesOf({ description: character.repeat(30_000) })).toEqual(['description: SECRET_DESCRIPTION']);
  });

  test.each(['x', ' ', 'Für die CI', '银行', 'بنك', '👩‍👩‍👧', `<b>"O'Brien"</b>; --`])(
    'is accepted in any script: %j',
    (description) => {
      expect(codesOf({ description })).toEqual([]);
    },
  );

  test.each([
    ['NUL', '\0'],
    ['TAB', '\t'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['ESC', '\x1B'],
    ['the last C0', '\x1F'],
    ['DEL', '\x7F'],
    ['the first C1', '\x80'],
    ['the last C1', '\x9F'],
    ['a high surrogate alone', '\uD83D'],
    ['a low surrogate alone', '\uDE00'],
  ])('that holds %s is refused', (_, character) => {
    expect(codesOf({ description: `a${character}b` })).toEqual(['description: SECRET_DESCRIPTION']);
  });

  test.each([' ', '~', '\u00A0'])('that holds %j, next to a refused character, is accepted', (character) => {
    expect(codesOf({ description: `a${character}b` })).toEqual([]);
  });
});

describe('the expiry of a secret', () => {
  test.each([
    ['a millisecond ago', '2026-01-31T12:34:56.788Z', ['expiresAt: EXPIRES_AT_PAST']],
    ['now', '2026-01-31T12:34:56.789Z', ['expiresAt: EXPIRES_AT_PAST']],
    ['now, in another time zone', '2026-01-31T13:34:56.789+01:00', ['expiresAt: EXPIRES_AT_PAST']],
    ['in a millisecond', '2026-01-31T12:34:56.790Z', []],
    ['in a millisecond, in another time zone', '2026-01-31T04:34:56.790-08:00', []],
    ['long ago', '1970-01-01T00:00:00Z', ['expiresAt: EXPIRES_AT_PAST']],
    ['in the last year of RFC 3339', '9999-12-31T23:59:59.999Z', []],
  ])('%s', (_, expiresAt, codes) => {
    expect(codesOf({ expiresAt })).toEqual(codes);
  });

  test.each([
    '',
    'tomorrow',
    '2027-01-01',
    '2027-01-01T00:00:00',
    '2027-02-29T00:00:00Z',
    '1801000000',
    '9999-12-31T23:59:59-23:59',
  ])('must be an RFC 3339 time: %j is refused', (expiresAt) => {
    expect(codesOf({ expiresAt })).toEqual(['expiresAt: EXPIRES_AT_FORM']);
  });

  test('is compared with the given time, not the system clock', () => {
    const instants = fc.date({
      min: new Date(0),
      max: new Date('9999-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, instants, (end, instant) => {
        const isPast = checkSecret({ expiresAt: end.toISOString() }, instant).length > 0;
        expect(isPast).toBe(end <= instant);
      }),
    );
  });
});

describe('a grace period', () => {
  test.each([0, 1, 14_400, 2_591_999, 2_592_000])('of %i seconds is accepted', (graceSeconds) => {
    expect(codesOf({ graceSeconds })).toEqual([]);
  });

  test.each([-1, -2_147_483_648, 2_592_001, 2_147_483_647, Number.NaN, Number.POSITIVE_INFINITY])(
    'of %d seconds is refused',
    (graceSeconds) => {
      expect(codesOf({ graceSeconds })).toEqual(['graceSeconds: GRACE_SECONDS']);
    },
  );
});
