import { hasAtMost, maxNameLength } from '../client/client-name.ts';
import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { hasUselessInvisible, withoutInvisibleEnd } from './invisible-character.ts';

/** Visible base characters; default-ignorable characters and the blank Braille pattern are not. */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/** C0, DEL and C1; line and paragraph separators; bidi embeddings, overrides and isolates, which can reorder a log line or a consent page. */
export const unsafe = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

export function checkName(name: string, path: IssuePath): Issue[] {
  return faultsOf(name, maxNameLength).map((fault) => issue(`NAME_${fault}`, ...path));
}

/** Unicode characters of a description, at most. */
export const maxDescriptionLength = 1000;

/** The description of a client for administrators. It has the rules of a name. */
export function checkDescription(description: string, path: IssuePath): Issue[] {
  return faultsOf(description, maxDescriptionLength).map((fault) => issue(`DESCRIPTION_${fault}`, ...path));
}

type TextFault = 'BLANK' | 'TOO_LONG' | 'CHARACTER' | 'INVISIBLE';

/** The faults of a line of text that people read. Surrounding spaces are not kept, so they do not count. */
function faultsOf(text: string, maxLength: number): TextFault[] {
  const faults: TextFault[] = [];
  const kept = text.trim();
  if (!visible.test(kept)) faults.push('BLANK');
  if (!hasAtMost(maxLength, kept)) faults.push('TOO_LONG');
  if (unsafe.test(text) || !text.isWellFormed()) faults.push('CHARACTER');
  if (faults.length === 0 && hasUselessInvisible(text)) faults.push('INVISIBLE');
  return faults;
}

/** The name with ` (clone)` appended, shortened if it would be too long. */
export function nameOfClone(name: string): string {
  const suffix = ' (clone)';
  const kept = [...name].slice(0, maxNameLength - suffix.length).join('');
  // The cut can split an emoji of several characters, and the invisible rest of it would be refused.
  return `${withoutInvisibleEnd(kept)}${suffix}`;
}
