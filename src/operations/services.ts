import type { Ulid } from '../credentials/identifier.ts';
import type { Actor } from '../domain/actor.ts';
import type { IssuedSecret } from '../domain/client/client-secret.ts';
import type { RegistrationPolicy } from '../domain/policy.ts';
import type { Reader } from '../store/search-share.ts';
import type { Store } from '../store/store.ts';
import type { RefusalLog } from './audit/refusal-log.ts';

/** What the operations work with: the store, and the sources of time and of randomness. */
export interface Services {
  readonly store: Store;
  /** Limits what refused callers add to the audit trail. */
  readonly refusals: RefusalLog;
  /** Measures an operation: a metric and a span by its name. */
  readonly instrument: <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;
  readonly newId: () => Ulid;
  readonly issueSecret: () => IssuedSecret;
  readonly now: () => Date;
  /** What the operator decided about registrations. */
  readonly policy: RegistrationPolicy;
  /** Days for which a deleted client can be restored. */
  readonly restoreDays: number;
  /** Encrypts a secret that has to be read back; only called where `policy.recoverableSecrets`. */
  readonly encryptSecret: (plaintext: string) => Promise<string>;
}

/** Who asks for an operation, and in which request; it goes into the audit row. */
export interface Caller extends Reader {
  readonly actor: Actor;
  readonly requestId: string;
  /** Network address. */
  readonly address: string;
  /**
   * Receives the result of each read of the request. Also called before a read, without a result. It throws when the request
   * has read too much.
   */
  readonly onRead?: ((result?: unknown) => void) | undefined;
}
