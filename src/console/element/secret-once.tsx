import { useId, useState } from 'react';
import { useText } from '../language.tsx';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';
import { Instant } from './instant.tsx';
import { useLeaveGuard } from './leave-guard.tsx';

/** As `OAuthIssuedSecret` of the schema. */
export interface IssuedSecret {
  readonly plaintext: string;
  readonly lastFour: string;
  readonly expiresAt?: string | null;
}

/** A new secret and its client. */
export interface SecretOfClient {
  readonly issued: IssuedSecret;
  readonly clientId: string;
}

interface SecretOnceProps extends SecretOfClient {
  /** Must drop the secret: only the state of the caller holds it. */
  readonly onClose: () => void;
}

/**
 * Shows a new secret once. It closes only after the person has confirmed that the secret is stored. The back button and
 * closing the page ask first.
 */
export function SecretOnce({ issued, clientId, onClose }: SecretOnceProps) {
  const { secretOnce: text } = useText();
  const [isStored, setStored] = useState(false);
  useLeaveGuard(!isStored, text.leave);
  const checkbox = useId();
  return (
    <Dialog title={text.title} onClose={onClose} isDismissable={false}>
      <p className="notice" data-tone="warn">
        {text.warning}
      </p>
      <dl className="facts">
        <dt>client_id</dt>
        <dd className="row">
          <code>{clientId}</code>
          <CopyButton value={clientId} what="client_id" />
        </dd>
        <dt>client_secret</dt>
        <dd className="stack tight">
          <code className="secret">{issued.plaintext}</code>
          <div className="row">
            <CopyButton value={issued.plaintext} what="client_secret" className="primary" />
            <span className="quiet">{text.lastFour(issued.lastFour)}</span>
          </div>
        </dd>
        <dt>{text.expires}</dt>
        <dd>{issued.expiresAt ? <Instant at={issued.expiresAt} /> : text.never}</dd>
      </dl>
      <label className="choice" htmlFor={checkbox}>
        <input
          id={checkbox}
          type="checkbox"
          checked={isStored}
          onChange={({ target }) => setStored(target.checked)}
        />
        {text.stored}
      </label>
      <div className="actions">
        <button type="button" className="primary" disabled={!isStored} onClick={onClose}>
          {text.close}
        </button>
      </div>
    </Dialog>
  );
}
