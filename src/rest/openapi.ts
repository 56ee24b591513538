import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { holdersOf } from '../domain/actor.ts';
import { type ErrorCode, errorCatalogue } from '../domain/error/error-catalogue.ts';
import { type HeaderName, headerNames, headers, parameters } from './openapi-part.ts';
import { type OperationText, operationTexts } from './operation-text.ts';
import { type OperationId, routes } from './route.ts';
import { answers, Refusal, wireSchemas } from './wire-schema.ts';

/** What any operation may be refused for. */
const anyRefusal: readonly ErrorCode[] = [
  'INVALID_ARGUMENT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'INTERNAL_SERVER_ERROR',
  'UNAVAILABLE',
];

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
    items[path] ??= {
      parameters: [...names, 'TenantId', 'Position'].map((name) => reference('parameters', name)),
    };
    items[path][method.toLowerCase()] = operation(id as OperationId);
  }
  return items;
}

function operation(id: OperationId): object {
  const text = operationTexts[id];
  const { body: bodyMode, right } = routes[id];
  return {
    operationId: id,
    tags: ['clients'],
    summary: text.summary,
    description: `${text.description} ${holdersOf(right)}`,
    ...(text.parameters ? { parameters: text.parameters.map((name) => reference('parameters', name)) } : {}),
    ...(text.body ? { requestBody: { required: bodyMode === 'required', content: json(text.body) } } : {}),
    responses: {
      [text.status]: success(id, text),
      ...refusals([...new Set([...text.refusals, ...anyRefusal])]),
    },
  };
}

function success(id: OperationId, { status, headers: sent = [] }: OperationText): object {
  const answer = (answers as Partial<Record<OperationId, z.ZodType>>)[id];
  return {
    description: status === 204 ? 'Done.' : 'Done; here it is.',
    headers: headersOf(['RequestId', 'Position', ...sent]),
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
        headers: headersOf([
          'RequestId',
          'Position',
          ...(status === 401 || status === 403 ? (['WwwAuthenticate'] as const) : []),
          ...(status === 429 || status === 503 ? (['RetryAfter'] as const) : []),
        ]),
        content: json(Refusal),
      },
    ]),
  );
}

function headersOf(names: readonly HeaderName[]): object {
  return Object.fromEntries(names.map((name) => [headerNames[name], reference('headers', name)]));
}

function json(shape: z.ZodType): object {
  return { 'application/json': { schema: reference('schemas', wireSchemas.get(shape)?.id ?? '') } };
}

function reference(kind: string, name: string): object {
  return { $ref: `#/components/${kind}/${name}` };
}
