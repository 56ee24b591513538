import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Items of a list in a registration, at most. */
export const maxItems = 100;

/**
 * The issue of an empty list, or of one that is too long to check each item: a body full of invalid items would get as many
 * issues.
 */
export function checkLength(items: readonly unknown[], path: IssuePath): Issue | undefined {
  if (items.length === 0) return issue('EMPTY_LIST', ...path);
  return items.length > maxItems ? issue('TOO_MANY_ITEMS', ...path) : undefined;
}

/** The items of a list that are checked; any other value unchanged. */
export function firstItems(value: unknown): unknown {
  return Array.isArray(value) && value.length > maxItems + 1 ? value.slice(0, maxItems + 1) : value;
}
