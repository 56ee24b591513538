import { useId } from 'react';
import { keepFocus } from '../../element/keep-focus.ts';
import { useText } from '../../language.tsx';
import type { FieldLocation } from '../draft/placement.ts';
import { idOf } from '../focus-location.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, useDescription } from '../said.tsx';
import type { Refusal } from './profile-allowance.ts';

export interface Option {
  readonly location: FieldLocation;
  readonly label: string;
  readonly hint: string;
  /** The registered name. */
  readonly word: string;
  readonly clause: string;
  readonly isChosen: boolean;
  readonly refusal: Refusal | undefined;
  readonly onToggle: () => void;
}

/**
 * Checkboxes. A refused option cannot be selected and shows the reason. One that is already selected stays and can be
 * removed.
 */
export function OptionList({ options }: { readonly options: readonly Option[] }) {
  return (
    <div className="cards">
      {options.map((option) => (
        <Choice key={option.location} {...option} />
      ))}
    </div>
  );
}

function Choice({ location, label, hint, word, clause, isChosen, refusal, onToggle }: Option) {
  const { refused: text } = useFormText();
  const { draft } = useForm();
  const hintId = useId();
  const described = useDescription(location, hintId);
  const byKind = draft.isConfidential ? text.byKindConfidential : text.byKindPublic;
  return (
    <div className="option" data-refused={refusal !== undefined} data-chosen={isChosen}>
      <label className="choice">
        <input
          id={idOf(location)}
          type="checkbox"
          checked={isChosen}
          disabled={refusal !== undefined && !isChosen}
          onChange={onToggle}
          {...described}
        />
        <span>
          <strong>{label}</strong> <code className="word">{word}</code>
        </span>
      </label>
      <p id={hintId} className="hint">
        {hint} <span className="clause">{clause}</span>
        {refusal && (
          <span className="reason">
            {refusal.by === 'profile' ? text.byProfile : byKind}{' '}
            <span className="clause">{refusal.reference}</span>
          </span>
        )}
      </p>
      <Said location={location} />
    </div>
  );
}

interface FixProps {
  readonly words: readonly string[];
  readonly label: string;
  readonly onFix: () => void;
}

/** Lists the selected options that are not allowed and removes them on request. Nothing is removed silently. */
export function Fix({ words, label, onFix }: FixProps) {
  const { refused: text } = useFormText();
  const { mark } = useText();
  if (words.length === 0) return null;
  return (
    <div ref={keepFocus} className="notice row" data-tone="bad">
      <p>{text.methods(words.join(mark.item))}</p>
      <button type="button" onClick={onFix}>
        {label}
      </button>
    </div>
  );
}
