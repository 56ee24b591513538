import { z } from 'zod';
import {
  type ClientAuthMethod,
  clientAuthMethods,
  type FapiProfile,
  fapiProfiles,
  type GrantType,
  grantTypes,
  type TlsClientAuthMember,
  tlsClientAuthMembers,
  type VocabularyValue,
  valuesOf,
} from './vocabulary.ts';

/**
 * The form of a value. Each layer has one table by kind: zod schemas here, types in `graphql/type/metadata-field.ts`, and
 * the schemas of answers in `rest/wire-schema.ts`. A new kind does not compile until each table has it.
 */
export type Kind = 'text' | 'uri' | 'jwks' | 'boolean' | 'enum' | 'subject';

/** The type of a member of client metadata. `Given` is the value in an input and `Kept` that of a client. */
export interface ValueType<Given, Kept> {
  readonly kind: Kind;
  /** Whether the value is a list. Lists are sets: `keep` drops repeated items. */
  readonly isList: boolean;
  /** Checks only the JSON type; rules check the value. */
  readonly schema: z.ZodType<Given>;
  readonly keep: (given: Given) => Kept;
  /** The input that gives the kept value. */
  readonly giveBack: (kept: Kept) => unknown;
  /** The values of an enum, in their REST names. */
  readonly vocabulary?: Readonly<Record<string, VocabularyValue>>;
}

/** The certificate subject of a registration: `@oneOf` in GraphQL, so exactly one member is given. */
export type TlsClientAuthInput = Readonly<Partial<Record<TlsClientAuthMember, string | null | undefined>>>;

/** The certificate subject of a client (RFC 8705 §2.1.2). */
export interface TlsClientAuthSubject {
  readonly member: TlsClientAuthMember;
  readonly value: string;
}

function asIs<Value>(value: Value): Value {
  return value;
}

function one<Value>(
  kind: Kind,
  schema: z.ZodType<Value>,
  vocabulary?: Readonly<Record<string, VocabularyValue>>,
): ValueType<Value, Value> {
  return { kind, isList: false, schema, keep: asIs, giveBack: asIs, ...(vocabulary && { vocabulary }) };
}

function listOf<Value>(item: ValueType<Value, Value>): ValueType<readonly Value[], readonly Value[]> {
  const { schema, ...rest } = item;
  return { ...rest, isList: true, schema: z.array(schema), keep: distinct, giveBack: asIs };
}

/** The distinct items in the order of their first occurrence. */
function distinct<Value>(items: readonly Value[]): readonly Value[] {
  return items.length < 2 ? items : [...new Set(items)];
}

function enumOf<Value extends string>(
  vocabulary: Readonly<Record<Value, VocabularyValue>>,
): ValueType<Value, Value> {
  return one('enum', z.enum(valuesOf(vocabulary)) as z.ZodType<Value>, vocabulary);
}

const text = one('text', z.string());

/** URIs are kept byte for byte, because redirect URIs are compared as strings (RFC 9700 §2.1). */
const uri = one('uri', z.string());

const tlsClientAuthSchema = z.strictObject(
  Object.fromEntries(
    valuesOf(tlsClientAuthMembers).map((member) => [member, z.string().nullish()]),
  ) as Record<TlsClientAuthMember, z.ZodOptional<z.ZodNullable<z.ZodString>>>,
);

function subjectOf(input: TlsClientAuthInput): TlsClientAuthSubject | null {
  const [given] = Object.entries(input).flatMap(([member, value]) =>
    value == null ? [] : [{ member: member as TlsClientAuthMember, value }],
  );
  return given ?? null;
}

/** The types of members. */
export const types = {
  text,
  /** A text without surrounding white space. */
  trimmedText: { ...text, keep: (given: string) => given.trim() },
  textList: listOf(text),
  uri,
  uriList: listOf(uri),
  boolean: one('boolean', z.boolean()),
  /** A JWK Set as JSON text, kept byte for byte. */
  jwks: one('jwks', z.string()),
  fapiProfile: enumOf<FapiProfile>(fapiProfiles),
  grantTypeList: listOf(enumOf<GrantType>(grantTypes)),
  clientAuthMethodList: listOf(enumOf<ClientAuthMethod>(clientAuthMethods)),
  tlsClientAuth: {
    kind: 'subject',
    isList: false,
    schema: tlsClientAuthSchema,
    keep: subjectOf,
    giveBack: (subject) => subject && { [subject.member]: subject.value },
  } satisfies ValueType<TlsClientAuthInput, TlsClientAuthSubject | null> as ValueType<
    TlsClientAuthInput,
    TlsClientAuthSubject | null
  >,
} as const;
