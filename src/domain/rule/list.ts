import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Items of a list in a registration, at most. */
export const maxItems = 100;

/**
 * The issue of an empty list, or of one that is too long to check each item: a body full of invalid items would get as many
 * issues.
 */
export function checkLength(items: readonly unknown[], path: IssuePath): Issue | undefined {
  return items.length === 0 ? issue('EMPTY_LIST', ...path) : checkMost(items, path);
}

/** The codes of lists that are too long. */
export type LengthCode = 'TOO_MANY_ITEMS' | 'CONTACTS_TOO_MANY' | 'ACR_VALUES_TOO_MANY';

/** The issue of a list that is too long. An empty one is valid: it is the default of these lists. */
export function checkMost(
  items: readonly unknown[],
  path: IssuePath,
  most = maxItems,
  code: LengthCode = 'TOO_MANY_ITEMS',
): Issue | undefined {
  return items.length > most ? issue(code, ...path) : undefined;
}

/** The items of a list that are checked; any other value unchanged. */
export function firstItems(value: unknown): unknown {
  return Array.isArray(value) && value.length > maxItems + 1 ? value.slice(0, maxItems + 1) : value;
}
