import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkPage,
  isSearchable,
  type Page,
  type PageArguments,
  pageOf,
  sliceOf,
} from '../../src/domain/page.ts';

const codesOf = (args: PageArguments) =>
  checkPage(args).map(({ path, code }) => `${path.join('.')}: ${code}`);

describe('the arguments of a page', () => {
  test.each<PageArguments>([
    {},
    { first: 1 },
    { first: 100 },
    { last: 1 },
    { last: 100 },
    { after: 'x' },
    { before: 'x' },
    { after: 'x', before: 'y' },
    { first: 5, after: 'x' },
    { last: 5, before: 'x' },
    { first: 5, before: 'x' },
    { last: 5, after: 'x' },
    { skip: 0 },
    { skip: 1_000_000 },
    { first: 5, skip: 10 },
    { first: null, last: null, after: null, before: null, skip: null },
  ])('are valid: %j', (args) => {
    expect(codesOf(args)).toEqual([]);
  });

  test.each<[PageArguments, ...string[]]>([
    [{ first: 0 }, 'first: PAGE_SIZE'],
    [{ first: -1 }, 'first: PAGE_SIZE'],
    [{ first: 101 }, 'first: PAGE_SIZE'],
    [{ first: 2_147_483_647 }, 'first: PAGE_SIZE'],
    [{ first: Number.NaN }, 'first: PAGE_SIZE'],
    [{ last: 0 }, 'last: PAGE_SIZE'],
    [{ last: 101 }, 'last: PAGE_SIZE'],
    [{ first: 1, last: 1 }, 'last: PAGE_DIRECTION'],
    [{ first: 0, last: 101 }, 'first: PAGE_SIZE', 'last: PAGE_SIZE', 'last: PAGE_DIRECTION'],
    [{ skip: -1 }, 'skip: PAGE_SKIP'],
    [{ skip: 1_000_001 }, 'skip: PAGE_SKIP'],
    [{ skip: Number.NaN }, 'skip: PAGE_SKIP'],
    [{ skip: 0, last: 5 }, 'skip: PAGE_SKIP'],
    [{ skip: 1, after: 'x' }, 'skip: PAGE_SKIP'],
    [{ skip: 1, before: 'x' }, 'skip: PAGE_SKIP'],
    [{ skip: 1, after: '' }, 'skip: PAGE_SKIP'],
    [
      { first: 0, last: 0, skip: -1 },
      'first: PAGE_SIZE',
      'last: PAGE_SIZE',
      'last: PAGE_DIRECTION',
      'skip: PAGE_SKIP',
    ],
  ])('are refused with every problem at once: %j', (args, ...codes) => {
    expect(codesOf(args)).toEqual(codes);
  });

  test.each<[PageArguments, object]>([
    [{}, { limit: 20, isBackward: false, skip: 0 }],
    [
      { first: null, last: null, skip: null },
      { limit: 20, isBackward: false, skip: 0 },
    ],
    [{ first: 7 }, { limit: 7, isBackward: false, skip: 0 }],
    [
      { first: 7, skip: 14 },
      { limit: 7, isBackward: false, skip: 14 },
    ],
    [{ last: 7 }, { limit: 7, isBackward: true, skip: 0 }],
  ])('%j select %j', (args, expected) => {
    expect(pageOf(args)).toEqual(expected);
  });
});

