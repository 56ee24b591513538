import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countMembers, isObject, outlineOf } from '../../src/domain/json.ts';

const isTooDeep = (text: string) => outlineOf(text).isTooDeep;
const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;

describe('the depth of a text (RFC 8259 §9)', () => {
  test('is at most 16 levels of objects and arrays', () => {
    expect(isTooDeep(nested(16))).toBe(false);
    expect(isTooDeep(`[${nested(16)}]`)).toBe(true);
    expect(isTooDeep(nested(20_000))).toBe(true);
  });

  test.each([
    ['brackets in a string', `"${'[{'.repeat(100)}"`],
    ['brackets behind an escaped quote', `"\\"${'['.repeat(100)}"`],
    ['brackets in a name', `{"${'['.repeat(100)}":1}`],
    ['many short lists', `[${'[],'.repeat(1000)}1]`],
    ['brackets in a string that never ends', `"${'['.repeat(100)}`],
  ])('does not count %s', (_, text) => {
    expect(isTooDeep(text)).toBe(false);
  });

  test.each([
    ['a string', `["]",${'['.repeat(16)}`],
    ['an escaped backslash at the end of a string', `["\\\\",${'['.repeat(16)}`],
  ])('is not hidden by %s', (_, text) => {
    expect(isTooDeep(text)).toBe(true);
  });
});

describe('members are counted in the text as written, and in a value as parsed (RFC 8259 §4)', () => {
  test.each([
    ['{"a":1,"a":2}', 2, 1],
    ['{"a":{"b":1,"b":2},"a":3}', 4, 1],
    ['[{"\\u0061":1,"a":2}]', 2, 1],
    [' { "b" : 1 , "a" : [ {"c":":"} ] } ', 3, 3],
    ['{"__proto__":1,"__proto__":2}', 2, 1],
    ['["a","b:",{"\\\\":":{}"}]', 1, 1],
    ['[]', 0, 0],
    ['null', 0, 0],
  ])('%s: %d and %d', (text, standing, kept) => {
    expect([outlineOf(text).members, countMembers(JSON.parse(text))]).toEqual([standing, kept]);
  });

  test('both counts are equal for any JSON', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        (text) => outlineOf(text).members === countMembers(JSON.parse(text)),
      ),
    );
  });
});

test('an object is not a list and not null', () => {
  expect([{}, JSON.parse('{"a":1}')].map(isObject)).toEqual([true, true]);
  expect([null, undefined, [], 'x', 5, true].some(isObject)).toBe(false);
});
