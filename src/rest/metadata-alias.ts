import { members, registrationFields } from '../domain/client/metadata-table.ts';
import { type Issue, issue, withNote } from '../domain/error/issue.ts';
import { isDeeperThan, isObject, maxDepth } from '../domain/json.ts';
import { type bodyNames, restNames, type WrittenName } from './field-name.ts';
import { parseJson } from './json-text.ts';

/** Every field that is one member of a body. */
type MemberField = keyof typeof bodyNames;

/** A name of RFC 7591 §2 for a field that the AuthMS API names otherwise. */
interface Alias extends WrittenName {
  /** The value as the field has it; `undefined` for one of another type. */
  readonly read: (value: unknown) => unknown;
}

/** How a value is read that RFC 7591 writes as one string. */
const readers = {
  'as it is': (value: string): unknown => value,
  'one item': (value: string): unknown => [value],
  'separated by spaces': scopesIn,
} as const;

export const aliases = Object.fromEntries(
  registrationFields.flatMap((field) => {
    const { restName, rfcName, rfcForm } = members[field];
    if (rfcName === null || rfcName === restName) return [];
    const readText = readers[rfcForm ?? 'as it is'];
    const read = (value: unknown) => (typeof value === 'string' ? readText(value) : undefined);
    return [[field, { member: rfcName, isWhole: rfcForm !== undefined, read }]];
  }),
) as Readonly<Partial<Record<MemberField, Alias>>>;

/** RFC 6749 §3.3: separated by spaces. An empty text asks for nothing, which is the default of the server. */
function scopesIn(value: string): unknown {
  const scopes = value.split(' ').filter((scope) => scope !== '');
  return scopes.length === 0 ? null : scopes;
}

/** The value of a field in a body. */
export interface GivenValue {
  readonly value: unknown;
  /** Where the value was written under another name. */
  readonly alias?: WrittenName;
  readonly issues: readonly Issue[];
}

/**
 * Reads a field from the member that the AuthMS API names it by, or from its name in RFC 7591. Both are accepted at once
 * where they say the same.
 *
 * @param isNullAbsent whether null says nothing, as in a registration; in a change it clears the field.
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
  if (isOwnAbsent) return { value, alias, issues: own.issues };
  return isSame(own.value, value)
    ? own
    : { ...own, alias, issues: [...own.issues, issue('ALIAS_CONFLICT', field)] };
}

function ownValue(field: MemberField, value: unknown): GivenValue {
  const entry = field in restNames ? members[field as keyof typeof restNames] : undefined;
  if (entry?.restForm === 'JSON text') return { value: listIn(value), issues: [] };
  if (entry?.type.kind !== 'jwks' || !isObject(value)) return { value, issues: [] };
  // RFC 7591 §2 has an object here. Its text is made anew, so that no member can hide that a parser has dropped.
  return isDeeperThan(value, maxDepth)
    ? { value: undefined, issues: [issue('JWKS_TOO_DEEP', field)] }
    : { value: JSON.stringify(value), issues: [] };
}

/** The API answers with this list as JSON text; what was read can be sent back as it is. */
function listIn(value: unknown): unknown {
  const list = typeof value === 'string' ? parseJson(value) : undefined;
  return Array.isArray(list) ? list : value;
}

/** Lists are sets: their order and what is repeated do not count. */
function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const [some, others] = [new Set(one), new Set(other)];
  return some.size === others.size && one.every((item) => others.has(item));
}
