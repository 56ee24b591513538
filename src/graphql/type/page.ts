import { type Issue, issue } from '../../domain/error/issue.ts';
import {
  checkPage,
  maxPageSize,
  type Page,
  type PageArguments,
  pageOf,
  type Slice,
} from '../../domain/page.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { invalidArguments } from '../guard.ts';

/** The arguments that every connection has. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ description: 'Number of items from the start, 1 to 100. Default: 20.' }),
  after: t.string({ description: 'Returns items after this cursor.' }),
  last: t.int({ description: 'Number of items from the end, 1 to 100. Cannot be combined with `first`.' }),
  before: t.string({ description: 'Returns items before this cursor.' }),
  skip: t.int({
    description:
      'Number of items to skip from the start of the list, 0 to 1,000,000, for numbered pages. Cannot be combined with a cursor or `last`. The cost grows with the number; the cost of a cursor does not.',
  }),
}));

/** A page, and the issues of its arguments. A page with issues must not be read. */
interface RequestedPage<Position> {
  readonly page: Page<Position>;
  readonly issues: readonly Issue[];
}

/**
 * The page that the arguments ask for.
 *
 * @param positionOf reads the content of a cursor. Returns `undefined` for content of another list.
 */
export function requestedPage<Position>(
  { unreadable }: Context,
  args: PageArguments,
  positionOf: (content: string) => Position | undefined,
): RequestedPage<Position> {
  const issues = [...unreadable, ...checkPage(args)];
  const read = (field: 'after' | 'before') => {
    const position = args[field] == null ? undefined : positionOf(decodeCursor(args[field]));
    if (args[field] != null && position === undefined) issues.push(issue('CURSOR', field));
    return position;
  };
  const positions = { after: read('after'), before: read('before') };
  return { page: { ...pageOf(issues.length === 0 ? args : {}), ...positions }, issues };
}

/**
 * The same for a field that has no other arguments.
 *
 * @throws {GraphQLError} INVALID_ARGUMENT with every issue.
 */
export function requirePage<Position>(
  context: Context,
  args: PageArguments,
  positionOf: (content: string) => Position | undefined,
): Page<Position> {
  const { page, issues } = requestedPage(context, args, positionOf);
  if (issues.length > 0) throw invalidArguments(context, issues);
  return page;
}

/** The cost of a connection: the cost of an item times the largest number of items in the page. */
export function pageComplexity({ first, last }: PageArguments): { field: number; multiplier: number } {
  // The resolver refuses a value outside the limits.
  const items = first ?? last ?? 20;
  return { field: 1, multiplier: Math.min(Math.max(items, 0), maxPageSize) };
}

function encodeCursor(content: string): string {
  return Buffer.from(content).toString('base64url');
}

function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}

/** How a connection presents the items of a list. */
export interface EdgeForm<Item, Node> {
  readonly nodeOf: (item: Item) => Node;
  /** The content of the cursor of an item. Called only for cursors that are selected. */
  readonly positionOf: (item: Item) => string;
}

/** A page as a connection (GraphQL Cursor Connections §4). */
export function connectionOf<Item, Node>(
  { items, hasNextPage, hasPreviousPage }: Slice<Item>,
  { nodeOf, positionOf }: EdgeForm<Item, Node>,
  total: () => Promise<number>,
) {
  const edges = items.map((item) => ({
    node: nodeOf(item),
    get cursor() {
      return encodeCursor(positionOf(item));
    },
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    total,
  };
}
