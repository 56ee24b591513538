import { type Issue, issue, withMessage } from '../domain/error/issue.ts';

/** A tag of RFC 9110 §8.8.3; `W/` makes it weak. */
const entityTag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * The versions that an `If-Match` names (RFC 9110 §13.1.1): 0 for a tag that no version has, none for `*`. `undefined` for a
 * field that is neither `*` nor a list of tags in quotes.
 */
export function versionsOf(ifMatch: string): readonly number[] | undefined {
  if (ifMatch.trim() === '*') return [];
  const tags = ifMatch.match(entityTag) ?? [];
  // A header field contains no line break, so one can replace each tag.
  const items = ifMatch
    .replace(entityTag, '\n')
    .split(',')
    .map((item) => item.replace(/[ \t]+/g, ''));
  const isList = items.every((item) => item === '\n' || item === '');
  if (tags.length === 0 || !isList) return undefined;
  return tags.map((tag) => Number(/^"([1-9]\d{0,8})"$/.exec(tag)?.[1] ?? 0));
}

/** The issue of an `If-Match` that has another form. */
export function ifMatchIssues(ifMatch: string | undefined): Issue[] {
  if (ifMatch === undefined || versionsOf(ifMatch)) return [];
  const found = withMessage(issue('WRONG_TYPE', 'expectedVersion'), {
    en: 'Must be an ETag with its quotes, such as "2", or *.',
    zh: '必须是带引号的 ETag（例如 "2"）或 *。',
  });
  return [{ ...found, reference: 'RFC 9110 §13.1.1' }];
}
