import { type Issue, issue, withNote } from '../domain/error/issue.ts';
import { defaultPageSize } from '../domain/page.ts';
import type { RestResponse } from './envelope.ts';

/** A connection as the documents of the shim select it. */
export interface ListedPage<Item> {
  readonly nodes: readonly Item[];
  readonly totalCount: number;
}

/** The page of a query, as GraphQL arguments. */
export interface NumberedPage {
  readonly page: number;
  readonly pageSize: number;
  readonly variables: { readonly first: number; readonly skip: number };
  readonly unreadable: readonly Issue[];
}

const maxInt = 2_147_483_647;

/** Reads `page` and `page_size` as numbers. GraphQL checks their bounds. */
export function pageVariables(query: URLSearchParams): NumberedPage {
  const unreadable: Issue[] = [];
  const read = (name: string, field: string, byDefault: number) => {
    const text = query.get(name) || `${byDefault}`;
    if (/^-?\d{1,20}$/.test(text)) return Math.max(-maxInt, Math.min(maxInt, Number(text)));
    unreadable.push(withNote(issue('WRONG_TYPE', field), 'EXPECTED_INTEGER'));
    return byDefault;
  };
  const page = read('page', 'skip', 1);
  const pageSize = read('page_size', 'first', defaultPageSize);
  const skip = Math.max(-maxInt, Math.min(maxInt, (page - 1) * pageSize));
  return { page, pageSize, variables: { first: pageSize, skip }, unreadable };
}

/** The flat envelope of lists in the AuthMS API. A page beyond the end is empty. */
export function pagedAnswer(
  { nodes, totalCount }: ListedPage<object>,
  { page, pageSize }: NumberedPage,
  now: Date,
): RestResponse {
  const totalPages = Math.ceil(totalCount / pageSize);
  const pagination = {
    page,
    page_size: pageSize,
    total: totalCount,
    total_pages: totalPages,
    has_next: page < totalPages,
    has_prev: page > 1,
  };
  const head = { code: 0, message: 'success', items: nodes, total: totalCount, pagination };
  return { status: 200, headers: {}, body: { ...head, timestamp: now.toISOString() } };
}
