import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasUselessInvisible } from '../../../src/domain/rule/invisible-character.ts';
import { checkName, nameOfClone } from '../../../src/domain/rule/name.ts';

function codesOf(name: string): string[] {
  return checkName(name, ['name']).map(({ code }) => code);
}

test.each([
  'x',
  '0',
  '.',
  'My App',
  '银行',
  'بنك',
  'Bücher e\u0301',
  '😀',
  '👩\u200D👩\u200D👧\u200D👦',
  '🏳\uFE0F\u200D🌈',
  `Tom & "Jerry's" <b>Café</b>`,
  "Robert'); DROP TABLE client;--",
])('a name with a visible character in any script is accepted: %s', (name) => {
  expect(codesOf(name)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['blanks', '   '],
  ['no-break spaces', '\u00A0\u00A0'],
  ['a zero-width space', '\u200B'],
  ['a zero-width joiner', '\u200D'],
  ['a soft hyphen', '\u00AD'],
  ['a Hangul filler, which is a letter', '\u3164'],
  ['a variation selector', '\uFE0F'],
  ['a blank Braille pattern, which is a symbol', '\u2800'],
])('a name of %s is refused as blank', (_, name) => {
  expect(codesOf(name)).toEqual(['NAME_BLANK']);
});

test.each([
  ['letters', 'a'],
  ['characters outside the basic plane', '😀'],
])('a name of more than 255 code points is refused: of %s', (_, character) => {
  expect(codesOf(character.repeat(255))).toEqual([]);
  expect(codesOf(character.repeat(256))).toEqual(['NAME_TOO_LONG']);
  expect(codesOf(character.repeat(5000))).toEqual(['NAME_TOO_LONG']);
});

test('blanks around a name do not count towards its length', () => {
  expect(codesOf(`  ${'a'.repeat(255)}  `)).toEqual([]);
});

test.each([
  ['NUL', '\0'],
  ['TAB', '\t'],
  ['LF', '\n'],
  ['CR', '\r'],
  ['ESC', '\x1B'],
  ['the last C0', '\x1F'],
  ['DEL', '\x7F'],
  ['NEL, a C1', '\x85'],
  ['the last C1', '\x9F'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['the first bidi embedding', '\u202A'],
  ['a right-to-left override', '\u202E'],
  ['the first bidi isolate', '\u2066'],
  ['the last bidi isolate', '\u2069'],
  ['a high surrogate alone', '\uD83D'],
  ['a low surrogate alone', '\uDE00'],
])('a name with %s is refused', (_, character) => {
  expect(codesOf(`My${character}App`)).toEqual(['NAME_CHARACTER']);
});

test.each([
  ['a blank, the neighbour of C0', ' '],
  ['a tilde, the neighbour of DEL', '~'],
  ['a no-break space, the neighbour of C1', '\u00A0'],
  ['a narrow no-break space, the neighbour of the overrides', '\u202F'],
  ['a whole surrogate pair', '\uD83D\uDE00'],
])('a name with %s is accepted', (_, character) => {
  expect(codesOf(`My${character}App`)).toEqual([]);
});

test.each([
  ['a zero-width space', 'Chat\u200BGPT'],
  ['a word joiner', 'Chat\u2060GPT'],
  ['an invisible operator', 'Chat\u2064GPT'],
  ['a byte order mark', 'Chat\uFEFFGPT'],
  ['a byte order mark at the start', '\uFEFFChatGPT'],
  ['a soft hyphen', 'Chat\u00ADGPT'],
  ['a Mongolian vowel separator', 'Chat\u180EGPT'],
  ['a Hangul filler', 'Chat\u3164GPT'],
  ['a half-width Hangul filler', 'Chat\uFFA0GPT'],
  ['a Hangul jamo filler', 'Chat\u115FGPT'],
  ['a tag character', 'Chat\u{E0041}GPT'],
  ['tags that spell no flag', '\u{1F3F4}\u{E0041}\u{E0042}\u{E007F}'],
  ['a left-to-right mark', 'Chat\u200EGPT'],
  ['a right-to-left mark', 'Chat\u200FGPT'],
  ['an Arabic letter mark', 'Chat\u061CGPT'],
  ['a grapheme joiner', 'Chat\u034FGPT'],
  ['an annotation anchor', 'Chat\uFFF9GPT'],
  ['a zero-width non-joiner between Latin letters', 'Chat\u200CGPT'],
  ['a zero-width joiner between Latin letters', 'Chat\u200DGPT'],
  ['a zero-width non-joiner before a space', 'بانک\u200C ملی'],
  ['two zero-width non-joiners', 'می\u200C\u200Cشود'],
  ['a zero-width joiner between Devanagari letters', 'क\u200Dष'],
  ['a zero-width joiner after an emoji alone', '👩\u200D'],
  ['a variation selector after a letter', 'Chat\uFE0FGPT'],
  ['an ideographic variation selector after a letter', 'Chat\u{E0100}GPT'],
])('a name with %s is refused: it looks like another name (UTS 39)', (_, name) => {
  expect(codesOf(name)).toEqual(['NAME_INVISIBLE']);
});

test.each([
  ['Persian', 'نرم\u200Cافزار و می\u200Cشود'],
  ['Persian with vowel marks', 'بَ\u200Cب'],
  ['a Persian abbreviation', 'سال ۱۴۰۰ ه\u200D.ش'],
  ['Hindi, joined', 'क्\u200Dष'],
  ['Hindi, not joined', 'क्\u200Cष'],
  ['Bengali', 'র\u200D\u09CDয'],
  ['Malayalam', 'ന്\u200D'],
  ['Sinhala', 'ශ්\u200Dරී ලංකා'],
  ['a family', '👩\u200D👩\u200D👧\u200D👦'],
  ['a skin tone', '👩🏽\u200D💻'],
  ['a flag of two emoji', '🏳\uFE0F\u200D🌈'],
  ['a flag in tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ['a keycap', '1\uFE0F\u20E3'],
  ['an emoji as text', '❤\uFE0E'],
  ['a variant of an ideograph', '邉\u{E0101}'],
])('a name may have the invisible characters that %s needs', (_, name) => {
  expect(codesOf(name)).toEqual([]);
});

test('any Latin name with one default ignorable character is refused', () => {
  const ignorable = Array.from({ length: 0x10ffff - 0x1000 }, (_, index) => index)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((character) => /\p{Default_Ignorable_Code_Point}/u.test(character));
  expect(ignorable.length).toBeGreaterThan(4000);
  for (const character of ignorable) expect(codesOf(`My${character}App`)).not.toEqual([]);
});

test('a Latin letter followed by any invisible character is refused', () => {
  const unit = fc.constantFrom(
    'a',
    'م',
    'क',
    '\u094D',
    '\u064B',
    '👩',
    '🏽',
    '\uFE0F',
    '\u200C',
    '\u200D',
    '1',
    '邉',
  );
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 20 }), (name) => {
      if (codesOf(name).length > 0) return;
      // Every accepted invisible character follows a visible one.
      expect(name).not.toMatch(/(^|[a\s])(?:\u200C|\u200D|\uFE0F)/u);
      expect(name).not.toMatch(/(?:\u200C|\u200D){2}/u);
    }),
    { numRuns: 2000 },
  );
});

