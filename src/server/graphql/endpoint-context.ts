import type { Introspection } from '../../config.ts';
import type { Context } from '../../graphql/context.ts';
import type { Log } from '../observe/log.ts';
import type { RepeatedFailures } from '../observe/repeated-failure.ts';

/** What the server adds to the context of a request. */
export interface EndpointContext extends Context {
  readonly log: Log;
  readonly failures: RepeatedFailures;
  /** Who may ask for the schema. */
  readonly introspection: Introspection;
  readonly maxResponseBytes: number;
  /** @throws {RequestError} RATE_LIMITED when the caller may not ask for so much more. */
  readonly consume: (points: number) => Promise<void>;
}
