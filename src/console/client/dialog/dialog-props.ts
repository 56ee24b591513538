import type { IssuedSecret, SecretOfClient } from '../../element/secret-once.tsx';
import type { OAuthClient } from '../stored-client.ts';

/** The properties of a dialog: the client as shown to the person who decides. */
export interface ClientDialogProps {
  readonly client: OAuthClient;
  readonly onClose: () => void;
  /** Closes the dialog and reloads the client. */
  readonly onReload: () => void;
}

/** A new secret to show, and the page to open once it is stored. */
export interface SecretToShow extends SecretOfClient {
  readonly onStored?: () => void;
}

/** The properties of a dialog that ends with a new secret. */
export interface IssueDialogProps extends ClientDialogProps {
  readonly onIssued: (secret: IssuedSecret) => void;
}
