import { z } from 'zod';
import { type Issue, type IssuePath, issue, withNote } from '../error/issue.ts';
import type { IssueNote } from '../error/issue-note.ts';
import { firstItems } from '../rule/list.ts';
import type { ClientChange } from './client-change.ts';
import type { RegistrationField } from './registration-field.ts';
import {
  clientAuthMethods,
  clientStatuses,
  fapiProfiles,
  grantTypes,
  refusedGrantTypes,
  type TlsClientAuthMember,
  tlsClientAuthMembers,
  valuesOf,
} from './vocabulary.ts';

const tlsClientAuthShape = Object.fromEntries(
  valuesOf(tlsClientAuthMembers).map((member) => [member, z.string().nullish()]),
) as Record<TlsClientAuthMember, z.ZodOptional<z.ZodNullable<z.ZodString>>>;

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

/** Field by field, the type that a registration takes. The rules look at what the values say. */
const registrationShape = {
  name: z.string(),
  redirectUris: z.array(z.string()).nullish(),
  clientAuthMethods: z.array(z.enum(valuesOf(clientAuthMethods))).nullish(),
  fapiProfile: z.enum(valuesOf(fapiProfiles)).nullish(),
  grantTypes: z.array(z.enum(valuesOf(grantTypes))).nullish(),
  isConfidential: z.boolean().nullish(),
  jwks: z.string().nullish(),
  jwksUri: z.string().nullish(),
  logoUrl: z.string().nullish(),
  privacyPolicy: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  termsUrl: z.string().nullish(),
  website: z.string().nullish(),
  tlsClientAuth: z.strictObject(tlsClientAuthShape).superRefine(requireOne).nullish(),
} satisfies Record<RegistrationField, z.ZodType>;

/** Registrations and changes of them, before any rule has looked at them. */
export const shapes = {
  registration: z.object(registrationShape),
  change: z.object({
    ...registrationShape,
    name: registrationShape.name.nullish(),
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
 * What is wrong with the shape of unknown values, field by field: missing, of the wrong type, or no word of the field.
 * Of a list that is too long it judges the beginning only.
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
 * Distinguishes what zod reports alike: a missing field, a value of another type where a known value belongs, and a grant
 * that is refused on purpose.
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

/** Why a grant is refused that is known and not supported on purpose; `undefined` for any other word. */
export function refusedGrant(word: string, path: IssuePath): Issue | undefined {
  return Object.hasOwn(refusedGrantTypes, word)
    ? issue(refusedGrantTypes[word as keyof typeof refusedGrantTypes], ...path)
    : undefined;
}

/** The issues behind a zod error, which may have been raised by a rule or by the shape. */
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
  const note = path[0] === 'jwks' ? 'EXPECTED_JWK_SET' : notesOfTypes[expected];
  return note === undefined ? wrong : withNote(wrong, note);
}
