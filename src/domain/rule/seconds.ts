import { type Issue, type IssuePath, issue } from '../error/issue.ts';

/** Seconds, at most: the largest Int of GraphQL, 68 years. */
export const maxAge = 2_147_483_647;

/** Seconds for which a token is valid, at most: 365 days. */
export const maxTokenLifetime = 31_536_000;

/** The lifetime of a token in seconds. */
export function checkTokenLifetime(seconds: number, path: IssuePath): Issue[] {
  const isWithin = seconds >= 1 && seconds <= maxTokenLifetime;
  return isWithin ? [] : [issue('TOKEN_LIFETIME_RANGE', ...path)];
}

/** The age of an authentication in seconds. */
export function checkMaxAge(seconds: number, path: IssuePath): Issue[] {
  return seconds >= 0 && seconds <= maxAge ? [] : [issue('MAX_AGE_RANGE', ...path)];
}
