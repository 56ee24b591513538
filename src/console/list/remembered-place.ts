import { type RefObject, useEffect, useRef } from 'react';
import type { Pages } from '../paging.ts';

/** How far a list was read. */
export interface Place {
  readonly rows: number;
  /** Pixels from the top of the page. */
  readonly top: number;
}

/** Where the way back leads to, until it is reached; the entry of the browser's history remembers it. */
export function usePlace(): RefObject<Place | undefined> {
  return useRef<Place | undefined>(history.state?.place);
}

/** Goes to the place once its rows are there, and remembers where its reader is from then on. */
export function useRememberedPlace(
  place: RefObject<Place | undefined>,
  { rows: { length: rows }, isCurrent, cursor, error, loadMore }: Pages<unknown>,
): void {
  const hasMore = cursor !== undefined && error === undefined;
  useEffect(() => {
    if (!isCurrent) return;
    // The gateway gives a hundred rows at once, and the place may be further down.
    if (place.current && rows < place.current.rows && hasMore) return loadMore();
    if (place.current) scrollTo(0, place.current.top);
    place.current = undefined;
    const remember = () => history.replaceState({ ...history.state, place: { rows, top: scrollY } }, '');
    addEventListener('scrollend', remember);
    return () => removeEventListener('scrollend', remember);
  }, [place, rows, isCurrent, hasMore, loadMore]);
}
