import type { Place } from './placement.ts';

const control = 'input:not(:disabled), textarea, select, button';

/** The id of the element at a place. The dot of a scope stays: `a.b` and `a-b` are two. */
export function idOf(place: Place): string {
  return `at-${place.replace('.', '-')}`;
}

/** Goes to a place: opens what it is folded in, and puts the focus on its control. */
export function focusPlace(place: Place): void {
  const element = document.getElementById(idOf(place));
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
