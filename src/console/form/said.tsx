import { IssueList } from '../issue-list.tsx';
import { idOf } from './focus-place.tsx';
import { useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';
import type { Place } from './placement.ts';

/** What is wrong at a place, and, apart from it, what is advised. The control names it with `aria-describedby`. */
export function Said({ place }: { readonly place: Place }) {
  const { summary: text } = useFormText();
  const { issues, advisories } = useForm().saidAt(place);
  if (issues.length === 0 && advisories.length === 0) return null;
  return (
    <div id={saidId(place)} className="said">
      {issues.length > 0 && (
        <div className="said-issues">
          <IssueList issues={issues} hidePath />
        </div>
      )}
      {advisories.length > 0 && (
        <div className="said-advisories">
          <strong>{text.advisory}</strong>
          <IssueList issues={advisories} hidePath />
        </div>
      )}
    </div>
  );
}

interface Described {
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** What ties a control to its hint and to what is said at its place. */
export function useDescription(place: Place, hintId?: string): Described {
  const { issues, advisories } = useForm().saidAt(place);
  const isSaid = issues.length > 0 || advisories.length > 0;
  const ids = [hintId, isSaid ? saidId(place) : undefined].filter((id) => id !== undefined);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': issues.length > 0 || undefined,
  };
}

function saidId(place: Place): string {
  return `${idOf(place)}-said`;
}
