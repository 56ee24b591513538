import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { RequestError } from './request-error.ts';

/** What an answer of GraphQL may be (GraphQL over HTTP §4.1). */
const graphqlResponse = 'application/graphql-response+json';
const json = 'application/json';

/** Some clients ask with the encoding, which is always this one. */
const withEncoding = (types: readonly string[]) => types.flatMap((type) => [type, `${type};charset=utf-8`]);

const offered = withEncoding([json, graphqlResponse]);

export type GraphqlMediaType = typeof graphqlResponse | typeof json;

const html = withEncoding(['text/html']);

/** Characters of `Accept` that are read; browsers send 150. A head full of media types took 35 ms to compare with ours. */
const maxAcceptLength = 1000;

/** Which of the types the caller prefers; `undefined` for none, and for an `Accept` that is too long to be read. */
function preferred(accept: string, types: string[]): string | undefined {
  return accept.length > maxAcceptLength
    ? undefined
    : new Negotiator({ headers: { accept } }).mediaType(types);
}

/** Whether the caller likes a page best, as a browser does that somebody sends to an address. Who takes anything does not. */
export function prefersHtml({ headers: { accept } }: IncomingMessage): boolean {
  if (!accept) return false;
  const best = preferred(accept, [...offered, ...html]);
  return best !== undefined && html.includes(best);
}

/** Values of `Accept` that are remembered: clients have a handful of them. */
const maxAcceptHeaders = 100;
const known = new LRUCache<string, GraphqlMediaType>({ max: maxAcceptHeaders });

/**
 * The media type to answer with (RFC 9110 §12.5.1). Judged before anything is executed: a caller that cannot be shown what
 * was done must not have it done.
 *
 * @throws {RequestError} NOT_ACCEPTABLE
 */
export function requireMediaType(request: IncomingMessage): GraphqlMediaType {
  const chosen = acceptedMediaType(request);
  if (chosen === undefined) throw new RequestError('NOT_ACCEPTABLE');
  return chosen;
}

/** `undefined` when `Accept` allows neither. */
export function acceptedMediaType({ headers: { accept } }: IncomingMessage): GraphqlMediaType | undefined {
  if (!accept) return json;
  const remembered = known.get(accept);
  if (remembered) return remembered;
  const best = preferred(accept, offered);
  if (best === undefined) return undefined;
  const chosen = best.startsWith(json) ? json : graphqlResponse;
  known.set(accept, chosen);
  return chosen;
}
