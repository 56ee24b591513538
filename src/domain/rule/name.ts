import { isWithinName, maxNameLength } from '../client/client-name.ts';
import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { hasUselessInvisible, withoutInvisibleEnd } from './invisible-character.ts';

/** Visible base characters; default-ignorable characters and the blank Braille pattern are not. */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/** C0, DEL and C1; line and paragraph separators; bidi embeddings, overrides and isolates, which can reorder a log line or a consent page. */
export const unsafe = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

export function checkName(name: string, path: IssuePath): Issue[] {
  const issues: Issue[] = [];
  const kept = name.trim();
  if (!visible.test(kept)) issues.push(issue('NAME_BLANK', ...path));
  if (!isWithinName(kept)) issues.push(issue('NAME_TOO_LONG', ...path));
  if (unsafe.test(name) || !name.isWellFormed()) issues.push(issue('NAME_CHARACTER', ...path));
  if (issues.length === 0 && hasUselessInvisible(name)) issues.push(issue('NAME_INVISIBLE', ...path));
  return issues;
}

/** The name with ` (clone)` appended, shortened if it would be too long. */
export function nameOfClone(name: string): string {
  const suffix = ' (clone)';
  const kept = [...name].slice(0, maxNameLength - suffix.length).join('');
  // The cut can split an emoji of several characters, and the invisible rest of it would be refused.
  return `${withoutInvisibleEnd(kept)}${suffix}`;
}
