import { type Issue, issue } from '../registration/issue.ts';
import { isObject } from '../registration/json.ts';
import { type RegistrationField, registrationFields } from '../registration/registration-field.ts';
import { checkShape, type Shape } from '../registration/registration-schema.ts';
import { firstItems, maxItems } from '../registration/rule/list.ts';
import { tlsClientAuthMembers, wordsOf } from '../registration/vocabulary.ts';
import { bodyNames, changeNames } from './field-name.ts';
import { toGraphqlWords } from './word.ts';

type Field = RegistrationField | keyof typeof changeNames;

/** A REST body, and what of it cannot be read. */
export interface DecodedRegistration {
  /** Of a body that was decoded: GraphQL variables, as in `CreateOAuthClientInput`. What is unreadable has a stand-in, so that the rest can be judged as well. */
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
  return decode(body, 'registration', registrationFields, standIns);
}

/** Reads the body of a change. What cannot be read of it is left out, so that the rest is judged with what is stored. */
export function decodeChange(body: string | undefined): DecodedRegistration {
  return decode(
    body,
    'change',
    [...registrationFields, ...(Object.keys(changeNames) as (keyof typeof changeNames)[])],
    {},
  );
}

function decode(
  body: string | undefined,
  shape: Shape,
  fields: readonly Field[],
  standInOf: Partial<Record<Field, unknown>>,
): DecodedRegistration {
  const json = parseJson(body);
  if (json === undefined) return { input: standInOf, unreadable: [issue('BODY_NOT_JSON')] };
  if (!isObject(json)) return { input: standInOf, unreadable: [issue('BODY_NOT_OBJECT')] };
  const { input, unreadable } = read(json, shape, fields, standInOf);
  const translated = Object.entries(input).map(([field, value]) => [field, toGraphqlWords(field, value)]);
  return { input: Object.fromEntries(translated), unreadable };
}

/** Reads a registration in REST's names out of a parsed object. Its words stay those of the registries. */
export function readRegistration(json: Readonly<Record<string, unknown>>): DecodedRegistration {
  return read(json, 'registration', registrationFields, standIns);
}

function read(
  json: Readonly<Record<string, unknown>>,
  shape: Shape,
  fields: readonly Field[],
  standInOf: Partial<Record<Field, unknown>>,
): DecodedRegistration {
  const values: Record<string, unknown> = {};
  for (const field of fields) values[field] = givenValue(field, json);
  const unreadable = checkShape(values, shape);
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const value = readableValue(field, values[field], unreadable, standInOf[field]);
    if (value !== undefined) input[field] = value;
  }
  return { input, unreadable };
}

function givenValue(field: Field, body: Readonly<Record<string, unknown>>): unknown {
  if (field === 'clientAuthMethods') return listIn(body[bodyNames[field]]);
  if (field !== 'tlsClientAuth') return body[bodyNames[field]];
  const members = wordsOf(tlsClientAuthMembers);
  const given = members.flatMap((member) => {
    const value = body[tlsClientAuthMembers[member].restName];
    return value == null ? [] : [[member, value]];
  });
  if (given.length > 0) return Object.fromEntries(given);
  return members.some((member) => tlsClientAuthMembers[member].restName in body) ? null : undefined;
}

/** The API answers with this list as JSON text; what was read can be sent back as it is. */
function listIn(value: unknown): unknown {
  const list = typeof value === 'string' ? parseJson(value) : undefined;
  return Array.isArray(list) ? list : value;
}

export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readableValue(
  field: Field,
  value: unknown,
  unreadable: readonly Issue[],
  standIn: unknown,
): unknown {
  // Of most, nothing is.
  if (unreadable.length === 0) return firstItems(value);
  const refused = new Set(unreadable.filter(({ path }) => path[0] === field).map(({ path }) => path[1]));
  if (!Array.isArray(value) || refused.has(undefined)) {
    return refused.size > 0 ? standIn : value;
  }
  // Of a list that is too long only the beginning was judged, and one item too many is enough to say so.
  const items = value.slice(0, maxItems + 1);
  const readable = items.find((_, index) => !refused.has(index));
  if (readable === undefined && items.length > 0) return standIn;
  // A readable neighbour stands in for an unreadable item, so that every other item keeps its index.
  return items.map((item, index) => (refused.has(index) ? readable : item));
}
