import { type Issue, issue, issueIn } from '../../domain/error/issue.ts';
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
import { catalogueError } from '../graphql-error.ts';

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

/**
 * The page that the arguments ask for.
 *
 * @param positionOf reads the content of a cursor. Returns `undefined` for content of another list.
 * @throws {GraphQLError} INVALID_ARGUMENT with every issue.
 */
export function requirePage<Position>(
  { unreadable, language }: Context,
  args: PageArguments,
  positionOf: (content: string) => Position | undefined,
  further: readonly Issue[] = [],
): Page<Position> {
  const issues = [...unreadable, ...further, ...checkPage(args)];
  const read = (field: 'after' | 'before') => {
    const position = args[field] == null ? undefined : positionOf(decodeCursor(args[field]));
    if (args[field] != null && position === undefined) issues.push(issue('CURSOR', field));
    return position;
  };
  const positions = { after: read('after'), before: read('before') };
  if (issues.length > 0)
    throw catalogueError('INVALID_ARGUMENT', { issues: issues.map((one) => issueIn(one, language)) });
  return { ...pageOf(args), ...positions };
}

/** The cost of a connection: the cost of an item times the largest number of items in the page. */
export function pageComplexity({ first, last }: PageArguments): { field: number; multiplier: number } {
  // The resolver refuses a value out of bounds.
  const items = first ?? last ?? 20;
  return { field: 1, multiplier: Math.min(Math.max(items, 0), maxPageSize) };
}

function encodeCursor(content: string): string {
  return Buffer.from(content).toString('base64url');
}

function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}

/** A page as a connection (GraphQL Cursor Connections §4). */
export function connectionOf<Item, Node>(
  { items, hasNextPage, hasPreviousPage }: Slice<Item>,
  edgeOf: (item: Item) => { readonly position: string; readonly node: Node },
  total: () => Promise<number>,
) {
  const edges = items.map((item) => {
    const { position, node } = edgeOf(item);
    return { cursor: encodeCursor(position), node };
  });
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    total,
  };
}
