import { randomUUID } from 'node:crypto';

/** What a caller may choose: it goes into log lines and audit rows. */
const requestIdShape = /^[\w.:-]{1,128}$/;

/** The caller's `X-Request-Id` where it is fit to be kept, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && requestIdShape.test(header) ? header : randomUUID();
}
