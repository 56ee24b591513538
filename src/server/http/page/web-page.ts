import type { Exchange } from '../exchange.ts';
import { RequestError } from '../request/request-error.ts';

/** A page or file for browsers. It needs no token and contains no data of clients. */
export interface WebPage {
  /** Its name in logs and metrics. */
  readonly route: string;
  readonly isAsked: (exchange: Exchange) => boolean;
  readonly answer: (exchange: Exchange) => Promise<void>;
}

/** @throws {RequestError} METHOD_NOT_ALLOWED for methods other than GET and HEAD. */
export function requireReading({ method }: Exchange): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new RequestError('METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' });
}
