/**
 * A `ref` for an element that may disappear while it has the focus, such as a button without further use. The nearest
 * ancestor that can have the focus gets it, or else the heading. Without it, browsers drop the focus, and keyboard users
 * start at the top of the page.
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
