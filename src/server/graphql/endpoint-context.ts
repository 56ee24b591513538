import type { Introspection } from '../../config.ts';
import type { Context } from '../../graphql/context.ts';
import type { Log } from '../observe/log.ts';
import type { RepeatedFailures } from '../observe/repeated-failure.ts';

/** What the server adds to the context of a request. */
export interface EndpointContext extends Context {
  readonly log: Log;
  readonly failures: RepeatedFailures;
  /** The callers that may read the schema. */
  readonly introspection: Introspection;
  readonly maxResponseBytes: number;
  /** @throws {RequestError} RATE_LIMITED if the points exceed the limit of the caller. */
  readonly consume: (points: number) => Promise<void>;
  /**
   * Resolves when the work of the request may start. Called after the body was read, because the work that follows is
   * not interrupted.
   *
   * @throws {RequestError} BAD_REQUEST if the caller has closed the connection, or the request was answered, meanwhile.
   */
  readonly takeTurn: () => Promise<void>;
}
