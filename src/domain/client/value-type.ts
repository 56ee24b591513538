import { z } from 'zod';
import { maxOctets } from '../key/jwk-set.ts';
import { acrValue, maxAcrValues } from '../rule/acr-value.ts';
import { maxContacts } from '../rule/contact.ts';
import { maxAddressLength } from '../rule/email-address.ts';
import { maxItems } from '../rule/list.ts';
import { maxDescriptionLength } from '../rule/name.ts';
import { maxPrintableLength } from '../rule/printable.ts';
import { maxRequestUriLength } from '../rule/request-uri.ts';
import { maxScopeLength, scopeToken } from '../rule/scope.ts';
import { maxAge, maxTokenLifetime } from '../rule/seconds.ts';
import { maxUriLength } from '../rule/uri.ts';
import { maxNameLength } from './client-name.ts';
import {
  type ClientAuthMethod,
  clientAuthMethods,
  type FapiProfile,
  fapiProfiles,
  type GrantType,
  grantTypes,
  maxSubjectLength,
  type TlsClientAuthMember,
  tlsClientAuthMembers,
  type VocabularyValue,
  valuesOf,
} from './vocabulary.ts';

/**
 * The type of a value. Each layer has one table by kind: zod schemas here, types in `graphql/type/metadata-field.ts`,
 * and the response schemas in `rest/wire-schema.ts`. A new kind does not compile until each table has it.
 */
export type Kind = 'text' | 'uri' | 'jwks' | 'boolean' | 'integer' | 'enum' | 'subject';

/**
 * Limits of a text or of each item of a list, as keywords of JSON Schema. Rules check them; the OpenAPI document
 * publishes them.
 */
export interface Limits {
  /** In Unicode characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: 'uri' | 'email';
  /** Of an integer. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** A regular expression of ECMA-262. */
  readonly pattern?: string;
}

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
  /** Default: none. */
  readonly limits?: Limits;
  /** Items of a list in a registration, at most. Default: no limit. */
  readonly maxItems?: number;
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
  details: Pick<ValueType<Value, Value>, 'vocabulary' | 'limits'> = {},
): ValueType<Value, Value> {
  const limited = schema.meta({ ...details.limits });
  return { kind, isList: false, schema: limited, keep: asIs, giveBack: asIs, ...details };
}

/** @param most items of a registration, at most. */
function listOf<Value>(
  item: ValueType<Value, Value>,
  most = maxItems,
): ValueType<readonly Value[], readonly Value[]> {
  const { schema, ...rest } = item;
  return {
    ...rest,
    isList: true,
    maxItems: most,
    schema: z.array(schema).meta({ maxItems: most }),
    keep: distinct,
    giveBack: asIs,
  };
}

/** A list that the server derives, so it may be longer than one of an input. */
function derivedListOf<Value>(item: ValueType<Value, Value>): ValueType<readonly Value[], readonly Value[]> {
  const { maxItems: _, ...rest } = listOf(item);
  return rest;
}

/** The distinct items in the order of their first occurrence. */
function distinct<Value>(items: readonly Value[]): readonly Value[] {
  return items.length < 2 ? items : [...new Set(items)];
}

/** The type refuses what GraphQL's Int cannot hold; limits are checked by rules. */
function integerOf(minimum: number, maximum: number): ValueType<number, number> {
  return one('integer', z.int32(), { limits: { minimum, maximum } });
}

function enumOf<Value extends string>(
  vocabulary: Readonly<Record<Value, VocabularyValue>>,
): ValueType<Value, Value> {
  return one('enum', z.enum(valuesOf(vocabulary)) as z.ZodType<Value>, { vocabulary });
}

const name = one('text', z.string(), { limits: { minLength: 1, maxLength: maxNameLength } });
const scope = one('text', z.string(), {
  limits: { minLength: 1, maxLength: maxScopeLength, pattern: scopeToken.source },
});

/** URIs are kept byte for byte, because redirect URIs are compared as strings (RFC 9700 §2.1). */
const uri = one('uri', z.string(), { limits: { maxLength: maxUriLength, format: 'uri' } });

const tlsClientAuthSchema = z.strictObject(
  Object.fromEntries(
    valuesOf(tlsClientAuthMembers).map((member) => [member, z.string().nullish()]),
  ) as Record<TlsClientAuthMember, z.ZodOptional<z.ZodNullable<z.ZodString>>>,
);

const subjectFormats: Readonly<Partial<Record<TlsClientAuthMember, Limits['format']>>> = {
  sanUri: 'uri',
  sanEmail: 'email',
};

/** The limits of a certificate subject. */
export function subjectLimits(member: TlsClientAuthMember): Limits {
  const format = subjectFormats[member];
  return { minLength: 1, maxLength: maxSubjectLength, ...(format && { format }) };
}

function subjectOf(input: TlsClientAuthInput): TlsClientAuthSubject | null {
  const [given] = Object.entries(input).flatMap(([member, value]) =>
    value == null ? [] : [{ member: member as TlsClientAuthMember, value }],
  );
  return given ?? null;
}

/** The types of members. */
export const types = {
  /** A name without surrounding white space. */
  name: { ...name, keep: (given: string) => given.trim() },
  /** A text without surrounding white space. */
  description: {
    ...one('text', z.string(), { limits: { minLength: 1, maxLength: maxDescriptionLength } }),
    keep: (given: string) => given.trim(),
  },
  scopeList: listOf(scope),
  requestUriList: listOf(
    one('uri', z.string(), { limits: { maxLength: maxRequestUriLength, format: 'uri' } }),
  ),
  acrValueList: listOf(
    one('text', z.string(), {
      limits: { minLength: 1, maxLength: maxPrintableLength, pattern: acrValue.source },
    }),
    maxAcrValues,
  ),
  /** Kept as it is given: the rule refuses surrounding spaces. */
  printable: one('text', z.string(), { limits: { minLength: 1, maxLength: maxPrintableLength } }),
  contactList: listOf(
    one('text', z.string(), { limits: { maxLength: maxAddressLength, format: 'email' } }),
    maxContacts,
  ),
  uri,
  uriList: listOf(uri),
  originList: derivedListOf(uri),
  boolean: one('boolean', z.boolean()),
  /** Seconds from 0 to the largest Int of GraphQL. */
  maxAge: integerOf(0, maxAge),
  tokenLifetime: integerOf(1, maxTokenLifetime),
  /** A JWK Set as JSON text, kept byte for byte. */
  jwks: one('jwks', z.string(), { limits: { maxLength: maxOctets } }),
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
