import { useChange } from '../change.ts';
import { Confirm } from '../confirm.tsx';
import { AddOAuthClientSecretDocument } from '../document.ts';
import { useText } from '../language.tsx';
import type { IssuedSecret } from '../secret-once.tsx';
import type { OAuthClient } from './client-facts.tsx';
import { SecretFields, useSecretFields } from './secret-fields.tsx';

/** What a dialog of a client's secrets is given. */
export interface SecretDialogProps {
  readonly client: OAuthClient;
  readonly onClose: () => void;
  readonly onReload: () => void;
}

export interface IssueDialogProps extends SecretDialogProps {
  readonly onIssued: (secret: IssuedSecret) => void;
}

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
