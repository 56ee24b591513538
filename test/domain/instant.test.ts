import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstant } from '../../src/domain/instant.ts';

describe('an RFC 3339 time is accepted', () => {
  test.each([
    ['2026-01-31T23:59:59Z', '2026-01-31T23:59:59.000Z'],
    ['2026-01-31T23:59:59.1Z', '2026-01-31T23:59:59.100Z'],
    ['2026-01-31T23:59:59.123Z', '2026-01-31T23:59:59.123Z'],
    ['2026-01-31T23:59:59+00:00', '2026-01-31T23:59:59.000Z'],
    ['2026-01-31T23:59:59-00:00', '2026-01-31T23:59:59.000Z'],
    ['2026-01-31T23:59:59+01:00', '2026-01-31T22:59:59.000Z'],
    ['2026-01-31T23:59:59-08:00', '2026-02-01T07:59:59.000Z'],
    ['2026-01-31T23:59:59+05:45', '2026-01-31T18:14:59.000Z'],
    ['2026-01-31T23:59:59+23:59', '2026-01-31T00:00:59.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s', (text, expected) => {
    expect(readInstant(text)?.toISOString()).toBe(expected);
  });

  test('to the millisecond, with any further digits ignored', () => {
    expect(readInstant('2026-01-31T23:59:59.123456789Z')?.toISOString()).toBe('2026-01-31T23:59:59.123Z');
  });
});

describe('any other value is refused:', () => {
  test.each([
    ['no offset', '2026-01-31T23:59:59'],
    ['no seconds', '2026-01-31T23:59Z'],
    ['no time', '2026-01-31'],
    ['no date', '23:59:59Z'],
    ['a blank between date and time', '2026-01-31 23:59:59Z'],
    ['an offset without a colon', '2026-01-31T23:59:59+0100'],
    ['an offset of hours only', '2026-01-31T23:59:59+01'],
    ['an offset of a day', '2026-01-31T23:59:59+24:00'],
    ['a named zone', '2026-01-31T23:59:59[Europe/Berlin]'],
    ['a point without digits', '2026-01-31T23:59:59.Z'],
    ['a comma', '2026-01-31T23:59:59,5Z'],
    ['a month of one digit', '2026-1-31T23:59:59Z'],
    ['a year of two digits', '26-01-31T23:59:59Z'],
    ['a year of five digits', '12026-01-31T23:59:59Z'],
    ['a signed year', '+002026-01-31T23:59:59Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['day 32', '2026-01-32T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['30 February', '2028-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February of 1900', '1900-02-29T00:00:00Z'],
    ['24 o’clock', '2026-01-31T24:00:00Z'],
    ['minute 60', '2026-01-31T23:60:00Z'],
    ['a leap second, which Date cannot represent', '2016-12-31T23:59:60Z'],
    ['a week', '2026-W05-6T23:59:59Z'],
    ['a number in text', '1769903999'],
    ['a form of HTTP', 'Sat, 31 Jan 2026 23:59:59 GMT'],
    ['blanks around', ' 2026-01-31T23:59:59Z '],
    ['a line break behind', '2026-01-31T23:59:59Z\n'],
    ['other digits', '２０２６-01-31T23:59:59Z'],
    ['nothing', ''],
    ['a word', 'now'],
    ['a million characters', '2'.repeat(1_000_000)],
  ])('%s', (_, text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  test.each([null, undefined, 0, 1_769_903_999_000, true, {}, [], ['2026-01-31T23:59:59Z'], new Date(0)])(
    'a value that is not text: %j',
    (value) => {
      expect(readInstant(value)).toBeUndefined();
    },
  );

  test.each([
    ['the year 0', '0000-12-31T23:59:59Z'],
    ['the year 0 in UTC', '0001-01-01T00:00:00+00:01'],
    ['the year 10000 in UTC', '9999-12-31T23:59:59-00:01'],
    ['the year 10000 in UTC, far from it', '9999-12-31T12:00:00-23:59'],
  ])('a time outside the range of the database: %s', (_, text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});

test('every time of the years 1 to 9999 is read as the time it was formatted from', () => {
  const [min, max] = [new Date('0001-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')];
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (instant) => {
      expect(readInstant(instant.toISOString())).toEqual(instant);
    }),
    { numRuns: 1000 },
  );
});

test('a time with an offset equals the same time in UTC', () => {
  const [min, max] = [new Date('1000-01-01T00:00:00.000Z'), new Date('9000-01-01T00:00:00.000Z')];
  const offset = fc.integer({ min: -(24 * 60 - 1), max: 24 * 60 - 1 });
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), offset, (instant, minutes) => {
      const two = (number: number) => `${number}`.padStart(2, '0');
      const size = Math.abs(minutes);
      const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
      const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1);
      expect(readInstant(`${local}${zone}`)).toEqual(instant);
    }),
    { numRuns: 1000 },
  );
});
