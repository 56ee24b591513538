import { useEffect, useRef, useState } from 'react';
import { useText } from '../language.tsx';
import type { Pages } from '../paging.ts';
import { Failure } from './failure.tsx';
import { keepFocus } from './keep-focus.ts';

/** Distance below the window at which the next page is loaded. */
const ahead = '600px';

/** The end of a list: loads the next page when it comes into view, and has a button for people who do not scroll. */
export function LoadMore({ pages }: { readonly pages: Pages<unknown> }) {
  const { list: text } = useText();
  const end = useRef<HTMLDivElement>(null);
  const { rows, cursor, isLoading, error, loadMore } = pages;
  const isReady = cursor !== undefined && !isLoading && error === undefined;
  useEffect(() => {
    if (!isReady || end.current === null) return;
    // A busy browser reports several changes at once, the latest one last.
    const observer = new IntersectionObserver((changes) => changes.at(-1)?.isIntersecting && loadMore(), {
      rootMargin: ahead,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isReady, loadMore]);
  // Shown only for a list of more than one page.
  const [wasLong, setLong] = useState(false);
  if (cursor !== undefined && !wasLong) setLong(true);
  const isAtEnd = rows.length > 0 && cursor === undefined && !isLoading && !error;
  if (!wasLong && !error) return null;
  return (
    <div ref={end} tabIndex={-1} className="list-end">
      <Failure error={error} onRetry={loadMore} />
      {!error && cursor !== undefined && (
        <button ref={keepFocus} type="button" aria-disabled={isLoading} onClick={loadMore}>
          {isLoading ? text.loading : text.more}
        </button>
      )}
      {isAtEnd && <p className="quiet">{text.end}</p>}
    </div>
  );
}
