import { IssueList } from '../element/issue-list.tsx';
import type { FieldLocation } from './draft/placement.ts';
import { idOf } from './focus-location.tsx';
import { useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';

/** The issues and, separately, the advisories of a location. The control refers to it with `aria-describedby`. */
export function Said({ location }: { readonly location: FieldLocation }) {
  const { summary: text } = useFormText();
  const { issues, advisories } = useForm().saidAt(location);
  if (issues.length === 0 && advisories.length === 0) return null;
  return (
    <div id={saidId(location)} className="said">
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

/** Attributes that connect a control with its hint and its messages. */
export function useDescription(location: FieldLocation, hintId?: string): Described {
  const { issues, advisories } = useForm().saidAt(location);
  const isSaid = issues.length > 0 || advisories.length > 0;
  const ids = [hintId, isSaid ? saidId(location) : undefined].filter((id) => id !== undefined);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': issues.length > 0 || undefined,
  };
}

/** The id of the messages of a location. */
export function saidId(location: FieldLocation): string {
  return `${idOf(location)}-said`;
}
