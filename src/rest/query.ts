import { type Issue, issue, withMessage, withNote } from '../domain/error/issue.ts';
import { queryNames, type Route } from './route.ts';

/** Maximum number of issues of one query, and of characters of a name in an issue. */
const maxIssues = 20;
const maxNameLength = 100;

/**
 * The issues of unknown and repeated query parameters. An ignored parameter would be a filter or a dry run without effect.
 */
export function queryIssues(route: Route, given: URLSearchParams): Issue[] {
  const known = queryNames(route);
  const issues: Issue[] = [];
  for (const name of new Set(given.keys())) {
    if (issues.length === maxIssues) break;
    const found = parameterIssue(known, name, given.getAll(name).length);
    // The prefix prevents the name from being read as that of a field.
    if (found) issues.push({ ...found, path: ['query', name.slice(0, maxNameLength)] });
  }
  return issues;
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
