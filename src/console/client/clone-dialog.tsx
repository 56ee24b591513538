import { useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../change.ts';
import { Confirm } from '../confirm.tsx';
import { CloneOAuthClientDocument } from '../document.ts';
import { useText } from '../language.tsx';
import { useNotices } from '../notice.tsx';
import { type IssuedSecret, SecretOnce } from '../secret-once.tsx';
import type { ClientDialogProps } from './dialog-props.ts';

export function CloneDialog({ client, onClose }: ClientDialogProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const [, navigate] = useLocation();
  const change = useChange(CloneOAuthClientDocument);
  const [made, setMade] = useState<{ readonly clientId: string; readonly issued: IssuedSecret }>();
  const open = (clientId: string) => {
    announce(text.cloned(client.name));
    navigate(`/clients/${encodeURIComponent(clientId)}`);
  };
  const run = async () => {
    const cloned = await change.run({ input: { clientId: client.clientId } });
    if (!cloned) return;
    const { clientId } = cloned.client;
    if (cloned.issuedSecret) setMade({ clientId, issued: cloned.issuedSecret });
    else open(clientId);
  };
  if (made) return <SecretOnce {...made} onClose={() => open(made.clientId)} />;
  return (
    <Confirm
      title={text.cloneTitle(client.name)}
      label={text.clone}
      state={change}
      right="write"
      onConfirm={run}
      onClose={onClose}
    >
      <p>{text.cloneMeaning}</p>
    </Confirm>
  );
}
