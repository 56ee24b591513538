import { isInputObjectType } from 'graphql';
import { z } from 'zod';
import { actorTypes, auditActions } from '../domain/audit/audit-event.ts';
import { shapes } from '../domain/client/registration-schema.ts';
import {
  clientStatuses,
  fapiProfiles,
  grantTypes,
  secretStatuses,
  tlsClientAuthMembers,
  valuesOf,
} from '../domain/client/vocabulary.ts';
import { issueCatalogue } from '../domain/error/issue-catalogue.ts';
import { clientIdPattern, ulidPattern } from '../domain/identifier.ts';
import { maxGraceSeconds } from '../domain/rule/secret.ts';
import { schema } from '../graphql/schema.ts';
import { restPath } from './field-name.ts';
import { aliases } from './metadata-alias.ts';
import { toRestValues } from './value-name.ts';

/** The bodies of the REST API by the names that `schema/openapi.json` gives them. */
export const wireSchemas = z.registry<{ readonly id: string }>();

function named<Schema extends z.ZodType>(id: string, shape: Schema): Schema {
  wireSchemas.add(shape, { id });
  return shape;
}

const ulid = z.string().regex(new RegExp(`^${ulidPattern}$`));
const clientId = z
  .string()

  .regex(new RegExp(`^${clientIdPattern}$`))
  .describe('The `client_id` (RFC 6749 §2.2).');
const instant = z.iso.datetime().describe('RFC 3339, in UTC.');
const issuedSecret = z
  .string()
  .regex(/^secret_[A-Za-z0-9_-]{43}$/)
  .describe('The secret itself: shown in this answer and never again.');

/** A JWK Set as the text that GraphQL takes, or as the object that RFC 7591 §2 has. */
const jwks = z.union([z.string(), z.looseObject({ keys: z.array(z.looseObject({})) })]).nullish();

/** The names of RFC 7591 for fields of a body, with the type that they have there. */
const aliasMembers = Object.entries(aliases).map(([field, { member }]) => [
  member,
  z
    .string()
    .nullish()
    .describe(`The name of RFC 7591 §2 for \`${restPath([field])}\`; not with another value of it.`),
]);

/** A registration or a change, which may have the names of RFC 7591 as well. */
function metadataOf(shape: Readonly<Record<string, z.ZodType>>, inputName: string) {
  return bodyOf({ ...shape, jwks }, inputName).extend(Object.fromEntries(aliasMembers));
}

/** A body with the fields of a GraphQL input, in REST's names; its descriptions are those of the input. */
function bodyOf(shape: Readonly<Record<string, z.ZodType>>, inputName: string) {
  const { tlsClientAuth, ...fields } = shape;
  const input = schema.getType(inputName);
  const described = isInputObjectType(input) ? input.getFields() : {};
  const members = Object.entries(fields).map(([field, type]) => [
    restPath([field]),
    type.describe(inRestValues(described[field]?.description ?? '')),
  ]);
  const subjects = valuesOf(tlsClientAuthMembers).map((member) => [
    tlsClientAuthMembers[member].restName,
    z.string().nullish().describe(tlsClientAuthMembers[member].description),
  ]);
  return z.object(Object.fromEntries([...members, ...(tlsClientAuth ? subjects : [])]));
}

/** Descriptions name fields and words as GraphQL does. */
function inRestValues(description: string): string {
  return description.replace(/`(\w+)`/g, (_, word: string) => {
    const translated = ['clientAuthMethods', 'grantTypes', 'fapiProfile'].map((field) =>
      toRestValues(field, word),
    );
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
      // A null is taken here too, and refused as one that says what would be right.
      name: name.optional(),
      status: z.enum(valuesOf(clientStatuses)).optional(),
    },
    'UpdateOAuthClientInput',
  ),
);

const newSecretShape = { description: z.string().nullish(), expiresAt: z.string().nullish() };

export const NewSecret = named('NewSecret', bodyOf(newSecretShape, 'AddOAuthClientSecretInput'));

export const SecretRotation = named(
  'SecretRotation',
  bodyOf(
    { ...newSecretShape, graceSeconds: z.int().min(0).max(maxGraceSeconds).nullish() },
    'RotateOAuthClientSecretInput',
  ),
);

/** What every shape of a client begins with. */
const clientFields = {
  id: ulid.describe('ULID.'),
  client_id: clientId,
  name: z.string(),
  redirect_uris: z.array(z.string()),
  scopes: z.array(z.string()),
  grant_types: z.array(z.enum(valuesOf(grantTypes))),
  client_auth_methods: z
    .string()
    .describe('A string that holds a JSON array, as in `["client_secret_basic"]`.'),
  cors_origins: z.array(z.string()).describe('The web origins of `redirect_uris` and `website`.'),
  fapi_profile: z.enum(valuesOf(fapiProfiles)).optional(),
  jwks_uri: z.string().optional(),
  status: z.enum(valuesOf(clientStatuses)),
};

