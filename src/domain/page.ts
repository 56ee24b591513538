import { z } from 'zod';
import { type Issue, issue } from './error/issue.ts';

export const defaultPageSize = 20;
export const maxPageSize = 100;
const maxSkip = 1_000_000;

/** The arguments of a connection (GraphQL Cursor Connections §4), and `skip` for numbered pages. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly skip?: number | null | undefined;
}

/** The requested part of a list. A position is the sort key of the store. */
export interface Page<Position> {
  readonly limit: number;
  /** Whether the page is the end of its range instead of its start. */
  readonly isBackward: boolean;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
  /** Rows to skip before the page. */
  readonly skip: number;
}

/** The schema of a page. Only `pageOf` and a cursor make one, so the limits here are those of `checkPage`. */
export function pageSchema<Position>(position: z.ZodType<Position>): z.ZodType<Page<Position>> {
  return z.object({
    limit: z.int().min(1).max(maxPageSize),
    isBackward: z.boolean(),
    after: z.union([position, z.undefined()]),
    before: z.union([position, z.undefined()]),
    skip: z.int().min(0).max(maxSkip),
  });
}

export interface Slice<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** The issues of the arguments, except those of their cursors. */
export function checkPage({ first, last, after, before, skip }: PageArguments): Issue[] {
  const issues: Issue[] = [];
  if (first != null && !isWithin(first, 1, maxPageSize)) issues.push(issue('PAGE_SIZE', 'first'));
  if (last != null && !isWithin(last, 1, maxPageSize)) issues.push(issue('PAGE_SIZE', 'last'));
  if (first != null && last != null) issues.push(issue('PAGE_DIRECTION', 'last'));
  const isFromStart = last == null && after == null && before == null;
  if (skip != null && !(isWithin(skip, 0, maxSkip) && isFromStart)) issues.push(issue('PAGE_SKIP', 'skip'));
  return issues;
}

/** The page of valid arguments, without the positions of their cursors. */
export function pageOf({ first, last, skip }: PageArguments): Omit<Page<never>, 'after' | 'before'> {
  return { limit: last ?? first ?? defaultPageSize, isBackward: last != null, skip: skip ?? 0 };
}

/** Makes a slice of rows read in the direction of the page, one more than the page holds. */
export function sliceOf<Item>(page: Page<unknown>, rows: readonly Item[]): Slice<Item> {
  const isMore = rows.length > page.limit;
  const items = rows.slice(0, page.limit);
  return {
    items: page.isBackward ? items.reverse() : items,
    hasNextPage: page.isBackward ? page.before !== undefined : isMore,
    hasPreviousPage: page.isBackward ? isMore : page.after !== undefined || page.skip > 0,
  };
}

/** Whether the database can search for a text: 1 to 2,048 characters, no NUL and no unpaired surrogate. */
export function isSearchable(text: string | null | undefined): boolean {
  return (
    text == null || (text.length >= 1 && text.length <= 2048 && !text.includes('\0') && text.isWellFormed())
  );
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
