import type { z } from 'zod';
import { type Issue, type IssuePath, issue, withNote } from '../error/issue.ts';
import type { IssueNote } from '../error/issue-note.ts';
import { isObject } from '../json.ts';
import { firstItems } from '../rule/list.ts';
import { isMetadataField, members } from './metadata-table.ts';
import { refusedGrantTypes } from './vocabulary.ts';

/** Lets a schema report an issue of the catalogue. */
export function raise(found: Issue, context: z.RefinementCtx, path = found.path): void {
  context.addIssue({ code: 'custom', path: [...path], message: found.message, params: { issue: found } });
}

/**
 * The issues of the types of an input: missing, of the wrong type, or an unknown value. Only the start of a list that is too long
 * is checked. Paths are relative to the member `input`, if there is one.
 */
export function checkInput(schema: z.ZodType, input: unknown): Issue[] {
  const { error } = schema.safeParse(bounded(input));
  if (error === undefined) return [];
  return issuesOf(error).map((found) => {
    const rephrased = rephrase(found, input);
    return { ...rephrased, path: withinInput(rephrased.path) };
  });
}

function bounded(input: unknown): unknown {
  if (!isObject(input)) return input;
  const read = (name: string) => (name === 'input' ? bounded(input[name]) : firstItems(input[name]));
  const names = Object.keys(input);
  // Almost every input is short, and a copy takes longer than this.
  if (names.every((name) => read(name) === input[name])) return input;
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** A path relative to the argument `input` of GraphQL, which other APIs do not have. */
export function withinInput(path: IssuePath): IssuePath {
  return path[0] === 'input' ? path.slice(1) : path;
}

/**
 * Distinguishes cases that zod reports alike: a missing field, a value of the wrong type instead of an enum value, and a
 * grant that is not supported.
 */
function rephrase(found: Issue, input: unknown): Issue {
  const { path, code } = found;
  if (code !== 'WRONG_TYPE' && code !== 'UNKNOWN_VALUE') return found;
  const value = path.reduce<unknown>(
    (whole, step) => (whole as Record<string, unknown> | undefined)?.[step],
    input,
  );
  if (value == null && typeof path.at(-1) !== 'number') return issue('REQUIRED', ...path);
  if (code === 'WRONG_TYPE') return found;
  if (typeof value !== 'string') return issue('WRONG_TYPE', ...path);
  return path.includes('grantTypes') ? (refusedGrant(value, path) ?? found) : found;
}
/** The issue of a registered grant that no profile allows; `undefined` for any other value. */
export function refusedGrant(word: string, path: IssuePath): Issue | undefined {
  return Object.hasOwn(refusedGrantTypes, word)
    ? issue(refusedGrantTypes[word as keyof typeof refusedGrantTypes], ...path)
    : undefined;
}

/** The issues of a zod error, raised by a rule or by a type. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map((raised) => {
    if (raised.code === 'custom' && raised.params?.issue) return raised.params.issue as Issue;
    const path = raised.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (raised.code !== 'invalid_value') return wrongType(path, expectedBy(raised));
    return withNote(issue('UNKNOWN_VALUE', ...path), 'ALLOWED', raised.values.map(String));
  });
}

/** The expected type; a value out of the bounds of its type has its type as origin. */
function expectedBy(raised: z.core.$ZodIssue): string {
  if ('expected' in raised) return String(raised.expected);
  return 'origin' in raised ? String(raised.origin) : '';
}

const notesOfTypes: Readonly<Record<string, IssueNote>> = {
  string: 'EXPECTED_STRING',
  boolean: 'EXPECTED_BOOLEAN',
  int: 'EXPECTED_INTEGER',
  number: 'EXPECTED_INTEGER',
  array: 'EXPECTED_ARRAY',
};

function wrongType(path: IssuePath, expected: string): Issue {
  const wrong = issue('WRONG_TYPE', ...path);
  const isJwks = isMetadataField(path[0]) && members[path[0]].type.kind === 'jwks';
  const note = isJwks ? 'EXPECTED_JWK_SET' : notesOfTypes[expected];
  return note === undefined ? wrong : withNote(wrong, note);
}
