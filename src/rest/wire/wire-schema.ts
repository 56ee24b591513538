import { isInputObjectType } from 'graphql';
import { z } from 'zod';
import { type AnyMember, type ClientResponse, members } from '../../domain/client/metadata-table.ts';
import { shapes } from '../../domain/client/registration-schema.ts';
import { type Kind, subjectLimits } from '../../domain/client/value-type.ts';
import { clientStatuses, tlsClientAuthMembers, valuesOf } from '../../domain/client/vocabulary.ts';
import { issueCatalogue } from '../../domain/error/issue-catalogue.ts';
import { clientIdPattern, ulidPattern } from '../../domain/identifier.ts';
import { schema } from '../../graphql/schema.ts';
import { fieldsOfAnswer } from '../client.ts';
import { restPath } from './field-name.ts';
import { aliases } from './metadata-alias.ts';
import { toRestValues, vocabularyFields } from './value-name.ts';

/** The bodies of the REST API, by their names in `schema/openapi.json`. */
export const wireSchemas = z.registry<{ readonly id: string }>();

export function named<Schema extends z.ZodType>(id: string, shape: Schema): Schema {
  wireSchemas.add(shape, { id });
  return shape;
}

export const ulid = z.string().regex(new RegExp(`^${ulidPattern}$`));
export const clientId = z
  .string()
  .regex(new RegExp(`^${clientIdPattern}$`))
  .describe('The `client_id` (RFC 6749 §2.2).');
export const instant = z.iso.datetime().describe('RFC 3339, in UTC.');
export const issuedSecret = z
  .string()
  .regex(/^secret_[A-Za-z0-9_-]{43}$/)
  .describe('The secret. No later response contains it.');

/** A JWK Set as text, as in GraphQL, or as an object, as in RFC 7591 §2. */
const jwks = z
  .union([members.jwks.type.schema, z.looseObject({ keys: z.array(z.looseObject({})) })])
  .nullish();

/** The names of RFC 7591 for fields of a body, with their types. */
const aliasMembers = Object.entries(aliases).map(([field, { member, schema: type }]) => [
  member,
  type
    .nullish()
    .describe(
      `The name of RFC 7591 §2 for \`${restPath([field])}\`. If both are sent, their values must be equal.`,
    ),
]);

/** A registration or a change, which may have the names of RFC 7591 as well. */
function metadataOf(shape: Readonly<Record<string, z.ZodType>>, inputName: string) {
  return bodyOf({ ...shape, jwks }, inputName).extend(Object.fromEntries(aliasMembers));
}

/** A body with the fields of a GraphQL input, in REST's names; its descriptions are those of the input. */
export function bodyOf(shape: Readonly<Record<string, z.ZodType>>, inputName: string) {
  const { tlsClientAuth, ...fields } = shape;
  const input = schema.getType(inputName);
  const described = isInputObjectType(input) ? input.getFields() : {};
  const members = Object.entries(fields).map(([field, type]) => [
    restPath([field]),
    type.describe(inRestValues(described[field]?.description ?? '')),
  ]);
  const subjects = valuesOf(tlsClientAuthMembers).map((member) => [
    tlsClientAuthMembers[member].restName,
    z
      .string()
      .meta({ ...subjectLimits(member), description: tlsClientAuthMembers[member].description })
      .nullish(),
  ]);
  return z.object(Object.fromEntries([...members, ...(tlsClientAuth ? subjects : [])]));
}

/** Descriptions name fields and values as GraphQL does. */
function inRestValues(description: string): string {
  return description.replace(/`(\w+)`/g, (_, word: string) => {
    const translated = vocabularyFields.map((field) => toRestValues(field, word));
    return `\`${translated.find((one) => one !== word) ?? restPath([word])}\``;
  });
}

const { name } = shapes.registration.shape;

export const ClientRegistration = named(
  'ClientRegistration',
  metadataOf({ ...shapes.registration.shape, name: name.optional() }, 'CreateOAuthClientInput').meta({
    anyOf: [{ required: ['name'] }, { required: ['client_name'] }],
  }),
);

export const ClientChange = named(
  'ClientChange',
  metadataOf(
    {
      ...shapes.change.shape,
      // Null is accepted here too, and refused later with a message that says what is allowed.
      name: name.optional(),
      status: z.enum(valuesOf(clientStatuses)).optional(),
    },
    'UpdateOAuthClientInput',
  ),
);

/** The schema of a field in a response, by its kind. */
const answerSchemas: Readonly<Record<Kind, (type: AnyMember['type']) => z.ZodType>> = {
  text: textOf,
  uri: textOf,
  jwks: textOf,
  boolean: () => z.boolean(),
  integer: ({ limits }) => z.int().meta({ ...limits }),
  enum: ({ vocabulary }) => z.enum(valuesOf(vocabulary ?? {})),
  subject: () => z.never(),
};

