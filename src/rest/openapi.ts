import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { holdersOf } from '../domain/actor.ts';
import { type ErrorCode, errorCatalogue } from '../domain/error/error-catalogue.ts';
import { type HeaderName, headerNames, headers, parameters } from './openapi-part.ts';
import type { Route } from './route.ts';
import { routes } from './route-table.ts';
import { Refusal, wireSchemas } from './wire/wire-schema.ts';

/** Errors that every route may return. */
const commonErrors: readonly ErrorCode[] = [
  'INVALID_ARGUMENT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'INTERNAL_SERVER_ERROR',
  'UNAVAILABLE',
];

/** The REST API as OpenAPI 3.1, as in `schema/openapi.json`. */
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
        'The OAuth client endpoints of the AuthMS wiki. Each route runs a GraphQL operation of `schema/operations`. Messages are in English or Chinese, as `Accept-Language` selects; codes are the same in both.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }, { url: '/api/v1' }],
    security: [{ bearer: [] }],
    tags: [{ name: 'clients', description: 'OAuth clients, their secrets and their audit events.' }],
    paths: pathItems(),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      parameters,
      headers,
      schemas: Object.fromEntries(
        Object.keys(schemas)
          .sort()
          .map((id) => [id, withoutDialect(schemas[id] ?? {})]),
      ),
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

/** OpenAPI 3.1 has one dialect for all schemas of a document, and the key of a component is its id. */
function withoutDialect({ $schema, $id, id, ...shape }: Record<string, unknown>): object {
  return shape;
}

function pathItems(): object {
  const items: Record<string, Record<string, unknown>> = {};
  for (const [id, route] of Object.entries<Route>(routes)) {
    const { method, path } = route;
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
      name === 'client_id' ? 'ClientId' : 'SecretId',
    );
    items[path] ??= {
      parameters: [...names, 'TenantId', 'Position'].map((name) => reference('parameters', name)),
    };
    items[path][method.toLowerCase()] = operation(id, route);
  }
  return items;
}

function operation(id: string, route: Route): object {
  const { parameters: names, body } = route;
  return {
    operationId: id,
    tags: ['clients'],
    summary: route.summary,
    description: `${route.description} ${holdersOf(route.right)}`,
    ...(names ? { parameters: names.map((name) => reference('parameters', name)) } : {}),
    ...(body ? { requestBody: { required: !body.isOptional, content: json(body.schema) } } : {}),
    responses: { [route.status]: success(route), ...refusals(errorsOf(route)) },
  };
}

function success({ headers: sent = [], answer }: Route): object {
  return {
    description: 'Success.',
    headers: headersOf(['RequestId', 'Position', ...sent]),
    ...(answer ? { content: json(answer) } : {}),
  };
}

/** All errors of a route: those of its rules, and those that follow from its parameters and body. */
function errorsOf({ path, parameters: names = [], body, errors = [] }: Route): ErrorCode[] {
  const codes = new Set<ErrorCode>([...errors, ...commonErrors]);
  if (path.includes('{client_id}')) codes.add('NOT_FOUND');
  if (names.includes('IfMatch')) codes.add('PRECONDITION_FAILED');
  if (names.includes('IdempotencyKey')) codes.add('IDEMPOTENCY_CONFLICT');
  if (body) codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE');
  return [...codes];
}

function refusals(codes: readonly ErrorCode[]): object {
  const statuses = [...new Set(codes.map((code) => errorCatalogue[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => errorCatalogue[code].status === status)
          .map((code) => `${errorCatalogue[code].restCode}: ${errorCatalogue[code].description.en}`)
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
