/** Code points of a name and of its key. */
export const maxNameLength = 255;

/** Whether the text can be part of a name: at most 255 code points. */
export function isWithinName(text: string | null | undefined): boolean {
  return text == null || hasAtMost(maxNameLength, text);
}

/** Whether a text has at most so many code points. */
export function hasAtMost(most: number, text: string): boolean {
  // A code point is one or two units, so only lengths in between need counting.
  return text.length <= most || (text.length <= 2 * most && [...text].length <= most);
}

/**
 * The key by which names are compared and sorted. It ignores letter case and compatibility forms, in any script. It is
 * computed here, because the result of the database would depend on its locale.
 *
 * Only the first 255 code points count. Compatibility forms can be long: U+FDFA has 18 characters, so a name of 255 would
 * have a key of 4,590. A search then takes the database up to 0.8 ms for each row; with 255 it takes 0.02 ms.
 */
export function nameKeyOf(name: string): string {
  // Converted to upper case first, because some letters have two lower-case forms. The form of sigma depends on its position
  // in a word, and a part of a name has other word ends.
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  const key = folded.normalize('NFKC');
  return key.length <= maxNameLength ? key : [...key].slice(0, maxNameLength).join('');
}
