import { z } from 'zod';
import { type RegistrationField, registrationFields } from '../registration/client-metadata.ts';
import { type Issue, issue } from '../registration/issue.ts';
import { issuesOf, registrationShape } from '../registration/registration-schema.ts';
import { registrationPath, restNames } from './field-name.ts';
import { toGraphqlWords } from './word.ts';

/** A REST body as GraphQL variables, and what of it no GraphQL value can say. */
export interface DecodedRegistration {
  /** `CreateOAuthClientInput`. What is unreadable has a stand-in, so that the rest can be judged as well. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly unreadable: readonly Issue[];
}

const bodySchema = z.object(
  Object.fromEntries(registrationFields.map((field) => [restNames[field], registrationShape[field]])),
);

/** What stands for a required field that cannot be read; an optional one is left out. */
const standIns: Partial<Record<RegistrationField, unknown>> = { name: '', redirectUris: [] };

/**
 * Reads the body of a registration: names and words, no rule. A field this API does not know is ignored and never
 * stored (RFC 7591 §2).
 */
export function decodeRegistration(body: string | undefined): DecodedRegistration {
  const json = parseJson(body);
  if (json === undefined) return { input: standIns, unreadable: [issue('BODY_NOT_JSON')] };
  if (!isObject(json)) return { input: standIns, unreadable: [issue('BODY_NOT_OBJECT')] };
  const parsed = bodySchema.safeParse(json);
  const unreadable = parsed.success ? [] : issuesOf(parsed.error).map((found) => rephrase(found, json));
  const fields = registrationFields.map((field) => [field, readableValue(field, json, unreadable)]);
  return { input: Object.fromEntries(fields.filter(([, value]) => value !== undefined)), unreadable };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Moves an issue to the field's own name, and tells a field that is missing from one of the wrong type. */
function rephrase(found: Issue, body: Record<string, unknown>): Issue {
  const isMissing = found.path.length === 1 && body[String(found.path[0])] == null;
  return issue(isMissing ? 'REQUIRED' : found.code, ...registrationPath(found.path));
}

function readableValue(
  field: RegistrationField,
  body: Record<string, unknown>,
  unreadable: readonly Issue[],
) {
  const value = body[restNames[field]];
  const refused = unreadable.filter(({ path }) => path[0] === field).map(({ path }) => path[1]);
  if (refused.length === 0) return toGraphqlWords(field, value);
  const items = Array.isArray(value) && !refused.includes(undefined) ? value : [];
  const readable = items.find((_, index) => !refused.includes(index));
  if (readable === undefined) return standIns[field];
  // A readable neighbour stands in for an unreadable item, so that every other item keeps its index.
  return toGraphqlWords(
    field,
    items.map((item, index) => (refused.includes(index) ? readable : item)),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
