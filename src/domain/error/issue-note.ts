import type { Localized } from './language.ts';

/** Sentences that follow the message of an issue. `{0}` and `{1}` are values; several values of `{0}` are a list. */
const issueNotes = {
  ALLOWED: { en: 'Allowed: {0}.', zh: '允许：{0}。' },
  NO_PARAMETERS: { en: 'This operation has no query parameters.', zh: '此操作没有查询参数。' },
  EXPECTED_STRING: { en: 'Expected a string.', zh: '应为字符串。' },
  EXPECTED_BOOLEAN: { en: 'Expected true or false.', zh: '应为 true 或 false。' },
  EXPECTED_ARRAY: { en: 'Expected an array.', zh: '应为数组。' },
  EXPECTED_INTEGER: { en: 'Expected an integer of at most 32 bits.', zh: '应为 32 位以内的整数。' },
  EXPECTED_JWK_SET: {
    en: 'Expected the JWK Set as JSON text in a string.',
    zh: '应为字符串形式的 JWK Set（JSON 文本）。',
  },
  ISSUE_COUNT: { en: 'Number of issues: {0}.', zh: '问题数：{0}。' },
  NOT_STORED: {
    en: '`{0}` has no stored value. Send it in the same change.',
    zh: '`{0}` 没有已存的值。请在同一次修改中提供。',
  },
  STORED: {
    en: '`{0}` is the stored value. Send `{1}` in the same change to replace it.',
    zh: '`{0}` 为已存的值。请在同一次修改中提供 `{1}` 以替换它。',
  },
  STORED_NULL_CLEARS: {
    en: '`{0}` is the stored value. Send `{1}` in the same change to replace it, or null to clear it.',
    zh: '`{0}` 为已存的值。请在同一次修改中提供 `{1}` 以替换它，或提供 null 以清空。',
  },
  STORED_NULL_IS_DEFAULT: {
    en: '`{0}` is the stored value. Send `{1}` in the same change to replace it, or null for its default.',
    zh: '`{0}` 为已存的值。请在同一次修改中提供 `{1}` 以替换它，或提供 null 以恢复默认值。',
  },
} as const satisfies Record<string, Localized>;

export type IssueNote = keyof typeof issueNotes;

/** A note with its values filled in. */
export function issueNote(
  note: IssueNote,
  first: string | readonly string[] = '',
  second: string = '',
): Localized {
  const { en, zh } = issueNotes[note];
  const values = typeof first === 'string' ? [first] : first;
  const fill = (text: string, separator: string) =>
    text.replace('{0}', () => values.join(separator)).replace('{1}', () => second);
  return { en: fill(en, ', '), zh: fill(zh, '、') };
}
