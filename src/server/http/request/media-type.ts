import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { RequestError } from './request-error.ts';

/** The media types of a GraphQL response (GraphQL over HTTP §4.1). */
const graphqlResponse = 'application/graphql-response+json';
const json = 'application/json';

/** Some clients include the charset, which is always UTF-8. */
const withEncoding = (types: readonly string[]) => types.flatMap((type) => [type, `${type};charset=utf-8`]);

const offered = withEncoding([json, graphqlResponse]);

export type GraphqlMediaType = typeof graphqlResponse | typeof json;

const html = withEncoding(['text/html']);

/** Characters of `Accept` that are read; browsers send 150. Parsing a head full of media types took 35 ms. */
const maxAcceptLength = 1000;

/** The type that the caller prefers; `undefined` if none is acceptable, or if `Accept` is too long. */
function preferred(accept: string, types: string[]): string | undefined {
  return accept.length > maxAcceptLength
    ? undefined
    : new Negotiator({ headers: { accept } }).mediaType(types);
}

/** Whether the caller prefers HTML, as browsers do when they open a page. An `Accept` that allows any type does not count. */
export function prefersHtml({ headers: { accept } }: IncomingMessage): boolean {
  if (!accept) return false;
  const best = preferred(accept, [...offered, ...html]);
  return best !== undefined && html.includes(best);
}

/** Remembered values of `Accept`: clients use few different ones. */
const maxAcceptHeaders = 100;
const known = new LRUCache<string, GraphqlMediaType>({ max: maxAcceptHeaders });

/**
 * Negotiates the media type of the response (RFC 9110 §12.5.1), before anything is executed: a change must not be made if the
 * caller cannot read its result.
 *
 * @throws {RequestError} NOT_ACCEPTABLE
 */
export function requireMediaType(request: IncomingMessage): GraphqlMediaType {
  const chosen = acceptedMediaType(request);
  if (chosen === undefined) throw new RequestError('NOT_ACCEPTABLE');
  return chosen;
}

/** `undefined` if `Accept` allows neither. */
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
