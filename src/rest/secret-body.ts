import { type Issue, issue, withNote } from '../domain/error/issue.ts';
import { isObject } from '../domain/json.ts';
import { secretNames } from './wire/field-name.ts';
import { parseJson } from './wire/json-text.ts';

type SecretField = keyof typeof secretNames;

const maxInt = 2_147_483_647;

/** Reads the optional body of a new secret: names and types, no rule. */
export function decodeSecret(
  body: string | undefined,
  fields: readonly SecretField[],
): { readonly input: Readonly<Record<string, unknown>>; readonly unreadable: readonly Issue[] } {
  if (body === undefined || body.trim() === '') return { input: {}, unreadable: [] };
  const json = parseJson(body);
  if (json === undefined) return { input: {}, unreadable: [issue('INPUT_NOT_JSON')] };
  if (!isObject(json)) return { input: {}, unreadable: [issue('INPUT_NOT_OBJECT')] };
  const given = fields.flatMap((field) => {
    const value = json[secretNames[field]];
    return value == null ? [] : [{ field, value }];
  });
  const known: readonly string[] = fields.map((field) => secretNames[field]);
  const strange = Object.keys(json).every((name) => known.includes(name)) ? [] : [unknownField(known)];
  const wrong = given.flatMap(({ field, value }) =>
    hasType(field, value) ? [] : [issue('WRONG_TYPE', field)],
  );
  const readable = given.filter(({ field, value }) => hasType(field, value));
  return {
    input: Object.fromEntries(readable.map(({ field, value }) => [field, bounded(value)])),
    unreadable: [...strange, ...wrong],
  };
}

/**
 * A misspelled grace period would leave a leaked secret in use, so unlike metadata, unknown members are refused here.
 */
function unknownField(known: readonly string[]): Issue {
  return withNote(issue('UNKNOWN_FIELD'), 'ALLOWED', known);
}

function hasType(field: SecretField, value: unknown): boolean {
  return field === 'graceSeconds' ? Number.isInteger(value) : typeof value === 'string';
}

/** A number too large for GraphQL's Int is out of bounds like the largest Int. */
function bounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.max(-maxInt, Math.min(maxInt, value)) : value;
}
