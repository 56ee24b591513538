import { useId, useState } from 'react';
import { useText } from '../language.tsx';

/** The fields of the two dialogs that create a secret. */
export function useSecretFields() {
  const [description, setDescription] = useState('');
  const [expires, setExpires] = useState('');
  return {
    description,
    setDescription,
    expires,
    setExpires,
    /** In the form of the mutations: only fields that were filled in. */
    input: {
      ...(description.trim() && { description: description.trim() }),
      ...(expires && { expiresAt: instantOf(expires) }),
    },
  };
}

interface SecretFieldsProps {
  readonly fields: ReturnType<typeof useSecretFields>;
}

export function SecretFields({ fields }: SecretFieldsProps) {
  const { secret: text } = useText();
  const [description, expires] = [useId(), useId()];
  return (
    <>
      <div className="field">
        <label htmlFor={description}>{text.description}</label>
        <input
          id={description}
          value={fields.description}
          maxLength={255}
          aria-describedby={`${description}-hint`}
          onChange={({ target }) => fields.setDescription(target.value)}
        />
        <p id={`${description}-hint`} className="hint">
          {text.descriptionHint}
        </p>
      </div>
      <div className="field">
        <label htmlFor={expires}>{text.expires}</label>
        <input
          id={expires}
          type="datetime-local"
          // RFC 3339 has no years of more than four digits.
          max="9999-12-31T23:59"
          value={fields.expires}
          aria-describedby={`${expires}-hint`}
          onChange={({ target }) => fields.setExpires(target.value)}
        />
        <p id={`${expires}-hint`} className="hint">
          {text.expiresHint}
        </p>
      </div>
    </>
  );
}

/** A local time in RFC 3339. Invalid input is kept, for the gateway to refuse. */
function instantOf(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : date.toISOString();
}
