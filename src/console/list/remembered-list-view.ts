import { type RefObject, useEffect, useRef } from 'react';
import type { Pages } from '../paging.ts';

/** How far a list was scrolled. */
export interface ListView {
  readonly rows: number;
  /** Pixels from the top of the page. */
  readonly top: number;
}

/** The position to return to; the entry of the browser's history stores it. */
export function useListView(): RefObject<ListView | undefined> {
  return useRef<ListView | undefined>(history.state?.view);
}

/** Scrolls to the position once its rows are loaded, and records the position from then on. */
export function useRememberedListView(
  view: RefObject<ListView | undefined>,
  { rows: { length: rows }, isCurrent, cursor, error, loadMore }: Pages<unknown>,
): void {
  const hasMore = cursor !== undefined && error === undefined;
  useEffect(() => {
    if (!isCurrent) return;
    // The gateway returns at most a hundred rows at once, and the position may be further down.
    if (view.current && rows < view.current.rows && hasMore) return loadMore();
    if (view.current) scrollTo(0, view.current.top);
    view.current = undefined;
    const remember = () => history.replaceState({ ...history.state, view: { rows, top: scrollY } }, '');
    addEventListener('scrollend', remember);
    return () => removeEventListener('scrollend', remember);
  }, [view, rows, isCurrent, hasMore, loadMore]);
}
