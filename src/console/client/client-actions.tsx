import { useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../language.tsx';
import type { OAuthClient } from './client-facts.tsx';
import { CloneDialog } from './clone-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';

interface ClientActionsProps {
  readonly client: OAuthClient;
  readonly reload: () => void;
}

/** What each dialog is given: the client as it was shown to whoever decides. */
export interface ActionDialogProps extends ClientActionsProps {
  readonly onClose: () => void;
}

const dialogs = { status: StatusDialog, clone: CloneDialog, delete: DeleteDialog };

export function ClientActions({ client, reload }: ClientActionsProps) {
  const { client: text } = useText();
  const [open, setOpen] = useState<keyof typeof dialogs>();
  const Dialog = open && dialogs[open];
  return (
    <>
      <Link href={`/clients/${encodeURIComponent(client.clientId)}/edit`} className="button primary">
        {text.edit}
      </Link>
      <button type="button" onClick={() => setOpen('status')}>
        {client.status === 'ACTIVE' ? text.suspend : text.activate}
      </button>
      <button type="button" onClick={() => setOpen('clone')}>
        {text.clone}
      </button>
      <button type="button" className="danger" onClick={() => setOpen('delete')}>
        {text.delete}
      </button>
      {Dialog && <Dialog client={client} reload={reload} onClose={() => setOpen(undefined)} />}
    </>
  );
}