test('a name of marks and joiners is checked in linear time', () => {
  for (const name of [
    `م${'\u064B'.repeat(20_000)}\u200C`,
    `${'\u0301'.repeat(20_000)}\u200C`,
    '\u200D'.repeat(20_000),
  ]) {
    const start = performance.now();
    hasUselessInvisible(name);
    // It took 27 seconds when every mark started a search backward.
    expect(performance.now() - start).toBeLessThan(2000);
  }
});

test('the name of a clone is valid even if it is cut inside an emoji', () => {
  for (const pad of Array.from({ length: 16 }, (_, index) => 'a'.repeat(235 + index))) {
    for (const sign of ['👩\u200D👩\u200D👧\u200D👦', '🏳\uFE0F\u200D🌈', 'می\u200Cشود', '1\uFE0F\u20E3'])
      expect(codesOf(nameOfClone(`${pad}${sign}${sign}`))).toEqual([]);
  }
});

test('a line break at the end is refused, although trimming would remove it', () => {
  expect(codesOf('My App\n')).toEqual(['NAME_CHARACTER']);
});

test('a name with several problems has an issue for each', () => {
  expect(codesOf('\0'.repeat(256))).toEqual(['NAME_BLANK', 'NAME_TOO_LONG', 'NAME_CHARACTER']);
});
