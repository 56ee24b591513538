import { useChange } from '../../change.ts';
import { DeactivateOAuthClientSecretDocument, DeleteOAuthClientSecretDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { useNotices } from '../../element/notice.tsx';
import { useText } from '../../language.tsx';
import type { StoredSecret } from '../stored-client.ts';
import type { ClientDialogProps } from './dialog-props.ts';

interface EndClientDialogProps extends ClientDialogProps {
  readonly kind: 'deactivate' | 'delete';
  readonly secret: StoredSecret;
}

export function EndSecretDialog({ client, kind, secret, onClose, onReload }: EndClientDialogProps) {
  const { secret: text } = useText();
  const { announce } = useNotices();
  const deactivate = useChange(DeactivateOAuthClientSecretDocument);
  const remove = useChange(DeleteOAuthClientSecretDocument);
  const change = kind === 'deactivate' ? deactivate : remove;
  const run = async () => {
    const { clientId, version: expectedVersion } = client;
    if (!(await change.run({ input: { clientId, secretId: secret.secretId, expectedVersion } }))) return;
    announce(text.ended[kind](secret.lastFour));
    onReload();
  };
  return (
    <Confirm
      title={text.endTitle[kind](secret.lastFour)}
      label={text[kind]}
      isDangerous
      state={change}
      right="rotate"
      onConfirm={run}
      onClose={onClose}
      onReload={onReload}
    >
      <p>{text.endMeaning[kind]}</p>
    </Confirm>
  );
}
