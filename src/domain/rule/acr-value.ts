import { type Issue, type IssuePath, issue } from '../error/issue.ts';
import { checkMost } from './list.ts';
import { maxPrintableLength } from './printable.ts';

/** Authentication context classes of a client, at most. */
export const maxAcrValues = 20;

/** Requests separate the values with spaces (OpenID Connect Core §3.1.2.1). */
export const acrValue = /^[\x21-\x7E]+$/;

/** The names of authentication context classes (OpenID Connect Dynamic Client Registration §2). */
export function checkAcrValues(values: readonly string[], path: IssuePath): Issue[] {
  const tooMany = checkMost(values, path, maxAcrValues, 'ACR_VALUES_TOO_MANY');
  if (tooMany) return [tooMany];
  return values.flatMap((value, index) => {
    if (value.length > maxPrintableLength) return [issue('TEXT_TOO_LONG', ...path, index)];
    return acrValue.test(value) ? [] : [issue('ACR_VALUE_CHARACTER', ...path, index)];
  });
}
