import { useLocation } from 'wouter';
import { useChange } from '../../change.ts';
import { DeleteOAuthClientDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { Sentence } from '../../element/given.tsx';
import { useNotices } from '../../element/notice.tsx';
import { useText } from '../../language.tsx';
import { UndoDelete } from '../undo-delete.tsx';
import type { ClientDialogProps } from './dialog-props.ts';

export function DeleteDialog({ client, onClose, onReload }: ClientDialogProps) {
  const { client: text } = useText();
  const { keep } = useNotices();
  const [, navigate] = useLocation();
  const change = useChange(DeleteOAuthClientDocument);
  const run = async () => {
    const deleted = await change.run({
      input: { clientId: client.clientId, expectedVersion: client.version },
    });
    if (!deleted) return;
    keep((dismiss) => (
      <UndoDelete
        clientId={client.clientId}
        name={client.name}
        restorableUntil={deleted.restorableUntil}
        onRestored={dismiss}
      />
    ));
    navigate('/');
  };
  return (
    <Confirm
      title={<Sentence say={text.deleteTitle} given={[client.name]} />}
      label={text.delete}
      isDangerous
      state={change}
      right="delete"
      onConfirm={run}
      onClose={onClose}
      onReload={onReload}
    >
      <p>{text.deleteMeaning}</p>
    </Confirm>
  );
}
