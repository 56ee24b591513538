import { expect, test } from 'vitest';
import { endOf } from '../../../src/console/session/check-token.ts';

test('a token ends when it says', () => {
  expect(endOf({ exp: 1_800_000_000 })?.toISOString()).toBe('2027-01-15T08:00:00.000Z');
  expect(endOf({})).toBeUndefined();
});

test.each([9_999_999_999_999, -9_999_999_999_999, Number.NaN])(
  'an end that no calendar has is none: %d',
  (exp) => {
    expect(endOf({ exp })).toBeUndefined();
  },
);
