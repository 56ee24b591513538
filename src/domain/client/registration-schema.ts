import { z } from 'zod';
import { type Issue, type IssuePath, issue, withNote } from '../error/issue.ts';
import type { IssueNote } from '../error/issue-note.ts';
import { firstItems } from '../rule/list.ts';
import type { ClientChange } from './client-change.ts';
import {
  isMetadataField,
  members,
  type RegistrationField,
  registrationFields,
  requiredFields,
} from './metadata-table.ts';
import { clientStatuses, refusedGrantTypes, valuesOf } from './vocabulary.ts';

/** GraphQL's `@oneOf`, for APIs without such a type. */
function requireOne(members: object, context: z.RefinementCtx): void {
  const given = Object.entries(members).filter(([, value]) => value != null);
  if (given.length === 1) return;
  const places = given.length === 0 ? [[]] : given.map(([member]) => [member]);
  for (const place of places) raise(issue('TLS_CLIENT_AUTH_ONE', 'tlsClientAuth', ...place), context, place);
}

function raise(found: Issue, context: z.RefinementCtx, path = found.path): void {
  context.addIssue({ code: 'custom', path: [...path], message: found.message, params: { issue: found } });
}

/** The types of the fields of a registration. Rules check the values. */
const registrationShape = shapeOf((field) =>
  isRequired(field) ? schemaOf(field) : schemaOf(field).nullish(),
);

function shapeOf(schema: (field: RegistrationField) => z.ZodType): Record<RegistrationField, z.ZodType> {
  const shape = registrationFields.map((field) => [field, schema(field)]);
  return Object.fromEntries(shape) as Record<RegistrationField, z.ZodType>;
}

function isRequired(field: RegistrationField): boolean {
  return requiredFields.some((one) => one === field);
}

function schemaOf(field: RegistrationField): z.ZodType {
  const { kind, schema } = members[field].type;
  return kind === 'subject' ? (schema as z.ZodType<object>).superRefine(requireOne) : schema;
}

/** Registrations and changes before the rules are applied. A change may clear a field with null. */
export const shapes = {
  registration: z.object(registrationShape),
  change: z.object({
    ...shapeOf((field) => schemaOf(field).nullish()),
    addRedirectUris: registrationShape.redirectUris,
    removeRedirectUris: registrationShape.redirectUris,
    status: z.enum(valuesOf(clientStatuses)).nullish(),
  } satisfies Record<keyof ClientChange, z.ZodType>),
} as const;

export type Shape = keyof typeof shapes;

/**
 * The types of a registration, for the argument of a GraphQL field. It returns the input unchanged, which zod's types
 * cannot express for a `@oneOf` input.
 */
export const registrationArgument = shapes.registration as unknown as z.ZodType<never>;

/**
 * The issues of the types of unknown values: missing, of the wrong type, or an unknown value. Only the start of a list that
 * is too long is checked.
 */
export function checkShape(
  values: Readonly<Record<string, unknown>>,
  shape: Shape = 'registration',
): Issue[] {
  const bounded = Object.entries(values).map(([field, value]) => [field, firstItems(value)]);
  const { error } = shapes[shape].safeParse(Object.fromEntries(bounded));
  if (error === undefined) return [];
  return issuesOf(error).map((found) => rephrase(found, values));
}

/**
 * Distinguishes cases that zod reports alike: a missing field, a value of the wrong type instead of an enum value, and a
 * grant that is not supported.
 */
function rephrase(found: Issue, values: Readonly<Record<string, unknown>>): Issue {
  const [field = '', step] = found.path;
  const value = values[field];
  if (step === undefined && value == null) return issue('REQUIRED', ...found.path);
  if (found.code !== 'UNKNOWN_VALUE') return found;
  const item = typeof step === 'number' && Array.isArray(value) ? value[step] : value;
  if (typeof item !== 'string') return issue('WRONG_TYPE', ...found.path);
  return field === 'grantTypes' ? (refusedGrant(item, found.path) ?? found) : found;
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
    if (raised.code !== 'invalid_value')
      return wrongType(path, 'expected' in raised ? String(raised.expected) : '');
    return withNote(issue('UNKNOWN_VALUE', ...path), 'ALLOWED', raised.values.map(String));
  });
}

const notesOfTypes: Readonly<Record<string, IssueNote>> = {
  string: 'EXPECTED_STRING',
  boolean: 'EXPECTED_BOOLEAN',
  array: 'EXPECTED_ARRAY',
};

function wrongType(path: IssuePath, expected: string): Issue {
  const wrong = issue('WRONG_TYPE', ...path);
  const isJwks = isMetadataField(path[0]) && members[path[0]].type.kind === 'jwks';
  const note = isJwks ? 'EXPECTED_JWK_SET' : notesOfTypes[expected];
  return note === undefined ? wrong : withNote(wrong, note);
}
