/**
 * A `ref` for what goes away under the focus, as a button does that has nothing more to do: the nearest part of the page
 * around it that can have the focus gets it, or else the heading. A browser gives it to nobody, and a keyboard begins at the top.
 */
export function keepFocus(element: HTMLElement | null): () => void {
  return () => {
    if (!element?.contains(document.activeElement)) return;
    const around = element.parentElement?.closest<HTMLElement>('[tabindex="-1"]');
    if (around) around.focus({ preventScroll: true });
    else focusHeading();
  };
}

export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}
