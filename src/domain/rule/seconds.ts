import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Seconds, at most: the largest Int of GraphQL, 68 years. */
export const maxAge = 2_147_483_647;

/** The age of an authentication in seconds. */
export function checkMaxAge(seconds: number, path: IssuePath): Issue[] {
  return seconds >= 0 && seconds <= maxAge ? [] : [issue('MAX_AGE_RANGE', ...path)];
}
