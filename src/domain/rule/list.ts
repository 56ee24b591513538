import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Items that any list of a registration may have. */
export const maxItems = 100;

/**
 * The issue of a list that is given and empty, or too long to be looked at item by item: a body full of bad items would
 * be answered with as many issues.
 */
export function checkLength(items: readonly unknown[], path: IssuePath): Issue | undefined {
  if (items.length === 0) return issue('EMPTY_LIST', ...path);
  return items.length > maxItems ? issue('TOO_MANY_ITEMS', ...path) : undefined;
}

/** The items of a list that are looked at; any other value as it is. */
export function firstItems(value: unknown): unknown {
  return Array.isArray(value) && value.length > maxItems + 1 ? value.slice(0, maxItems + 1) : value;
}
