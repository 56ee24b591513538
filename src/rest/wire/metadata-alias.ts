import { z } from 'zod';
import { type AnyMember, members, registrationFields } from '../../domain/client/metadata-table.ts';
import { type Issue, issue, withNote } from '../../domain/error/issue.ts';
import { isDeeperThan, isObject, maxDepth } from '../../domain/json.ts';
import { type bodyNames, restNames, type WrittenName } from './field-name.ts';
import { parseJson } from './json-text.ts';

/** The fields that are a single member of a body. */
type MemberField = keyof typeof bodyNames;

/** A name of RFC 7591 §2 for a field with another name in the AuthMS API. */
interface Alias extends WrittenName {
  /** The value in the form of the field; `undefined` for a value of another type. */
  readonly read: (value: unknown) => unknown;
  /** The type under this name. */
  readonly schema: z.ZodType;
}

/** How a list is read that RFC 7591 writes as one string. */
const readers = {
  'one item': (value: string): unknown => [value],
  'separated by spaces': scopesIn,
} as const;

export const aliases = Object.fromEntries(
  registrationFields.flatMap((field) => {
    const alias = aliasOf(members[field]);
    return alias ? [[field, alias]] : [];
  }),
) as Readonly<Partial<Record<MemberField, Alias>>>;

/** The other name of a field; `undefined` if RFC 7591 has none or the same. */
export function aliasOf({
  restName,
  rfcName,
  rfcForm,
  type,
}: Pick<AnyMember, 'restName' | 'rfcName' | 'rfcForm' | 'type'>): Alias | undefined {
  if (rfcName === null || rfcName === restName) return undefined;
  // The rules for types report a value of another type under this name, as they do under that of the field.
  if (rfcForm === undefined)
    return { member: rfcName, isWhole: false, schema: type.schema, read: (value) => value };
  const read = (value: unknown) => (typeof value === 'string' ? readers[rfcForm](value) : undefined);
  return { member: rfcName, isWhole: true, schema: z.string(), read };
}

/** RFC 6749 §3.3: separated by spaces. An empty text means the default of the server. */
function scopesIn(value: string): unknown {
  const scopes = value.split(' ').filter((scope) => scope !== '');
  return scopes.length === 0 ? null : scopes;
}

/** The value of a field in a body. */
export interface GivenValue {
  readonly value: unknown;
  /** Set if the value was sent under another name. */
  readonly alias?: WrittenName;
  readonly issues: readonly Issue[];
}

/**
 * Reads a field from the member named by the AuthMS API or from that of RFC 7591. Both are accepted if their values are
 * equal.
 *
 * @param isNullAbsent whether null counts as absent, as in a registration; in a change it clears the field.
 */
export function readMember(
  body: Readonly<Record<string, unknown>>,
  field: MemberField,
  member: string,
  isNullAbsent: boolean,
): GivenValue {
  const own = ownValue(field, body[member]);
  const alias = aliases[field];
  const written = alias && body[alias.member];
  if (alias === undefined || written === undefined || (isNullAbsent && written === null)) return own;
  const value = written === null ? null : alias.read(written);
  if (value === undefined) {
    const wrong = withNote(issue('WRONG_TYPE', field), 'EXPECTED_STRING');
    return { ...own, alias, issues: [...own.issues, wrong] };
  }
  const isOwnAbsent = own.value === undefined || (isNullAbsent && own.value === null);
  // A value of the wrong type is not a second value: the rules for types report it.
  const isWrong = written !== null && !alias.schema.safeParse(written).success;
  if (isOwnAbsent || isWrong) return { value, alias, issues: own.issues };
  return isSame(own.value, value)
    ? own
    : { ...own, alias, issues: [...own.issues, issue('ALIAS_CONFLICT', field)] };
}

function ownValue(field: MemberField, value: unknown): GivenValue {
  const entry = field in restNames ? members[field as keyof typeof restNames] : undefined;
  if (entry?.restForm === 'JSON text') return { value: listIn(value), issues: [] };
  if (entry?.type.kind !== 'jwks' || !isObject(value)) return { value, issues: [] };
  // RFC 7591 §2 has an object here. The parsed object is serialised again, so that no dropped duplicate member remains
  // in the text.
  return isDeeperThan(value, maxDepth)
    ? { value: undefined, issues: [issue('JWKS_TOO_DEEP', field)] }
    : { value: JSON.stringify(value), issues: [] };
}

/** Responses contain this list as JSON text, so requests may send it back in that form. */
function listIn(value: unknown): unknown {
  const list = typeof value === 'string' ? parseJson(value) : undefined;
  return Array.isArray(list) ? list : value;
}

/** Lists are sets: order and repetition do not matter. */
function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const [some, others] = [new Set(one), new Set(other)];
  return some.size === others.size && one.every((item) => others.has(item));
}
