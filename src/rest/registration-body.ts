import { type RegistrationField, registrationFields } from '../domain/client/metadata-table.ts';
import { checkShape, type Shape } from '../domain/client/registration-schema.ts';
import { tlsClientAuthMembers, valuesOf } from '../domain/client/vocabulary.ts';
import { type Issue, issue } from '../domain/error/issue.ts';
import { isObject } from '../domain/json.ts';
import { firstItems, maxItems } from '../domain/rule/list.ts';
import {
  bodyNames,
  changeNames,
  creationNames,
  type WrittenName,
  type WrittenNames,
} from './wire/field-name.ts';
import { parseJson } from './wire/json-text.ts';
import { aliases, type GivenValue, readMember } from './wire/metadata-alias.ts';
import { isUnsupported } from './wire/unsupported-metadata.ts';
import { toGraphqlValues } from './wire/value-name.ts';

type Field = RegistrationField | keyof typeof creationNames | keyof typeof changeNames;

/** A decoded REST body and its issues. */
export interface DecodedRegistration {
  /**
   * GraphQL variables, as in `CreateOAuthClientInput`. Unreadable values have placeholders, so that the rest can be checked.
   */
  readonly input: Readonly<Record<string, unknown>>;
  readonly unreadable: readonly Issue[];
  /** The fields that were sent under their name of RFC 7591. */
  readonly written: WrittenNames;
  /** Ignored members, for the response. At most 100, of at most 255 characters each. */
  readonly ignored: readonly string[];
}

const creationFields = [
  ...(Object.keys(creationNames) as (keyof typeof creationNames)[]),
  ...registrationFields,
];

/** Placeholders for unreadable required fields; unreadable optional ones are omitted. No rule refuses them. */
const standIns: Partial<Record<RegistrationField, unknown>> = {
  name: 'unreadable',
  redirectUris: ['https://unreadable.invalid/'],
};

/**
 * Reads the body of a registration: names and types, no rules. A standard member that this API does not support is refused;
 * other unknown members are ignored (RFC 7591 §2).
 */
export function decodeRegistration(body: string | undefined): DecodedRegistration {
  return decode(body, 'registration', creationFields, standIns);
}

/**
 * Reads the body of a change. Unreadable members are omitted, so that the rest is checked together with the stored values.
 *
 * @param clientId the client in the path; the body may repeat it.
 */
export function decodeChange(body: string | undefined, clientId?: string): DecodedRegistration {
  return decode(
    body,
    'change',
    [...registrationFields, ...(Object.keys(changeNames) as (keyof typeof changeNames)[])],
    {},
    clientId,
  );
}

function decode(
  body: string | undefined,
  shape: Shape,
  fields: readonly Field[],
  standInOf: Partial<Record<Field, unknown>>,
  clientId?: string,
): DecodedRegistration {
  const json = parseJson(body);
  const nothing = { input: standInOf, written: new Map(), ignored: [] };
  if (json === undefined) return { ...nothing, unreadable: [issue('INPUT_NOT_JSON')] };
  if (!isObject(json)) return { ...nothing, unreadable: [issue('INPUT_NOT_OBJECT')] };
  const { input, unreadable, written } = read(json, shape, fields, standInOf);
  const { unsupported, ignored } = otherMembers(json, fields, clientId);
  const translated = Object.entries(input).map(([field, value]) => [field, toGraphqlValues(field, value)]);
  return {
    input: Object.fromEntries(translated),
    unreadable: [...unsupported, ...unreadable],
    written,
    ignored,
  };
}

/** Reported unsupported members: a body of 64 KB can have 4,600, and the response had 740 KB. */
const maxUnsupported = 100;
const maxIgnored = 100;
const maxIgnoredLength = 255;

