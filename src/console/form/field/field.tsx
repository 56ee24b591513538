import { type ReactNode, useId } from 'react';
import { useText } from '../../language.tsx';
import { metadataMembers } from '../../metadata-member.ts';
import type { Field as FieldName } from '../draft/draft.ts';
import { idOf } from '../focus-location.tsx';
import type { IntegerField, PlainField } from '../form-field.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, useDescription } from '../said.tsx';

/** The texts of a field and its clause. */
export function Hint({ field, id }: { readonly field: FieldName; readonly id: string }) {
  const text = useFormText();
  return (
    <p id={id} className="hint">
      {text.field[field].hint} <span className="clause">{metadataMembers[field].clause}</span>
    </p>
  );
}

interface TextFieldProps {
  readonly field: PlainField | IntegerField;
  readonly type?: 'text' | 'url' | 'numeric';
  readonly isRequired?: boolean;
  readonly placeholder?: string;
}

const inputModes = { text: 'text', uri: 'url', integer: 'numeric' } as const;

/** Digits that can be typed for a number. GraphQL refuses a request with a larger one than 2,147,483,647. */
const maxDigits = 9;

/** A field of one line. A field for a number takes only digits. */
export function TextField({
  field,
  type = inputModes[metadataMembers[field].form],
  isRequired = false,
  placeholder,
}: TextFieldProps) {
  const text = useFormText();
  const { mark } = useText();
  const { draft, dispatch, touch } = useForm();
  const hint = useId();
  const described = useDescription(field, hint);
  return (
    <div className="field">
      <label htmlFor={idOf(field)}>
        {text.field[field].label}
        <span className="optional">{mark.aside(isRequired ? text.required : text.optional)}</span>
      </label>
      <input
        id={idOf(field)}
        // The URL check of browsers differs from the rules.
        type="text"
        inputMode={type}
        required={isRequired}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={draft[field]}
        maxLength={type === 'numeric' ? maxDigits : undefined}
        onChange={({ target }) =>
          dispatch({
            do: 'type',
            field,
            text: type === 'numeric' ? target.value.replace(/\D/g, '') : target.value,
          })
        }
        onBlur={() => touch(field)}
        {...described}
      />
      <Hint field={field} id={hint} />
      <Said location={field} />
    </div>
  );
}

interface GroupProps {
  readonly field: FieldName;
  /** Neither is shown if the server has a visible default. */
  readonly need?: 'optional' | 'required';
  readonly children: ReactNode;
}

/** A field of several controls. */
export function Group({ field, need, children }: GroupProps) {
  const text = useFormText();
  const { mark } = useText();
  const hint = useId();
  const { 'aria-describedby': describedBy } = useDescription(field, hint);
  return (
    <fieldset id={idOf(field)} className="field" tabIndex={-1} aria-describedby={describedBy}>
      <legend>
        {text.field[field].label}
        {need && <span className="optional">{mark.aside(text[need])}</span>}
      </legend>
      <Hint field={field} id={hint} />
      {children}
      <Said location={field} />
    </fieldset>
  );
}
