import { useState } from 'react';
import { Link } from 'wouter';
import { useGuard, useRights } from '../element/missing-rights.tsx';
import { useText } from '../language.tsx';
import { CloneDialog } from './dialog/clone-dialog.tsx';
import { DeleteDialog } from './dialog/delete-dialog.tsx';
import type { SecretToShow } from './dialog/dialog-props.ts';
import { StatusDialog } from './dialog/status-dialog.tsx';
import type { OAuthClient } from './stored-client.ts';

interface ClientActionsProps {
  readonly client: OAuthClient;
  readonly reload: () => void;
  readonly show: (secret: SecretToShow) => void;
}

const dialogs = { status: StatusDialog, clone: CloneDialog, delete: DeleteDialog };

export function ClientActions({ client, reload, show }: ClientActionsProps) {
  const { client: text } = useText();
  const guard = useGuard();
  const isAllowed = useRights();
  const [open, setOpen] = useState<keyof typeof dialogs>();
  const Dialog = open && dialogs[open];
  const close = () => setOpen(undefined);
  const closeAndReload = () => {
    reload();
    close();
  };
  return (
    <>
      {isAllowed('write') ? (
        <Link href={`/clients/${encodeURIComponent(client.clientId)}/edit`} className="button primary">
          {text.edit}
        </Link>
      ) : (
        <button type="button" {...guard('write')}>
          {text.edit}
        </button>
      )}
      <button type="button" {...guard('write')} onClick={() => setOpen('status')}>
        {client.status === 'ACTIVE' ? text.suspend : text.activate}
      </button>
      <button type="button" {...guard('write')} onClick={() => setOpen('clone')}>
        {text.clone}
      </button>
      <button type="button" className="danger" {...guard('delete')} onClick={() => setOpen('delete')}>
        {text.delete}
      </button>
      {Dialog && <Dialog client={client} onClose={close} onReload={closeAndReload} show={show} />}
    </>
  );
}
