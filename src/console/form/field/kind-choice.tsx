import { useId } from 'react';
import { keepFocus } from '../../element/keep-focus.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Group } from './field.tsx';
import { refusalOfKind } from './profile-allowance.ts';

export function KindChoice() {
  const text = useFormText();
  const { draft, dispatch, profile } = useForm();
  const isRefused = refusalOfKind(draft.isConfidential, profile) !== undefined;
  return (
    <Group field="isConfidential">
      <div className="cards">
        <Kind isConfidential />
        <Kind isConfidential={false} />
      </div>
      {isRefused && (
        <div ref={keepFocus} className="notice row" data-tone="bad">
          <p>{text.refused.kind}</p>
          <button type="button" onClick={() => dispatch({ do: 'chooseKind', isConfidential: true })}>
            {text.refused.fixKind}
          </button>
        </div>
      )}
    </Group>
  );
}

function Kind({ isConfidential }: { readonly isConfidential: boolean }) {
  const text = useFormText();
  const { draft, dispatch, profile, touch } = useForm();
  const id = useId();
  const { label, hint } = text.kind[isConfidential ? 'confidential' : 'public'];
  const refusal = refusalOfKind(isConfidential, profile);
  const isChosen = draft.isConfidential === isConfidential;
  return (
    <div className="option" data-refused={refusal !== undefined}>
      <label className="choice">
        <input
          type="radio"
          name="kind"
          checked={isChosen}
          disabled={refusal !== undefined && !isChosen}
          aria-describedby={id}
          onChange={() => {
            dispatch({ do: 'chooseKind', isConfidential });
            touch('isConfidential');
          }}
        />
        <strong>{label}</strong>
      </label>
      <p id={id} className="hint">
        {hint}
        {refusal && (
          <span className="reason">
            {text.refused.byProfile} <span className="clause">{refusal.reference}</span>
          </span>
        )}
      </p>
    </div>
  );
}
