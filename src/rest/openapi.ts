import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { holdersOf, type Right } from '../registration/actor.ts';
import { type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';
import { clientStatuses, wordsOf } from '../registration/vocabulary.ts';
import { type OperationId, routes } from './route.ts';
import {
  answers,
  ClientChange,
  ClientRegistration,
  NewSecret,
  Refusal,
  SecretRotation,
  wireSchemas,
} from './wire-schema.ts';

interface OperationText {
  readonly summary: string;
  readonly description: string;
  readonly right: Right;
  readonly status: 200 | 201 | 204;
  readonly body?: z.ZodType;
  readonly parameters?: readonly (keyof typeof parameters)[];
  readonly headers?: readonly (keyof typeof headers)[];
  /** What it may be refused for, besides what any operation may be. */
  readonly refusals: readonly ErrorCode[];
}

const changes = ['NOT_FOUND', 'CONFLICT'] as const;

const texts: Readonly<Record<OperationId, OperationText>> = {
  createClient: {
    summary: 'Register a client',
    description: 'The secret is in the answer once and nowhere else.',
    right: 'write',
    status: 201,
    body: ClientRegistration,
    parameters: ['IdempotencyKey'],
    headers: ['Location', 'ETag', 'IdempotencyReplayed'],
    refusals: [
      'INVALID_CLIENT_METADATA',
      'IDEMPOTENCY_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  listClients: {
    summary: 'List clients',
    description: 'The clients of the tenant, newest first. Deleted clients never appear.',
    right: 'read',
    status: 200,
    parameters: ['Page', 'PageSize', 'Name', 'Status'],
    refusals: ['INVALID_ARGUMENT'],
  },
  findClient: {
    summary: 'Read a client',
    description: 'Never its secret and never its `jwks`.',
    right: 'read',
    status: 200,
    headers: ['ETag'],
    refusals: ['NOT_FOUND'],
  },
  updateClient: {
    summary: 'Change a client',
    description: 'A field that is absent stays as it is, null clears it, and a list replaces the stored one.',
    right: 'write',
    status: 200,
    body: ClientChange,
    parameters: ['IfMatch'],
    headers: ['ETag'],
    refusals: [
      ...(['INVALID_CLIENT_METADATA', ...changes, 'PRECONDITION_FAILED'] as const),
      ...(['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const),
    ],
  },
  deleteClient: {
    summary: 'Delete a client',
    description: 'Soft: GraphQL can restore it for a while. Its `client_id` is never given to another.',
    right: 'delete',
    status: 204,
    parameters: ['IfMatch'],
    refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  cloneClient: {
    summary: 'Clone a client',
    description: 'A client with the same metadata, ` (clone)` behind its name, and credentials of its own.',
    right: 'write',
    status: 201,
    headers: ['Location', 'ETag'],
    refusals: ['INVALID_CLIENT_METADATA', 'NOT_FOUND'],
  },
  rotateSecret: {
    summary: 'Replace the secrets of a client',
    description: 'The old ones go on verifying for 4 hours, or for `grace_seconds`.',
    right: 'rotate',
    status: 200,
    body: SecretRotation,
    refusals: ['INVALID_ARGUMENT', ...changes, 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  listSecrets: {
    summary: 'List the secrets of a client',
    description: 'What may be shown of them; never the secrets.',
    right: 'read',
    status: 200,
    refusals: ['NOT_FOUND'],
  },
  addSecret: {
    summary: 'Add a secret to a client',
    description: 'Beside the one in use; at most two are active at once.',
    right: 'rotate',
    status: 201,
    body: NewSecret,
    refusals: ['INVALID_ARGUMENT', ...changes, 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  deleteSecret: {
    summary: 'Delete a secret',
    description:
      'For good. The last secret of a client stays, and so does the last active one that it needs.',
    right: 'rotate',
    status: 204,
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  },
  deactivateSecret: {
    summary: 'Deactivate a secret',
    description: 'At once and for good. The last active one that a client needs stays.',
    right: 'rotate',
    status: 200,
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  },
  listAuditLogs: {
    summary: 'Read the audit trail of a client',
    description: 'Who did what to it, or was refused to, newest first.',
    right: 'read',
    status: 200,
    parameters: ['Page', 'PageSize'],
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  },
};

/** What any operation may be refused for. */
const anyRefusal: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL_SERVER_ERROR'];

const ulid = '[0-9A-HJKMNP-TV-Z]{26}';

const parameters = {
  ClientId: parameter('client_id', 'path', 'The client.', { type: 'string', pattern: `^app-${ulid}$` }),
  SecretId: parameter('secret_id', 'path', 'One of its secrets.', { type: 'string', pattern: `^${ulid}$` }),
  Page: parameter('page', 'query', 'Which page.', { type: 'integer', minimum: 1, default: 1 }),
  PageSize: parameter('page_size', 'query', 'Items of a page.', {
    ...{ type: 'integer', minimum: 1, maximum: 100, default: 20 },
  }),
  Name: parameter('name', 'query', 'Part of the name; letter case does not count.', { type: 'string' }),
  Status: parameter('status', 'query', 'Only clients with this status.', {
    type: 'string',
    enum: wordsOf(clientStatuses),
  }),
  IfMatch: parameter(
    'If-Match',
    'header',
    'The `ETag` that was read: refused with 412 when the client has changed since.',
    {
      type: 'string',
    },
  ),
  IdempotencyKey: parameter(
    'Idempotency-Key',
    'header',
    'Makes the call safe to repeat within 24 hours: the same key with the same body gives the first client.',
    { type: 'string', minLength: 1, maxLength: 255 },
  ),
  TenantId: parameter(
    'X-Tenant-ID',
    'header',
    'The tenant to act in; only a `super_admin` may name another one.',
    {
      type: 'string',
    },
  ),
} as const;

function parameter(name: string, place: 'path' | 'query' | 'header', description: string, schema: object) {
  return { name, in: place, required: place === 'path', description, schema };
}

const headers = {
  Location: { description: 'The path of the new client.', schema: { type: 'string' } },
  ETag: { description: 'The version of the client, for `If-Match`.', schema: { type: 'string' } },
  IdempotencyReplayed: {
    description: 'Present, and `true`, when an earlier call with the same key registered the client.',
    schema: { type: 'string', enum: ['true'] },
  },
} as const;

const headerNames = {
  Location: 'Location',
  ETag: 'ETag',
  IdempotencyReplayed: 'Idempotency-Replayed',
} as const;

/** The REST API as OpenAPI 3.1: what stands in `schema/openapi.json`. */
export function openApiDocument(): object {
  const { schemas } = z.toJSONSchema(wireSchemas, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clientele: the REST API',
      version: version(),
      description:
        'The API of the AuthMS wiki for OAuth clients, as a thin shim over the GraphQL operations in `schema/operations`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }, { url: '/api/v1' }],
    security: [{ bearer: [] }],
    tags: [{ name: 'clients', description: 'OAuth clients, their secrets and their audit trail.' }],
    paths: pathItems(),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      parameters,
      headers,
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, shape]) => [id, withoutDialect(shape)])),
    },
  };
}

/** The same as text. */
export function printedOpenApi(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** A document of 3.1 has one dialect for all of its schemas, and a component is named by its key. */
function withoutDialect({ $schema, $id, id, ...shape }: Record<string, unknown>): object {
  return shape;
}

function pathItems(): object {
  const items: Record<string, Record<string, unknown>> = {};
  for (const [id, { method, path }] of Object.entries(routes)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
      name === 'client_id' ? 'ClientId' : 'SecretId',
    );
    items[path] ??= { parameters: [...names, 'TenantId'].map((name) => reference('parameters', name)) };
    items[path][method.toLowerCase()] = operation(id as OperationId);
  }
  return items;
}

function operation(id: OperationId): object {
  const text = texts[id];
  const { body: bodyMode } = routes[id];
  return {
    operationId: id,
    tags: ['clients'],
    summary: text.summary,
    description: `${text.description} ${holdersOf(text.right)}`,
    ...(text.parameters ? { parameters: text.parameters.map((name) => reference('parameters', name)) } : {}),
    ...(text.body ? { requestBody: { required: bodyMode === 'required', content: json(text.body) } } : {}),
    responses: { [text.status]: success(id, text), ...refusals([...text.refusals, ...anyRefusal]) },
  };
}

function success(id: OperationId, { status, headers: sent = [] }: OperationText): object {
  const answer = (answers as Partial<Record<OperationId, z.ZodType>>)[id];
  const named = sent.map((name) => [headerNames[name], reference('headers', name)]);
  return {
    description: status === 204 ? 'Done.' : 'Done; here it is.',
    ...(named.length > 0 ? { headers: Object.fromEntries(named) } : {}),
    ...(answer ? { content: json(answer) } : {}),
  };
}

function refusals(codes: readonly ErrorCode[]): object {
  const statuses = [...new Set(codes.map((code) => errorCatalogue[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => errorCatalogue[code].status === status)
          .map((code) => `${errorCatalogue[code].restCode}: ${errorCatalogue[code].description}`)
          .join(' '),
        content: json(Refusal),
      },
    ]),
  );
}

function json(shape: z.ZodType): object {
  return { 'application/json': { schema: reference('schemas', wireSchemas.get(shape)?.id ?? '') } };
}

function reference(kind: string, name: string): object {
  return { $ref: `#/components/${kind}/${name}` };
}