function textOf({ limits }: AnyMember['type']): z.ZodType {
  return z.string().meta({ ...limits });
}

function listWith({ maxItems }: AnyMember['type'], item: z.ZodType): z.ZodType {
  return maxItems === undefined ? z.array(item) : z.array(item).max(maxItems);
}

/** The metadata of a client in a response. Unset fields are absent. */
function metadataIn(answer: ClientResponse): Readonly<Record<string, z.ZodType>> {
  const shown = fieldsOfAnswer(answer).flatMap((field) => {
    const { type, restName, restForm, description, columns, default: absent } = members[field];
    if (type.kind === 'subject') return answerSubjects;
    const item = answerSchemas[type.kind](type);
    const value = restForm === 'JSON text' ? z.string() : type.isList ? listWith(type, item) : item;
    const described = value.describe(`${inRestValues(description)}${formOf(members[field])}`);
    return [[restName, absent === null || columns === undefined ? described.optional() : described]];
  });
  return Object.fromEntries(shown);
}

/** The addition to a description for a list or an object that a response has as text. */
function formOf({ type, restForm, example }: AnyMember): string {
  if (restForm === 'JSON text')
    return ` A string that contains a JSON array, for example \`${JSON.stringify(example)}\`.`;
  return type.kind === 'jwks' ? ' The JWK Set as JSON text, as it was registered.' : '';
}

const answerSubjects = valuesOf(tlsClientAuthMembers).map((member) => [
  tlsClientAuthMembers[member].restName,
  z
    .string()
    .meta({ ...subjectLimits(member), description: tlsClientAuthMembers[member].description })
    .optional(),
]);

const ids = { id: ulid.describe('ULID.'), client_id: clientId };
const status = z.enum(valuesOf(clientStatuses));

export const CreatedClient = named(
  'CreatedClient',
  z.object({
    ...ids,
    ...metadataIn('created'),
    status,
    client_secret: issuedSecret.optional(),
  }),
);

export const ClonedClient = named(
  'ClonedClient',
  z.object({ ...ids, ...metadataIn('cloned'), status, client_secret: issuedSecret.optional() }),
);

const itemFields = {
  ...ids,
  ...metadataIn('read'),
  status,
  tenant_id: z.string(),
  secret_last_four: z
    .string()
    .length(4)
    .optional()
    .describe('The last four characters of the newest active secret.'),
  created_at: instant,
  updated_at: instant,
};

export const Client = named('Client', z.object(itemFields));

export const ChangedClient = named(
  'ChangedClient',
  z.object({
    ...itemFields,
    client_secret: issuedSecret
      .optional()
      .describe('Present if the change gave the client its first secret. No later response contains it.'),
  }),
);

const Pagination = named(
  'Pagination',
  z.object({
    page: z.int(),
    page_size: z.int(),
    total: z.int(),
    total_pages: z.int(),
    has_next: z.boolean(),
    has_prev: z.boolean(),
  }),
);

const head = { code: z.literal(0), message: z.literal('success') };

export function answerOf(id: string, data: z.ZodType) {
  return named(id, z.object({ ...head, data, timestamp: instant }));
}

/** The response to a body whose unknown members are ignored. */
export function metadataAnswerOf(id: string, data: z.ZodType) {
  const ignored = z
    .array(z.string())
    .max(100)
    .optional()
    .describe('Members of the request that are not supported and were ignored; absent if there are none.');
  return named(id, z.object({ ...head, data, ignored, timestamp: instant }));
}

export function listOf(id: string, item: z.ZodType) {
  const list = { items: z.array(item), total: z.int(), pagination: Pagination };
  return named(id, z.object({ ...head, ...list, timestamp: instant }));
}

const FieldError = named(
  'FieldError',
  z.object({
    field: z.string().describe('`redirect_uris[1]`, `jwks.keys[0]`, `page_size`, `If-Match`, or `body`.'),
    code: z.enum(valuesOf(issueCatalogue)),
    message: z.string(),
    reference: z.string().nullable().describe('The clause that defines the rule.'),
  }),
);

export const Refusal = named(
  'Refusal',
  z.object({
    code: z.int().describe('Eight digits; the first three are the HTTP status.'),
    message: z.string(),
    reason: z
      .string()
      .optional()
      .describe(
        'With status 401, the failed check of the token, for example `EXPIRED`; with 503, `KEY_SET_UNAVAILABLE` if tokens cannot be verified.',
      ),
    errors: z.array(FieldError).optional().describe('Every problem of the request, at most 100.'),
    request_id: z.string().describe('The id of the request in the log, as in `X-Request-Id`.'),
    timestamp: instant,
  }),
);
