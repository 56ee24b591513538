import { useEffect } from 'react';

/**
 * Asks before what was typed is lost: by closing the page, by a link in it, or by the back button. `confirm` is the browser's
 * own question, because the navigation has to wait for its answer.
 */
export function useLeaveGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const address = location.href;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (!leavesBy(event) || confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onBack = (event: PopStateEvent) => {
      if (location.href === address || confirm(question)) return;
      // The router, which listens too, does not hear of it, and the address is what it was.
      event.stopImmediatePropagation();
      history.pushState(null, '', address);
    };
    addEventListener('beforeunload', onUnload);
    addEventListener('popstate', onBack, { capture: true });
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('popstate', onBack, { capture: true });
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isDirty, question]);
}

/** Whether a click takes this page away: not one that opens another tab, and not one to a place in the page. */
function leavesBy(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank') return false;
  return new URL(link.href).pathname !== location.pathname;
}
