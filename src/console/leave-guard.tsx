import { useEffect } from 'react';

interface Guard {
  /** Where the typing happens. */
  readonly address: string;
  readonly question: string;
}

let guard: Guard | undefined;

// Listeners run in the order in which they came, and the router's comes when the first page is rendered: after this one.
addEventListener('popstate', (event) => {
  if (guard === undefined || location.href === guard.address || mayLeave()) return;
  // The router does not hear of it, and the address is what it was.
  event.stopImmediatePropagation();
  history.pushState(null, '', guard.address);
});

/** Asks where something would be lost; for whatever takes the page away without an address, like signing out. */
export function mayLeave(): boolean {
  return guard === undefined || confirm(guard.question);
}

/**
 * Asks before what was typed is lost: by closing the page, by a link in it, or by the back button. `confirm` is the browser's
 * own question, because the navigation has to wait for its answer.
 */
export function useLeaveGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    guard = { address: location.href, question };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (!leavesBy(event) || confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      guard = undefined;
      removeEventListener('beforeunload', onUnload);
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
