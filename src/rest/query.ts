import { issue } from '../domain/error/issue.ts';
import { type RestAnswer, type RestError, refusal } from './envelope.ts';
import { queryNames, type Route } from './route.ts';

/** Errors that one answer names, and characters of a name that it repeats. */
const maxErrors = 20;
const maxNameLength = 100;

/**
 * Why the query of a request is refused; `undefined` where it is not. A parameter that is not known would be a filter that
 * does not filter, or a dry run that is none.
 */
export function queryRefusal(route: Route, given: URLSearchParams, now: Date): RestAnswer | undefined {
  const known = queryNames(route);
  const errors: RestError[] = [];
  const valid = known.length === 0 ? 'This operation has none.' : `Valid: ${known.join(', ')}.`;
  for (const name of new Set(given.keys())) {
    if (errors.length === maxErrors) break;
    const field = name.slice(0, maxNameLength);
    const { code, reference } = issue('UNKNOWN_FIELD');
    if (!known.includes(name))
      errors.push({ field, code, message: `Unknown query parameter. ${valid}`, reference });
    else if (given.getAll(name).length > 1)
      errors.push({ field, code: 'WRONG_TYPE', message: 'Give the query parameter once.', reference });
  }
  return errors.length === 0 ? undefined : refusal('INVALID_ARGUMENT', now, { errors });
}
