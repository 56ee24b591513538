import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKeyOf } from '../../../src/domain/client/client-name.ts';

describe('a search ignores letter case', () => {
  test.each([
    ['Latin', 'My App', 'mY aPP'],
    ['accented Latin', 'ÉCOLE Ünïcode', 'école üNÏCODE'],
    ['Greek', 'ΑΘΗΝΑ', 'αθηνα'],
    ['Cyrillic', 'БАНК Ёлка', 'банк ёЛКА'],
    ['Armenian', 'ԲԱՆԿ', 'բանկ'],
    ['Georgian', 'ᲑᲐᲜᲙᲘ', 'ბანკი'],
    ['Cherokee', 'ᏣᎳᎩ', 'ꮳꮃꭹ'],
    ['Deseret, outside the basic plane', '𐐔𐐇𐐝', '𐐼𐐯𐑅'],
  ])('in %s', (_, one, other) => {
    expect(nameKeyOf(one)).toBe(nameKeyOf(other));
  });

  test('at the end of a Greek word, where small sigma has another form', () => {
    expect(nameKeyOf('ΟΔΟΣ')).toBe(nameKeyOf('οδος'));
    // A part of a name that ends within a word.
    expect(nameKeyOf('ΟΔΟΣΗΜΑΝΣΗ')).toContain(nameKeyOf('ΟΔΟΣ'));
    expect(nameKeyOf('οδος αβγ')).toContain(nameKeyOf('ΟΔΟΣ'));
  });

  test.each([
    ['a letter with one character in lower case and two in upper case', 'ǰ', 'ǰ'.toUpperCase()],
    ['the same letter of two characters in both', 'J\u030C', 'j\u030C'],
    ['a Greek letter with two marks', 'προΐσταμαι', 'προΐσταμαι'.toUpperCase()],
    ['a sharp s, which has two letters in large', 'Straße', 'STRASSE'],
  ])('for %s', (_, one, other) => {
    expect(nameKeyOf(one)).toBe(nameKeyOf(other));
  });
});

describe('a search ignores compatibility forms', () => {
  test.each([
    ['a letter with a mark, as one character or as two', 'Café', 'Cafe\u0301'],
    ['marks in any order', 'a\u0323\u0307', 'a\u0307\u0323'],
    ['full width', 'ＡＰＰ１', 'app1'],
    ['a ligature', 'ﬁle', 'file'],
    ['a circled digit', '①', '1'],
    ['half-width Katakana', 'ｶﾞ', 'ガ'],
    ['the Kelvin and Ångström signs', 'KÅ', 'kå'],
    ['Hangul in syllables or in letters', '은행', '은행'.normalize('NFD')],
    ['a no-break space', 'my\u00A0app', 'my app'],
  ])('as in %s', (_, one, other) => {
    expect(nameKeyOf(one)).toBe(nameKeyOf(other));
  });
});

test.each([
  ['accents', 'cafe', 'café'],
  ['digits', 'app1', 'app2'],
  ['blanks', 'my app', 'myapp'],
  ['dashes', 'my-app', 'my_app'],
  ['look-alikes of another script', 'bank', 'bаnk'],
  ['emoji', '😀', '😁'],
])('but %s differ', (_, one, other) => {
  expect(nameKeyOf(one)).not.toBe(nameKeyOf(other));
});

test.each(['', ' ', 'app', '银行', '😀', "'; --", '%_\\'])('%j is its own search key', (name) => {
  expect(nameKeyOf(name)).toBe(name);
});

/** Letters with and without case, combining marks, and any other characters. */
const characters = fc.oneof(
  fc.constantFrom(...'aAjJsSßΣςσΐΪϊıIİiǅŉ\u0301\u0308\u030C\u0307\u0323\u0345 .ﬁＡ①ガﾞ'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const name = fc.array(characters, { maxLength: 6 }).map((all) => all.join(''));

test('the key of a key is the key itself', () => {
  fc.assert(
    fc.property(name, (text) => {
      expect(nameKeyOf(nameKeyOf(text))).toBe(nameKeyOf(text));
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test('the key of a name equals the key of its compatibility forms', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (text, form) => {
      expect(nameKeyOf(text.normalize(form))).toBe(nameKeyOf(text));
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test('the key of a name equals the key of the name in lower case', () => {
  fc.assert(
    fc.property(name, (text) => {
      expect(nameKeyOf(text.toLowerCase())).toBe(nameKeyOf(text));
    }),
    { numRuns: 5000, seed: 1 },
  );
});

test.each([
  ['a ligature of 18 letters', '\uFDFA'],
  ['a square of five letters', '\u3320'],
  ['a letter outside the basic plane', '\u{10428}'],
])('a key of %s has at most 255 code points, even if the compatibility form is longer', (_, letter) => {
  const key = nameKeyOf(letter.repeat(255));
  expect([...key]).toHaveLength(255);
  expect(key.isWellFormed()).toBe(true);
  expect(nameKeyOf(key)).toBe(key);
});
