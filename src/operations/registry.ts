import type { IssuedSecret } from '../credentials/client-secret.ts';
import type { Ulid } from '../credentials/identifier.ts';
import type { Actor } from '../registration/actor.ts';
import type { RegistrationPolicy } from '../registration/policy.ts';
import type { NewClient } from '../store/create-client.ts';
import type { FindClient } from '../store/find-client.ts';

/** What the operations work with: the store, and the sources of time and of randomness. */
export interface Registry {
  readonly createClient: (row: NewClient) => Promise<void>;
  readonly findClient: FindClient;
  readonly newId: () => Ulid;
  readonly issueSecret: () => IssuedSecret;
  readonly now: () => Date;
  /** What the operator decided about registrations. */
  readonly policy: RegistrationPolicy;
  /** Encrypts a secret that has to be read back; only called where `policy.recoverableSecrets`. */
  readonly sealSecret: (plaintext: string) => Promise<string>;
}

/** Who asks for an operation, and in which request; it goes into the audit row. */
export interface Caller {
  readonly actor: Actor;
  readonly requestId: string;
  /** Network address. */
  readonly address: string;
}