/** The members that are not fields. */
function otherMembers(
  json: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
  clientId: string | undefined,
): { readonly unsupported: readonly Issue[]; readonly ignored: readonly string[] } {
  const known = new Set(fields.flatMap(namesOf));
  const others = Object.keys(json).filter((name) => !known.has(name));
  const isRefused = (name: string) =>
    json[name] !== null && isUnsupported(name) && !(name === 'client_id' && json[name] === clientId);
  const isIgnored = (name: string) => !isRefused(name) && !(name === 'client_id' && clientId !== undefined);
  return {
    unsupported: others
      .filter(isRefused)
      .slice(0, maxUnsupported)
      .map((name) => issue('UNSUPPORTED_METADATA', name)),
    ignored: others
      .filter(isIgnored)
      .slice(0, maxIgnored)
      .map((name) => name.slice(0, maxIgnoredLength)),
  };
}

/** All names of a field in a body. */
function namesOf(field: Field): string[] {
  if (field === 'tlsClientAuth') return Object.values(tlsClientAuthMembers).map(({ restName }) => restName);
  const alias = aliases[field as keyof typeof aliases];
  return alias === undefined ? [bodyNames[field]] : [bodyNames[field], alias.member];
}

/** The members of a registration with their fields. */
export const registrationMembers: ReadonlyMap<string, RegistrationField> = new Map(
  registrationFields.flatMap((field) => namesOf(field).map((member) => [member, field] as const)),
);

/** Reads the members of a parsed body as fields. Values keep their registered names. */
export function readRegistration(
  json: Readonly<Record<string, unknown>>,
): Pick<DecodedRegistration, 'input' | 'unreadable' | 'written'> {
  return read(json, 'registration', registrationFields, standIns);
}

function read(
  json: Readonly<Record<string, unknown>>,
  shape: Shape,
  fields: readonly Field[],
  standInOf: Partial<Record<Field, unknown>>,
): Pick<DecodedRegistration, 'input' | 'unreadable' | 'written'> {
  const values: Record<string, unknown> = {};
  const written = new Map<string, WrittenName>();
  const issues: Issue[] = [];
  for (const field of fields) {
    const given = givenValue(field, json, shape === 'registration');
    values[field] = given.value;
    if (given.alias) written.set(field, given.alias);
    issues.push(...given.issues);
  }
  const unread = new Set(issues.map(({ path }) => path[0]));
  const unreadable = [...issues, ...checkShape(values, shape).filter(({ path }) => !unread.has(path[0]))];
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const value = readableValue(field, values[field], unreadable, standInOf[field]);
    if (value !== undefined) input[field] = value;
  }
  return { input, unreadable, written };
}

function givenValue(
  field: Field,
  body: Readonly<Record<string, unknown>>,
  isNullAbsent: boolean,
): GivenValue {
  if (field !== 'tlsClientAuth') return readMember(body, field, bodyNames[field], isNullAbsent);
  return { value: subjectIn(body), issues: [] };
}

function subjectIn(body: Readonly<Record<string, unknown>>): unknown {
  const members = valuesOf(tlsClientAuthMembers);
  const given = members.flatMap((member) => {
    const value = body[tlsClientAuthMembers[member].restName];
    return value == null ? [] : [[member, value]];
  });
  if (given.length > 0) return Object.fromEntries(given);
  return members.some((member) => tlsClientAuthMembers[member].restName in body) ? null : undefined;
}

function readableValue(
  field: Field,
  value: unknown,
  unreadable: readonly Issue[],
  standIn: unknown,
): unknown {
  // Most fields have none.
  if (unreadable.length === 0) return firstItems(value);
  const refused = new Set(unreadable.filter(({ path }) => path[0] === field).map(({ path }) => path[1]));
  if (!Array.isArray(value) || refused.has(undefined)) {
    return refused.size > 0 ? standIn : value;
  }
  // Only the start of a list that is too long was checked, and one item too many is enough for its issue.
  const items = value.slice(0, maxItems + 1);
  const readable = items.find((_, index) => !refused.has(index));
  if (readable === undefined && items.length > 0) return standIn;
  // A readable neighbour replaces an unreadable item, so that every other item keeps its index.
  return items.map((item, index) => (refused.has(index) ? readable : item));
}
