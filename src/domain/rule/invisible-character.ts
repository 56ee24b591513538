/*
 * Invisible characters. In a name they make two different clients look alike and prevent a search from finding one. They are
 * accepted only where a script or an emoji needs them (UAX 31 §2.3.1, UTS 39 §3.1.1, UTS 51 §2).
 */

/** Default ignorable characters, and the anchors of interlinear annotations. */
const invisible = String.raw`[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`;

/** Letters of scripts whose letters join: there U+200C and U+200D change their shape. */
const joiningScripts = [
  ...['Adlam', 'Arabic', 'Hanifi_Rohingya', 'Mandaic', 'Manichaean', 'Mongolian', 'Nko', 'Old_Uyghur'],
  ...['Phags_Pa', 'Psalter_Pahlavi', 'Sogdian', 'Syriac'],
];
const joiningLetter = `(?:(?=\\p{L})[${joiningScripts.map((script) => `\\p{Script=${script}}`).join('')}])`;
/** The viramas of the Brahmic scripts: combining class 9 in the Unicode Character Database. */
const virama =
  '[\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D3B\\u0D3C\\u0D4D\\u0DCA\\u0E3A\\u0EBA\\u0F84\\u1039\\u103A' +
  '\\u1714\\u1715\\u1734\\u17D2\\u1A60\\u1B44\\u1BAA\\u1BAB\\u1BF2\\u1BF3\\u2D7F\\uA806\\uA82C\\uA8C4\\uA953\\uA9C0\\uAAF6\\uABED' +
  '\\u{10A3F}\\u{11046}\\u{11070}\\u{1107F}\\u{110B9}\\u{11133}\\u{11134}\\u{111C0}\\u{11235}\\u{112EA}\\u{1134D}\\u{11442}' +
  '\\u{114C2}\\u{115BF}\\u{1163F}\\u{116B6}\\u{1172B}\\u{11839}\\u{1193D}\\u{1193E}\\u{119E0}\\u{11A34}\\u{11A47}\\u{11A99}' +
  '\\u{11C3F}\\u{11D44}\\u{11D45}\\u{11D97}]';

/** An invisible character and the characters that must be before and after it. */
interface Use {
  readonly character: string;
  readonly before: string;
  readonly after?: string;
}

const uses: readonly Use[] = [
  // Persian: a letter keeps its end form before the next one.
  {
    character: String.raw`\u200C`,
    before: String.raw`${joiningLetter}\p{M}*`,
    after: `(?=${joiningLetter})`,
  },
  // Persian and Urdu: a letter keeps its joined form at the end of an abbreviation.
  {
    character: String.raw`\u200D`,
    before: String.raw`${joiningLetter}\p{M}*`,
    after: `(?!${joiningLetter}|${invisible})`,
  },
  // Indic scripts: how two consonants are joined. In Bengali and Kannada the joiner may stand before the virama.
  { character: String.raw`[\u200C\u200D]`, before: virama },
  {
    character: String.raw`\u200D`,
    before: String.raw`[\p{Script=Bengali}\p{Script=Kannada}]`,
    after: `(?=${virama})`,
  },
  // Emoji: sequences, the choice of text or picture, keycaps, and the three flags that are spelt in tags.
  {
    character: String.raw`\u200D`,
    before: String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?`,
    after: String.raw`(?=\p{Extended_Pictographic})`,
  },
  {
    character: String.raw`[\uFE0E\uFE0F]`,
    before: String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}?`,
  },
  { character: String.raw`\uFE0F`, before: '[0-9#*]', after: String.raw`(?=\u20E3)` },
  ...['gbeng', 'gbsct', 'gbwls'].map((flag) => ({
    character: tagsOf(flag),
    before: String.raw`\u{1F3F4}`,
  })),
  // Variants of ideographs, of mathematical symbols and of the letters of scripts that have such variants.
  {
    character: String.raw`[\uFE00-\uFE0D]`,
    before: String.raw`[\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Sm}]`,
  },
  { character: String.raw`[\u{E0100}-\u{E01EF}]`, before: String.raw`\p{Script=Han}` },
  { character: String.raw`[\u180B-\u180D\u180F]`, before: String.raw`\p{Script=Mongolian}` },
];

/**
 * The character comes first. Otherwise the lookbehind would scan the same combining marks for each of them: seconds for
 * 20,000.
 */
const used = new RegExp(
  uses.map(({ character, before, after = '' }) => `${character}(?<=${before}${character})${after}`).join('|'),
  'gu',
);
const anyInvisible = new RegExp(invisible, 'u');

/** Whether the text has an invisible character that no script and no emoji needs. */
export function hasUselessInvisible(text: string): boolean {
  return anyInvisible.test(text) && anyInvisible.test(text.replace(used, ''));
}

/** Removes trailing invisible characters and spaces, which a cut through a sequence can leave. */
export function withoutInvisibleEnd(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\s]+$/u, '');
}

function tagsOf(region: string): string {
  const tags = [...region].map((letter) => `\\u{${(0xe0000 + letter.charCodeAt(0)).toString(16)}}`);
  return `${tags.join('')}\\u{E007F}`;
}
