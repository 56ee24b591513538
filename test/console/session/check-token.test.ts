import { expect, test } from 'vitest';
import { endOf } from '../../../src/console/session/check-token.ts';

test('the end of a session is the exp of its token', () => {
  expect(endOf({ exp: 1_800_000_000 })?.toISOString()).toBe('2027-01-15T08:00:00.000Z');
  expect(endOf({})).toBeUndefined();
});

test.each([9_999_999_999_999, -9_999_999_999_999, Number.NaN])(
  'an exp outside the range of dates is ignored: %d',
  (exp) => {
    expect(endOf({ exp })).toBeUndefined();
  },
);
