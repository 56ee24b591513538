import type { Client } from '../../domain/client/client-metadata.ts';
import type { ClientSecret } from '../../domain/client/client-secret.ts';

/** A stored secret, without its plaintext. */
export interface StoredSecret extends ClientSecret {
  readonly digest: string;
  /** A JWE of the secret; `null` if its digest suffices. */
  readonly encrypted: string | null;
}

/** A client with its secrets, oldest first. */
export interface ClientState {
  readonly client: Client;
  readonly secrets: readonly StoredSecret[];
}
