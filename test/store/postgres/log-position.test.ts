import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { later, readLogPosition } from '../../../src/store/postgres/log-position.ts';

describe('a log position in the notation of PostgreSQL', () => {
  test.each(['0/0', '16/B374D848', '0/16B3748', 'FFFFFFFF/FFFFFFFF', '00000001/0000000A', 'a/b374d848'])(
    '%s is accepted unchanged',
    (text) => {
      expect(readLogPosition(text)).toBe(text);
    },
  );

  test.each([
    '',
    ' ',
    '/',
    '16',
    '16/',
    '/B374D848',
    '16/B374D848/0',
    '16\\B374D848',
    '16-B374D848',
    ' 16/B374D848',
    '16/B374D848 ',
    '16/B374D848\n',
    '16/ B374D848',
    '16/B374D848, 16/B374D849',
    '123456789/0',
    '0/123456789',
    '-1/0',
    '0x16/0',
    'G/0',
    '１/0',
    '0/0); drop table oauth_clients; --',
    'null',
  ])('"%s" is refused', (text) => {
    expect(readLogPosition(text)).toBeUndefined();
  });

  test('undefined is refused', () => {
    expect(readLogPosition(undefined)).toBeUndefined();
  });
});

describe('the later of two positions is used', () => {
  test.each([
    ['within the low half', '0/9', '0/A'],
    ['by number and not by text', '0/FFFF', '0/10000'],
    ['regardless of the low half', '1/FFFFFFFF', '2/0'],
    ['by the number of the high half', '9/0', '10/0'],
    ['over the border of 32 bits', '0/FFFFFFFF', '1/0'],
    ['beyond the precision of a double', 'FFFFFFFF/FFFFFFFE', 'FFFFFFFF/FFFFFFFF'],
    ['in either case of letters', '0/a', '0/B'],
  ])('%s: %s is before %s', (_, before, after) => {
    expect(later(before, after)).toBe(after);
    expect(later(after, before)).toBe(after);
  });

  test('or the only one, or none', () => {
    expect(later('0/1', undefined)).toBe('0/1');
    expect(later(undefined, '0/1')).toBe('0/1');
    expect(later(undefined, undefined)).toBeUndefined();
  });

  const half = fc.oneof(
    fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff),
    fc.nat(0xffff_ffff),
  );
  const place = fc.tuple(half, half).map(([high, low]) => ({
    text: `${high.toString(16).toUpperCase()}/${low.toString(16).toUpperCase()}`,
    number: (BigInt(high) << 32n) + BigInt(low),
  }));

  test('compared as 64-bit numbers', () => {
    const isLater = fc.property(place, place, (one, other) => {
      expect(later(one.text, other.text)).toBe((one.number > other.number ? one : other).text);
    });
    fc.assert(isLater, { numRuns: 2000 });
  });

  test('and every position that is written can be read', () => {
    const isRead = fc.property(place, ({ text }) => readLogPosition(text) === text);
    fc.assert(isRead, { numRuns: 2000 });
  });
});
