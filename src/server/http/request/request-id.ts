import { randomUUID } from 'node:crypto';

/** The form of a request id that a caller may choose, because it is written to log lines and audit rows. */
const requestIdShape = /^[\w.:-]{1,128}$/;

/** The caller's `X-Request-Id` if it is valid, otherwise a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && requestIdShape.test(header) ? header : randomUUID();
}
