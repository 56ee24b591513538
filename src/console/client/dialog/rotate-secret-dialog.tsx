import { useId, useState } from 'react';
import { useChange } from '../../change.ts';
import { RotateOAuthClientSecretDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { useText } from '../../language.tsx';
import { SecretFields, useSecretFields } from '../secret-fields.tsx';
import type { IssueDialogProps } from './dialog-props.ts';

/** Seconds for which the old secrets stay valid. The schema allows 30 days, and its default is four hours. */
const graces = [0, 3600, 14_400, 86_400, 604_800, 2_592_000] as const;

export function RotateSecretDialog({ client, onClose, onReload, onIssued }: IssueDialogProps) {
  const { secret: text } = useText();
  const change = useChange(RotateOAuthClientSecretDocument);
  const fields = useSecretFields();
  const [graceSeconds, setGrace] = useState(14_400);
  const [select, hint] = [useId(), useId()];
  const run = async () => {
    const input = {
      clientId: client.clientId,
      expectedVersion: client.version,
      graceSeconds,
      ...fields.input,
    };
    const rotated = await change.run({ input });
    if (rotated) onIssued(rotated.issuedSecret);
  };
  return (
    <Confirm
      title={text.rotateTitle}
      label={text.rotate}
      isDangerous={graceSeconds === 0}
      state={change}
      right="rotate"
      onConfirm={run}
      onClose={onClose}
      onReload={onReload}
    >
      <p>{text.rotateMeaning}</p>
      <div className="field">
        <label htmlFor={select}>{text.grace}</label>
        <select
          id={select}
          value={graceSeconds}
          aria-describedby={hint}
          onChange={({ target }) => setGrace(Number(target.value))}
        >
          {graces.map((seconds) => (
            <option key={seconds} value={seconds}>
              {text.graces[seconds]}
            </option>
          ))}
        </select>
        <p id={hint} className="hint">
          {graceSeconds === 0 ? text.graceNone : text.graceHint}
        </p>
      </div>
      <SecretFields fields={fields} />
    </Confirm>
  );
}