const displayFields = {
  is_confidential: z.boolean(),
  logo_url: z.string().optional(),
  privacy_policy: z.string().optional(),
  terms_url: z.string().optional(),
  website: z.string().optional(),
  ...Object.fromEntries(
    valuesOf(tlsClientAuthMembers).map((member) => [
      tlsClientAuthMembers[member].restName,
      z.string().optional().describe(tlsClientAuthMembers[member].description),
    ]),
  ),
};

const CreatedClient = named(
  'CreatedClient',
  z.object({
    ...clientFields,
    ...displayFields,
    client_secret: issuedSecret.optional(),
    jwks: z.string().optional().describe('The JWK Set as JSON text, as it was registered.'),
  }),
);

const ClonedClient = named(
  'ClonedClient',
  z.object({ ...clientFields, client_secret: issuedSecret.optional() }),
);

const itemFields = {
  ...clientFields,
  ...displayFields,
  tenant_id: z.string(),
  secret_last_four: z.string().length(4).optional().describe('Of the newest active secret.'),
  created_at: instant,
  updated_at: instant,
};

const Client = named('Client', z.object(itemFields));

const ChangedClient = named(
  'ChangedClient',
  z.object({
    ...itemFields,
    client_secret: issuedSecret
      .optional()
      .describe('Only where the change gave the client a secret: shown this once.'),
  }),
);

const Secret = named(
  'Secret',
  z.object({
    secret_id: ulid,
    status: z.enum(valuesOf(secretStatuses)),
    description: z.string().optional(),
    created_at: instant,
    updated_at: instant,
    expires_at: instant.optional(),
    last_used_at: instant.optional(),
  }),
);

const AddedSecret = named(
  'AddedSecret',
  z.object({
    secret_id: ulid,
    secret_value: issuedSecret,
    status: z.enum(valuesOf(secretStatuses)),
    created_at: instant,
  }),
);

const RotatedSecret = named(
  'RotatedSecret',
  z.object({ client_id: clientId, new_secret: issuedSecret, rotated_at: instant }),
);

const AuditLog = named(
  'AuditLog',
  z.object({
    id: ulid,
    tenant_id: z.string(),
    action: z.enum(valuesOf(auditActions)),
    level: z.enum(['info', 'warning']),
    message: z.string(),
    module: z.literal('oauth'),
    operator_id: z.string(),
    operator_type: z.enum(valuesOf(actorTypes)),
    target_id: clientId,
    target_type: z.literal('oauth_client'),
    ip: z.string().optional(),
    status: z.int().min(0).max(1).describe('1 for done, 0 for refused.'),
    timestamp: z.int().describe('Unix seconds.'),
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

function answerOf(id: string, data: z.ZodType) {
  return named(id, z.object({ ...head, data, timestamp: instant }));
}

/** The answer to a body whose unknown members are ignored. */
function metadataAnswerOf(id: string, data: z.ZodType) {
  const ignored = z
    .array(z.string())
    .max(100)
    .optional()
    .describe('The members of the request that have no meaning here and were not stored; absent for none.');
  return named(id, z.object({ ...head, data, ignored, timestamp: instant }));
}

function listOf(id: string, item: z.ZodType) {
  const list = { items: z.array(item), total: z.int(), pagination: Pagination };
  return named(id, z.object({ ...head, ...list, timestamp: instant }));
}

const FieldError = named(
  'FieldError',
  z.object({
    field: z.string().describe('`redirect_uris[1]`, `jwks.keys[0]`, `page_size`, `If-Match`, or `body`.'),
    code: z.enum(valuesOf(issueCatalogue)),
    message: z.string(),
    reference: z.string().nullable().describe('The clause behind the rule.'),
  }),
);

export const Refusal = named(
  'Refusal',
  z.object({
    code: z.int().describe('Eight digits, of which the first three are the HTTP status.'),
    message: z.string(),
    reason: z
      .string()
      .optional()
      .describe(
        'Of a 401: the check that the token failed, for example `EXPIRED`. Of a 503: `KEY_SET_UNAVAILABLE` when tokens cannot be verified.',
      ),
    errors: z.array(FieldError).optional().describe('Every problem of the request, at once.'),
    request_id: z.string().optional(),
    timestamp: instant,
  }),
);

/** What each operation answers with when it is done. */
export const answers = {
  createClient: metadataAnswerOf('CreatedClientAnswer', CreatedClient),
  listClients: listOf('ClientList', Client),
  findClient: answerOf('ClientAnswer', Client),
  updateClient: metadataAnswerOf('ChangedClientAnswer', ChangedClient),
  cloneClient: answerOf('ClonedClientAnswer', ClonedClient),
  rotateSecret: answerOf('RotatedSecretAnswer', RotatedSecret),
  listSecrets: answerOf('SecretListAnswer', named('SecretList', z.object({ secrets: z.array(Secret) }))),
  addSecret: answerOf('AddedSecretAnswer', AddedSecret),
  deactivateSecret: answerOf('SecretAnswer', Secret),
  listAuditLogs: listOf('AuditLogList', AuditLog),
} as const;
