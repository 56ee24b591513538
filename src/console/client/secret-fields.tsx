import { useId, useState } from 'react';
import { useText } from '../language.tsx';

/** What both ways to a new secret ask for. */
export function useSecretFields() {
  const [description, setDescription] = useState('');
  const [expires, setExpires] = useState('');
  return {
    description,
    setDescription,
    expires,
    setExpires,
    /** As the mutations take it: only what was filled in. */
    input: {
      ...(description.trim() && { description: description.trim() }),
      ...(expires && { expiresAt: new Date(expires).toISOString() }),
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
