import type { Ulid } from '../credentials/identifier.ts';
import type { Actor } from '../domain/actor.ts';
import type { IssuedSecret } from '../domain/client/client-secret.ts';
import type { RegistrationPolicy } from '../domain/policy.ts';
import type { Reader } from '../store/queue/search-share.ts';
import type { Store } from '../store/store.ts';
import type { RefusalLog } from './audit/refusal-log.ts';

/** The dependencies of the operations: the store, and the sources of time and randomness. */
export interface Services {
  readonly store: Store;
  /** Limits the audit events of refused callers. */
  readonly refusals: RefusalLog;
  /** Measures an operation: a metric and a span with its name. */
  readonly instrument: <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;
  readonly newId: () => Ulid;
  readonly issueSecret: () => IssuedSecret;
  readonly now: () => Date;
  /** The operator's settings for registrations. */
  readonly policy: RegistrationPolicy;
  /** Days for which a deleted client can be restored. */
  readonly restoreDays: number;
  /** Encrypts a secret that must be read back; called only if `policy.recoverableSecrets`. */
  readonly encryptSecret: (plaintext: string) => Promise<string>;
}

/** The caller of an operation and its request, for the audit row. */
export interface Caller extends Reader {
  readonly actor: Actor;
  readonly requestId: string;
  /** Network address. */
  readonly address: string;
  /**
   * Receives the result of each read of the request. It is also called before a read, without a result, and throws if the
   * request has read too much.
   */
  readonly onRead?: ((result?: unknown) => void) | undefined;
}
