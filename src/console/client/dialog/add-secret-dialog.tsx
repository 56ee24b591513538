import { useChange } from '../../change.ts';
import { AddOAuthClientSecretDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { useText } from '../../language.tsx';
import { SecretFields, useSecretFields } from '../secret-fields.tsx';
import type { IssueDialogProps } from './dialog-props.ts';

export function AddSecretDialog({ client, onClose, onReload, onIssued }: IssueDialogProps) {
  const { secret: text } = useText();
  const change = useChange(AddOAuthClientSecretDocument);
  const fields = useSecretFields();
  const run = async () => {
    const input = { clientId: client.clientId, expectedVersion: client.version, ...fields.input };
    const added = await change.run({ input });
    if (added) onIssued(added.issuedSecret);
  };
  return (
    <Confirm
      title={text.addTitle}
      label={text.add}
      state={change}
      right="rotate"
      onConfirm={run}
      onClose={onClose}
      onReload={onReload}
    >
      <p>{text.addMeaning}</p>
      <SecretFields fields={fields} />
    </Confirm>
  );
}
