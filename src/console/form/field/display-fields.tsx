import { useState } from 'react';
import { useText } from '../../language.tsx';
import { listedFieldsOf } from '../form-field.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { ListedFields } from './listed-field.tsx';

const displayFields = listedFieldsOf('display');

/** Optional fields, collapsed if all of them are empty. */
export function DisplayFields() {
  const text = useFormText();
  const { mark } = useText();
  const { draft } = useForm();
  const [isOpen] = useState(() => displayFields.some((field) => Boolean(draft[field])));
  return (
    <details className="card form-section" open={isOpen}>
      <summary>
        <h2>{text.section.display}</h2>
        <span className="optional">{mark.aside(text.optional)}</span>
      </summary>
      <div className="stack">
        <ListedFields section="display" />
      </div>
    </details>
  );
}
