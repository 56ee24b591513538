import { type KeyboardEvent, useRef, useState } from 'react';
import { idOf } from '../focus-location.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, useDescription } from '../said.tsx';
import { Group } from './field.tsx';

export function ScopeList() {
  const { part } = useFormText();
  const { draft, dispatch, touch } = useForm();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const take = (text: string) => {
    dispatch({ do: 'addScopes', text });
    setTyped('');
    touch('scopes');
  };
  const takeOnKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== ' ')) return;
    // Also if it is empty: an extra Enter must not submit the form.
    event.preventDefault();
    if (typed.trim() !== '') take(typed);
  };
  return (
    <Group field="scopes" need="optional">
      {draft.scopes.length > 0 ? (
        <ul className="chips">
          {draft.scopes.map((scope, index) => (
            <Chip key={scope} scope={scope} index={index} onRemoved={() => input.current?.focus()} />
          ))}
        </ul>
      ) : (
        <p className="demand">{part.noScope}</p>
      )}
      <input
        ref={input}
        type="text"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-label={part.addScope}
        placeholder={part.addScope}
        value={typed}
        onChange={({ target }) =>
          /\s/.test(target.value.trim()) ? take(target.value) : setTyped(target.value)
        }
        onKeyDown={takeOnKey}
        onBlur={() => (typed.trim() === '' ? touch('scopes') : take(typed))}
      />
      {draft.scopes.map((scope) => (
        <BadScope key={scope} scope={scope} />
      ))}
    </Group>
  );
}

interface ChipProps {
  readonly scope: string;
  readonly index: number;
  readonly onRemoved: () => void;
}

function Chip({ scope, index, onRemoved }: ChipProps) {
  const { part } = useFormText();
  const { dispatch, touch } = useForm();
  const { 'aria-describedby': describedBy, 'aria-invalid': isBad } = useDescription(`scopes.${scope}`);
  return (
    <li data-bad={isBad}>
      <code>{scope}</code>
      <button
        type="button"
        id={idOf(`scopes.${scope}`)}
        aria-label={part.removeScope(scope)}
        aria-describedby={describedBy}
        onClick={() => {
          dispatch({ do: 'removeScope', index });
          touch('scopes');
          onRemoved();
        }}
      >
        ×
      </button>
    </li>
  );
}

function BadScope({ scope }: { readonly scope: string }) {
  const { part } = useFormText();
  const { issues } = useForm().saidAt(`scopes.${scope}`);
  if (issues.length === 0) return null;
  return (
    <div className="stack tight">
      <p className="demand">{part.scope(scope)}</p>
      <Said location={`scopes.${scope}`} />
    </div>
  );
}
