import type { IssuedSecret, SecretOfClient } from '../secret-once.tsx';
import type { OAuthClient } from './stored-client.ts';

/** What each dialog is given: the client as it was shown to whoever decides. */
export interface ClientDialogProps {
  readonly client: OAuthClient;
  readonly onClose: () => void;
  /** Closes it and reads the client again. */
  readonly onReload: () => void;
}

/** A secret to show, and where that leads once it is stored. */
export interface SecretToShow extends SecretOfClient {
  readonly onStored?: () => void;
}

/** What a dialog is given that ends in a new secret. */
export interface IssueDialogProps extends ClientDialogProps {
  readonly onIssued: (secret: IssuedSecret) => void;
}
