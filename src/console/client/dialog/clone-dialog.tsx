import { useLocation } from 'wouter';
import { useChange } from '../../change.ts';
import { CloneOAuthClientDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { Sentence } from '../../element/given.tsx';
import { useNotices } from '../../element/notice.tsx';
import { mayHaveWritten } from '../../error-code.ts';
import { useText } from '../../language.tsx';
import type { ClientDialogProps, SecretToShow } from './dialog-props.ts';

interface CloneDialogProps extends ClientDialogProps {
  readonly show: (secret: SecretToShow) => void;
}

export function CloneDialog({ client, onClose, show }: CloneDialogProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const [, navigate] = useLocation();
  const change = useChange(CloneOAuthClientDocument);
  const open = (clientId: string) => {
    announce(<Sentence say={text.cloned} given={[client.name]} />);
    navigate(`/clients/${encodeURIComponent(clientId)}`);
  };
  const run = async () => {
    const cloned = await change.run({ input: { clientId: client.clientId } });
    if (!cloned) return;
    const { clientId } = cloned.client;
    if (!cloned.issuedSecret) return open(clientId);
    show({ clientId, issued: cloned.issuedSecret, onStored: () => open(clientId) });
    onClose();
  };
  return (
    <Confirm
      title={<Sentence say={text.cloneTitle} given={[client.name]} />}
      label={text.clone}
      state={change}
      right="write"
      onConfirm={run}
      onClose={onClose}
    >
      <p>{text.cloneMeaning}</p>
      {change.error && mayHaveWritten(change.error) && <p className="notice">{text.cloneUnsure}</p>}
    </Confirm>
  );
}
