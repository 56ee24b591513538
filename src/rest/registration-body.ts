import { type Issue, issue } from '../registration/issue.ts';
import { isObject } from '../registration/json.ts';
import { type RegistrationField, registrationFields } from '../registration/registration-field.ts';
import { checkShape } from '../registration/registration-schema.ts';
import { maxItems } from '../registration/rule/list.ts';
import { tlsClientAuthMembers, wordsOf } from '../registration/vocabulary.ts';
import { restNames } from './field-name.ts';
import { toGraphqlWords } from './word.ts';

/** A REST body as GraphQL variables, and what of it no GraphQL value can say. */
export interface DecodedRegistration {
  /** `CreateOAuthClientInput`. What is unreadable has a stand-in, so that the rest can be judged as well. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly unreadable: readonly Issue[];
}

/** What stands for a required field of which nothing can be read; an optional one is left out. No rule refuses these. */
const standIns: Partial<Record<RegistrationField, unknown>> = {
  name: 'unreadable',
  redirectUris: ['https://unreadable.invalid/'],
};

/**
 * Reads the body of a registration: names and words, no rule. A field this API does not know is ignored and never
 * stored (RFC 7591 §2).
 */
export function decodeRegistration(body: string | undefined): DecodedRegistration {
  const json = parseJson(body);
  if (json === undefined) return { input: standIns, unreadable: [issue('BODY_NOT_JSON')] };
  if (!isObject(json)) return { input: standIns, unreadable: [issue('BODY_NOT_OBJECT')] };
  const values = Object.fromEntries(registrationFields.map((field) => [field, givenValue(field, json)]));
  const unreadable = checkShape(values);
  const fields = registrationFields.map((field) => [field, readableValue(field, values[field], unreadable)]);
  return { input: Object.fromEntries(fields.filter(([, value]) => value !== undefined)), unreadable };
}

function givenValue(field: RegistrationField, body: Record<string, unknown>): unknown {
  if (field !== 'tlsClientAuth') return body[restNames[field]];
  const given = wordsOf(tlsClientAuthMembers).flatMap((member) => {
    const value = body[tlsClientAuthMembers[member].restName];
    return value == null ? [] : [[member, value]];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readableValue(field: RegistrationField, value: unknown, unreadable: readonly Issue[]) {
  const refused = new Set(unreadable.filter(({ path }) => path[0] === field).map(({ path }) => path[1]));
  if (!Array.isArray(value) || refused.has(undefined)) {
    return refused.size > 0 ? standIns[field] : toGraphqlWords(field, value);
  }
  // Of a list that is too long only the beginning was judged, and one item too many is enough to say so.
  const items = value.slice(0, maxItems + 1);
  const readable = items.find((_, index) => !refused.has(index));
  if (readable === undefined && items.length > 0) return standIns[field];
  // A readable neighbour stands in for an unreadable item, so that every other item keeps its index.
  const whole = items.map((item, index) => (refused.has(index) ? readable : item));
  return toGraphqlWords(field, whole);
}
