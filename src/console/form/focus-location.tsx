import { type FieldLocation, fieldOf } from './draft/placement.ts';

const control = 'input:not(:disabled), textarea, select, button';

/** The id of the element at a location. The dot of a scope is kept: `a.b` and `a-b` differ. */
export function idOf(location: FieldLocation): string {
  return `at-${location.replace('.', '-')}`;
}

/** Opens the section of a location and moves the focus to its control; for a line, to the control of its field. */
export function focusLocation(location: FieldLocation): void {
  const element = document.getElementById(idOf(location)) ?? document.getElementById(idOf(fieldOf(location)));
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
