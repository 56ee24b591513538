import { useEffect, useRef } from 'react';
import { Failure } from './failure.tsx';
import { useText } from './language.tsx';
import type { Pages } from './paging.ts';

/** How far below the window the next page is fetched already. */
const ahead = '600px';

/** Ends a list: fetches the next page when it comes near, and has a button for those who do not scroll. */
export function LoadMore({ pages }: { readonly pages: Pages<unknown> }) {
  const { list: text } = useText();
  const button = useRef<HTMLButtonElement>(null);
  const { cursor, isLoading, error, loadMore } = pages;
  const isReady = cursor !== undefined && !isLoading && error === undefined;
  useEffect(() => {
    if (!isReady || button.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: ahead,
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isReady, loadMore]);
  if (error) return <Failure error={error} onRetry={loadMore} />;
  if (cursor === undefined) return null;
  return (
    <button ref={button} type="button" className="load-more" aria-disabled={isLoading} onClick={loadMore}>
      {isLoading ? text.loading : text.more}
    </button>
  );
}
