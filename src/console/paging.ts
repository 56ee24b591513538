import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';

/** A page of a connection of the schema. */
interface Connection<Row> {
  /** Requested with the first page only. */
  readonly totalCount?: number;
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

interface LoadedPage<Row> {
  /** `null` if the object with the list does not exist. */
  readonly connection?: Connection<Row> | null | undefined;
  readonly error?: CombinedError | undefined;
}

/** @param after a cursor; `undefined` requests the first page and the total. */
export type LoadPage<Row> = (after: string | undefined) => Promise<LoadedPage<Row>>;

interface PagesState<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly isLoading: boolean;
  /** Whether `rows` belong to the last request. */
  readonly isCurrent: boolean;
  readonly error: CombinedError | undefined;
  /** `undefined` if there are no more. */
  readonly cursor: string | undefined;
}

export interface Pages<Row> extends PagesState<Row> {
  /** Loads the next page; after a failure, the same one again. */
  readonly loadMore: () => void;
}

const nothing = {
  rows: [],
  total: undefined,
  isLoading: true,
  isCurrent: false,
  error: undefined,
  cursor: undefined,
} as const;

/** An endless list. It restarts when `load` changes; the old rows are shown until then. */
export function usePages<Row>(load: LoadPage<Row>): Pages<Row> {
  const [state, setState] = useState<PagesState<Row>>(nothing);
  const current = useRef(load);
  const isLoading = useRef(false);

  const fetchPage = useCallback(
    async (after: string | undefined) => {
      isLoading.current = true;
      setState((old) => ({ ...old, isLoading: true, error: undefined }));
      const { connection, error } = await load(after);
      // A response to an earlier request must not replace newer rows.
      if (current.current !== load) return;
      isLoading.current = false;
      setState((old) => {
        const known = after === undefined ? [] : old.rows;
        if (error) return { ...old, rows: known, isLoading: false, isCurrent: true, error };
        return {
          rows: [...known, ...(connection?.nodes ?? [])],
          total: after === undefined ? connection?.totalCount : old.total,
          isLoading: false,
          isCurrent: true,
          error: undefined,
          cursor: (connection?.pageInfo.hasNextPage && connection.pageInfo.endCursor) || undefined,
        };
      });
    },
    [load],
  );

  useEffect(() => {
    current.current = load;
    setState((old) => ({ ...old, isCurrent: false, cursor: undefined }));
    void fetchPage(undefined);
  }, [load, fetchPage]);

  const { cursor } = state;
  const loadMore = useCallback(() => {
    if (!isLoading.current) void fetchPage(cursor);
  }, [fetchPage, cursor]);
  return { ...state, loadMore };
}
