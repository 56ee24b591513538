import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Unicode characters of a printable text, at most. */
export const maxPrintableLength = 255;

/** Control and format characters, unpaired surrogates, other spaces than U+0020, and characters without a visible form. */
const notPrintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** An identifier or a version that systems compare and people read, so no two different texts may look the same. */
export function checkPrintable(text: string, path: IssuePath): Issue[] {
  // A code point is one or two units, so a longer text needs no counting.
  const isWithin = text.length <= 2 * maxPrintableLength && [...text].length <= maxPrintableLength;
  if (!isWithin) return [issue('TEXT_TOO_LONG', ...path)];
  const fits = text !== '' && text.trim() === text && !notPrintable.test(text);
  return fits ? [] : [issue('TEXT_NOT_PRINTABLE', ...path)];
}
