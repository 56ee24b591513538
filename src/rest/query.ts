import { type Issue, issue, issueIn, withMessage, withNote } from '../domain/error/issue.ts';
import type { Context } from '../graphql/context.ts';
import { type RestAnswer, type RestError, refusal } from './envelope.ts';
import { queryNames, type Route } from './route.ts';

/** Errors in one response, and characters of a name in it. */
const maxErrors = 20;
const maxNameLength = 100;

/**
 * The error response for unknown or repeated query parameters; `undefined` if there are none. An ignored parameter would be a
 * filter or a dry run without effect.
 */
export function queryRefusal(
  route: Route,
  given: URLSearchParams,
  { language, services }: Pick<Context, 'language' | 'services'>,
): RestAnswer | undefined {
  const known = queryNames(route);
  const errors: RestError[] = [];
  for (const name of new Set(given.keys())) {
    if (errors.length === maxErrors) break;
    const found = parameterIssue(known, name, given.getAll(name).length);
    if (found === undefined) continue;
    const { code, message, reference } = issueIn(found, language);
    errors.push({ field: name.slice(0, maxNameLength), code, message, reference });
  }
  return errors.length === 0 ? undefined : refusal('INVALID_ARGUMENT', language, services.now(), { errors });
}

function parameterIssue(known: readonly string[], name: string, count: number): Issue | undefined {
  if (!known.includes(name)) {
    const unknown = withMessage(issue('UNKNOWN_FIELD'), {
      en: 'Unknown query parameter.',
      zh: '未知的查询参数。',
    });
    return known.length === 0 ? withNote(unknown, 'NO_PARAMETERS') : withNote(unknown, 'ALLOWED', known);
  }
  if (count === 1) return undefined;
  return {
    ...withMessage(issue('WRONG_TYPE'), {
      en: 'Send this query parameter only once.',
      zh: '此查询参数只能出现一次。',
    }),
    reference: issue('UNKNOWN_FIELD').reference,
  };
}
