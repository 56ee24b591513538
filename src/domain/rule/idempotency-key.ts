import { type Issue, issue } from '../error/issue.ts';

const keyShape = /^[\x20-\x7E]{1,255}$/;

/** Keys are compared byte for byte and stored in rows. */
export function checkIdempotencyKey(key: string): Issue[] {
  return keyShape.test(key) ? [] : [issue('IDEMPOTENCY_KEY_FORM', 'idempotencyKey')];
}
