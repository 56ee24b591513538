import { useState } from 'react';
import { useText } from '../../language.tsx';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { listedFieldsOf } from '../plain-field.ts';
import { TextField } from './field.tsx';

const displayFields = listedFieldsOf('display');

/** Optional fields, collapsed if all of them are empty. */
export function DisplayFields() {
  const text = useFormText();
  const { mark } = useText();
  const { draft } = useForm();
  const [isOpen] = useState(() => displayFields.some((field) => draft[field] !== ''));
  return (
    <details className="card form-section" open={isOpen}>
      <summary>
        <h2>{text.section.display}</h2>
        <span className="optional">{mark.aside(text.optional)}</span>
      </summary>
      <div className="stack">
        {displayFields.map((field) => (
          <TextField key={field} field={field} />
        ))}
      </div>
    </details>
  );
}
