import { useId } from 'react';
import { useText } from '../../language.tsx';
import type { FieldLocation } from '../draft/placement.ts';
import { idOf } from '../focus-location.tsx';
import {
  type FlagField,
  isFlag,
  isLines,
  type LinesField,
  type ListedField,
  linesOf,
  listedFieldsOf,
  type Section,
} from '../form-field.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, saidId, useDescription } from '../said.tsx';
import { Hint, TextField } from './field.tsx';

/** The members of a section that need no special control. */
export function ListedFields({ section }: { readonly section: Section }) {
  return listedFieldsOf(section).map((field) => <Listed key={field} field={field} />);
}

function Listed({ field }: { readonly field: ListedField }) {
  if (isFlag(field)) return <CheckBox field={field} />;
  return isLines(field) ? <LinesInput field={field} /> : <TextField field={field} />;
}

function CheckBox({ field }: { readonly field: FlagField }) {
  const text = useFormText();
  const { draft, dispatch, touch } = useForm();
  const hint = useId();
  const described = useDescription(field, hint);
  return (
    <div className="field">
      <label className="choice">
        <input
          id={idOf(field)}
          type="checkbox"
          checked={draft[field]}
          onChange={() => {
            dispatch({ do: 'toggle', field });
            touch(field);
          }}
          {...described}
        />
        <strong>{text.field[field].label}</strong>
      </label>
      <Hint field={field} id={hint} />
      <Said location={field} />
    </div>
  );
}

/** A list with an item on each line. */
function LinesInput({ field }: { readonly field: LinesField }) {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dispatch, touch, saidAt } = useForm();
  const hint = useId();
  const { 'aria-describedby': describedBy, 'aria-invalid': isBad } = useDescription(field, hint);
  const said = linesOf(draft[field])
    .map(({ number }) => ({ number, location: `${field}.${number}` satisfies FieldLocation }))
    .filter(({ location }) => Object.values(saidAt(location)).some(({ length }) => length > 0));
  return (
    <div className="field">
      <label htmlFor={idOf(field)}>
        {text.field[field].label}
        <span className="optional">{mark.aside(text.optional)}</span>
      </label>
      <textarea
        id={idOf(field)}
        className="lines"
        rows={2}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft[field]}
        onChange={({ target }) => dispatch({ do: 'type', field, text: target.value })}
        onBlur={() => touch(field)}
        aria-describedby={[describedBy, ...said.map(({ location }) => saidId(location))].join(' ')}
        aria-invalid={isBad || said.some(({ location }) => saidAt(location).issues.length > 0) || undefined}
      />
      <Hint field={field} id={hint} />
      <Said location={field} />
      {said.map(({ number, location }) => (
        <div key={number} className="stack tight">
          <p className="demand">{text.part.line(number)}</p>
          <Said location={location} />
        </div>
      ))}
    </div>
  );
}
