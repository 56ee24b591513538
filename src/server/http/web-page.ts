import type { Exchange } from './exchange.ts';
import { RequestError } from './request-error.ts';

/** Something that a browser is shown: its answers need no token, and hold nothing of any client. */
export interface WebPage {
  /** Its name in logs and metrics. */
  readonly route: string;
  readonly isAsked: (exchange: Exchange) => boolean;
  readonly answer: (exchange: Exchange) => Promise<void>;
}

/** @throws {RequestError} METHOD_NOT_ALLOWED to whoever does more than read. */
export function requireReading({ method }: Exchange): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new RequestError('METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' });
}
