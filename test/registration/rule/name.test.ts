import { expect, test } from 'vitest';
import { candidateOf } from '../../../src/registration/rule/candidate.ts';
import { checkName } from '../../../src/registration/rule/name.ts';

function codesOf(name: string): string[] {
  const given = { name, redirectUris: ['https://app.example.com/callback'] };
  return checkName(candidateOf(given)).map(({ code }) => code);
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
])('a name with a visible character is accepted, whatever the script: %s', (name) => {
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
])('a name has at most 255 code points: of %s', (_, character) => {
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
])('a name that holds %s is refused', (_, character) => {
  expect(codesOf(`My${character}App`)).toEqual(['NAME_CHARACTER']);
});

test.each([
  ['a blank, the neighbour of C0', ' '],
  ['a tilde, the neighbour of DEL', '~'],
  ['a no-break space, the neighbour of C1', '\u00A0'],
  ['a narrow no-break space, the neighbour of the overrides', '\u202F'],
  ['a right-to-left mark, which reorders nothing around it', '\u200F'],
  ['a whole surrogate pair', '\uD83D\uDE00'],
])('a name that holds %s is accepted', (_, character) => {
  expect(codesOf(`My${character}App`)).toEqual([]);
});

test('a line break at the edge is refused, although trimming would hide it', () => {
  expect(codesOf('My App\n')).toEqual(['NAME_CHARACTER']);
});

test('a name with several problems gets an issue for each', () => {
  expect(codesOf('\0'.repeat(256))).toEqual(['NAME_BLANK', 'NAME_TOO_LONG', 'NAME_CHARACTER']);
});
