import { type RefObject, useEffect, useRef } from 'react';
import type { Pages } from '../paging.ts';

/** How far a list was read. */
export interface ListView {
  readonly rows: number;
  /** Pixels from the top of the page. */
  readonly top: number;
}

/** Where the way back leads to, until it is reached; the entry of the browser's history remembers it. */
export function useListView(): RefObject<ListView | undefined> {
  return useRef<ListView | undefined>(history.state?.view);
}

/** Goes to the place once its rows are there, and remembers where its reader is from then on. */
export function useRememberedListView(
  view: RefObject<ListView | undefined>,
  { rows: { length: rows }, isCurrent, cursor, error, loadMore }: Pages<unknown>,
): void {
  const hasMore = cursor !== undefined && error === undefined;
  useEffect(() => {
    if (!isCurrent) return;
    // The gateway gives a hundred rows at once, and the place may be further down.
    if (view.current && rows < view.current.rows && hasMore) return loadMore();
    if (view.current) scrollTo(0, view.current.top);
    view.current = undefined;
    const remember = () => history.replaceState({ ...history.state, view: { rows, top: scrollY } }, '');
    addEventListener('scrollend', remember);
    return () => removeEventListener('scrollend', remember);
  }, [view, rows, isCurrent, hasMore, loadMore]);
}
