import type { FieldLocation } from './placement.ts';

const control = 'input:not(:disabled), textarea, select, button';

/** The id of the element at a place. The dot of a scope stays: `a.b` and `a-b` are two. */
export function idOf(location: FieldLocation): string {
  return `at-${location.replace('.', '-')}`;
}

/** Goes to a place: opens what it is folded in, and puts the focus on its control. */
export function focusLocation(location: FieldLocation): void {
  const element = document.getElementById(idOf(location));
  if (element === null) return;
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
  const target = element.matches(control)
    ? element
    : (element.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      element.querySelector<HTMLElement>(control));
  (target ?? element).focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
}
