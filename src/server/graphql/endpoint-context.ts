import type { ExecutionResult } from 'graphql';
import type { Introspection } from '../../config.ts';
import type { Context } from '../../graphql/context.ts';
import type { GraphqlMediaType } from '../http/media-type.ts';
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

/** What a request brings into Yoga. */
export type ServerContext = EndpointContext & {
  /** Negotiated for the response. In `application/json` a request error has status 200 (GraphQL over HTTP §6.4.1). */
  readonly mediaType: GraphqlMediaType;
  /** Of a request that is executed already; Yoga only has to answer it. */
  readonly executed?: ExecutionResult;
};
