import { useEffect } from 'react';

interface Guard {
  /** Elements with input that can be lost. */
  readonly address: string;
  readonly question: string;
}

let guard: Guard | undefined;

// Listeners run in the order of their registration. The router registers its listener later, with the first page.
addEventListener('popstate', (event) => {
  if (guard === undefined || location.href === guard.address || mayLeave()) return;
  // The router is not notified, and the address is restored.
  event.stopImmediatePropagation();
  history.pushState(null, '', guard.address);
});

/** Asks if input would be lost; for actions that leave the page without an address, such as signing out. */
export function mayLeave(): boolean {
  return guard === undefined || confirm(guard.question);
}

/**
 * Asks before input is lost by closing the page, by a link in it, or by the back button. `confirm` is the dialog of the
 * browser, because the navigation must wait for its answer.
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

/** Whether a click leaves this page: not one that opens another tab, nor one to a place in the page. */
function leavesBy(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank') return false;
  return new URL(link.href).pathname !== location.pathname;
}
