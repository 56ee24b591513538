import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';

/** Values of `Accept` that are remembered: clients have a handful of them. */
const maxAcceptHeaders = 100;
const maxAcceptLength = 500;

/** Whatever else Yoga answers with, for one a stream of events, frames its answer in its own way. */
const jsonMediaTypes = /^application\/(graphql-response\+)?json\b/;

/** The media type that Yoga answered with to each `Accept`, so that its negotiation need not be done, or written, again. */
export class AnsweredMediaTypes {
  readonly #known = new LRUCache<string, string>({ max: maxAcceptHeaders });

  of({ headers }: IncomingMessage): string | undefined {
    return this.#known.get(headers.accept ?? '');
  }

  learn({ headers: { accept = '' } }: IncomingMessage, response: ServerResponse): void {
    const mediaType = response.getHeader('content-type');
    const isKnown = typeof mediaType === 'string' && jsonMediaTypes.test(mediaType);
    if (response.statusCode === 200 && isKnown && accept.length <= maxAcceptLength) {
      this.#known.set(accept, mediaType);
    }
  }
}
