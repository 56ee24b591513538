import { useText } from '../language.tsx';
import type { Right } from '../session/rights.ts';
import { useSession } from '../session/session.tsx';

/** Whether the token of the session has a right. */
export function useRights(): (right: Right) => boolean {
  const { session } = useSession();
  return (right) => session?.rights.includes(right) ?? false;
}

interface MissingRightsProps {
  /** The rights that the controls of the page require. */
  readonly needed: readonly Right[];
}

/** Lists the rights that the token lacks and how to get them: the reason why controls are disabled. */
export function MissingRights({ needed }: MissingRightsProps) {
  const { failure: text, mark } = useText();
  const may = useRights();
  const missing = needed.filter((right) => !may(right));
  if (missing.length === 0) return null;
  return (
    <div className="notice" role="note">
      {missing.map((right) => (
        <p key={right} id={reasonId(right)}>
          {text.denied[right]}
          {mark.sentence}
          {text.rights[right]}
        </p>
      ))}
    </div>
  );
}

/** Attributes that disable a button if the token lacks the right, with the reason for screen readers. */
export function useGuard(): (right: Right) => { disabled: boolean; 'aria-describedby': string | undefined } {
  const may = useRights();
  return (right) => ({
    disabled: !may(right),
    'aria-describedby': may(right) ? undefined : reasonId(right),
  });
}

function reasonId(right: Right): string {
  return `missing-right-${right}`;
}