describe('a slice', () => {
  const forward: Page<number> = { limit: 2, isBackward: false, after: undefined, before: undefined, skip: 0 };
  const backward: Page<number> = { ...forward, isBackward: true };

  test.each<[string, Page<number>, readonly number[], object]>([
    ['is empty', forward, [], { items: [], hasNextPage: false, hasPreviousPage: false }],
    ['is not full', forward, [1], { items: [1], hasNextPage: false, hasPreviousPage: false }],
    ['is just full', forward, [1, 2], { items: [1, 2], hasNextPage: false, hasPreviousPage: false }],
    [
      'has one row more than the page',
      forward,
      [1, 2, 3],
      { items: [1, 2], hasNextPage: true, hasPreviousPage: false },
    ],
    [
      'starts after a cursor',
      { ...forward, after: 0 },
      [1],
      { items: [1], hasNextPage: false, hasPreviousPage: true },
    ],
    [
      'starts after skipped rows',
      { ...forward, skip: 1 },
      [2],
      { items: [2], hasNextPage: false, hasPreviousPage: true },
    ],
    ['is read backward', backward, [3, 2], { items: [2, 3], hasNextPage: false, hasPreviousPage: false }],
    [
      'is read backward with one row more than the page',
      backward,
      [3, 2, 1],
      { items: [2, 3], hasNextPage: false, hasPreviousPage: true },
    ],
    [
      'is read backward from a cursor',
      { ...backward, before: 4 },
      [3, 2, 1],
      { items: [2, 3], hasNextPage: true, hasPreviousPage: true },
    ],
  ])('that %s', (_, page, rows, expected) => {
    const before = [...rows];
    expect(sliceOf(page, rows)).toEqual(expected);
    expect(rows).toEqual(before);
  });

  /** As the store does: reads one row more than the page has, in the direction of the page. */
  const read = (size: number, { limit, isBackward, after, before, skip }: Page<number>) => {
    const range = Array.from({ length: size }, (_, index) => index).filter(
      (item) => (after === undefined || item > after) && (before === undefined || item < before),
    );
    const rows = isBackward ? range.reverse() : range;
    return rows.slice(skip, skip + limit + 1);
  };
  const list = fc.record({ size: fc.nat(60), limit: fc.integer({ min: 1, max: 25 }) });

  test('with "after" visits every item of the list once and then has no next page', () => {
    fc.assert(
      fc.property(list, ({ size, limit }) => {
        const seen: number[] = [];
        let page: Page<number> = { ...forward, limit };
        for (;;) {
          const { items, hasNextPage, hasPreviousPage } = sliceOf(page, read(size, page));
          expect(hasPreviousPage).toBe(seen.length > 0);
          seen.push(...items);
          expect(hasNextPage).toBe(seen.length < size);
          if (!hasNextPage) break;
          page = { ...page, after: items.at(-1) };
        }
        expect(seen).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  test('with "before" visits every item backward, and each slice is in the order of the list', () => {
    fc.assert(
      fc.property(list, ({ size, limit }) => {
        let seen: number[] = [];
        let page: Page<number> = { ...backward, limit };
        for (;;) {
          const { items, hasNextPage, hasPreviousPage } = sliceOf(page, read(size, page));
          expect(hasNextPage).toBe(seen.length > 0);
          seen = [...items, ...seen];
          expect(hasPreviousPage).toBe(seen.length < size);
          if (!hasPreviousPage) break;
          page = { ...page, before: items[0] };
        }
        expect(seen).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  test('by number has the same items as its neighbours by cursor', () => {
    fc.assert(
      fc.property(list, fc.nat(5), ({ size, limit }, number) => {
        const page = { ...forward, limit, skip: number * limit };
        const { items, hasNextPage, hasPreviousPage } = sliceOf(page, read(size, page));
        const all = Array.from({ length: size }, (_, index) => index);
        expect(items).toEqual(all.slice(number * limit, (number + 1) * limit));
        expect(hasNextPage).toBe(size > (number + 1) * limit);
        expect(hasPreviousPage).toBe(number > 0);
      }),
    );
  });
});

describe('a search text', () => {
  test.each([
    ['no characters', undefined],
    ['null', null],
    ['one character', 'x'],
    ['2,048 characters', 'x'.repeat(2048)],
    ['a pair of surrogates', '😀'],
    ['characters of SQL', `%_\\'";--`],
    ['a tab', '\t'],
  ])('of %s is accepted', (_, text) => {
    expect(isSearchable(text)).toBe(true);
  });

  test.each([
    ['no character', ''],
    ['2,049 characters', 'x'.repeat(2049)],
    ['a NUL alone', '\0'],
    ['a NUL inside', 'a\0b'],
    ['half of a pair of surrogates', '\uD83D'],
    ['the other half', 'a\uDE00'],
  ])('of %s is refused', (_, text) => {
    expect(isSearchable(text)).toBe(false);
  });
});
