import { useChange } from '../../change.ts';
import { ActivateOAuthClientDocument, SuspendOAuthClientDocument } from '../../document.ts';
import { Confirm } from '../../element/confirm.tsx';
import { Sentence } from '../../element/given.tsx';
import { useNotices } from '../../element/notice.tsx';
import { useText } from '../../language.tsx';
import type { ClientDialogProps } from './dialog-props.ts';

export function StatusDialog({ client, onClose, onReload }: ClientDialogProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const suspend = useChange(SuspendOAuthClientDocument);
  const activate = useChange(ActivateOAuthClientDocument);
  const isActive = client.status === 'ACTIVE';
  const change = isActive ? suspend : activate;
  const run = async () => {
    const done = await change.run({
      input: { clientId: client.clientId, expectedVersion: client.version },
    });
    if (!done) return;
    announce(<Sentence say={isActive ? text.suspended : text.activated} given={[client.name]} />);
    onReload();
  };
  return (
    <Confirm
      title={<Sentence say={isActive ? text.suspendTitle : text.activateTitle} given={[client.name]} />}
      label={isActive ? text.suspend : text.activate}
      isDangerous={isActive}
      state={change}
      right="write"
      onConfirm={run}
      onClose={onClose}
      onReload={onReload}
    >
      <p>{isActive ? text.suspendMeaning : text.activateMeaning}</p>
    </Confirm>
  );
}
