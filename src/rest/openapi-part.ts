import { clientStatuses, valuesOf } from '../domain/client/vocabulary.ts';
import { clientIdPattern, ulidPattern } from '../domain/identifier.ts';
import { defaultPageSize, maxPageSize } from '../domain/page.ts';

const pageSize = { type: 'integer', minimum: 1, maximum: maxPageSize, default: defaultPageSize };

/** Parameters in the path, the query and the headers of requests. */
export const parameters = {
  ClientId: parameter('client_id', 'path', 'The `client_id` of the client.', {
    type: 'string',
    pattern: `^${clientIdPattern}$`,
  }),
  SecretId: parameter('secret_id', 'path', 'The id of a secret of the client.', {
    type: 'string',
    pattern: `^${ulidPattern}$`,
  }),
  Page: parameter(
    'page',
    'query',
    'The number of the page, from 1. At most 1,000,000 items can be skipped.',
    {
      type: 'integer',
      minimum: 1,
      default: 1,
    },
  ),
  PageSize: parameter('page_size', 'query', 'Items per page.', pageSize),
  Name: parameter('name', 'query', 'Returns only clients whose name contains this text, ignoring case.', {
    type: 'string',
    maxLength: 2048,
  }),
  Status: parameter('status', 'query', 'Returns only clients with this status.', {
    type: 'string',
    enum: valuesOf(clientStatuses),
  }),
  IfMatch: parameter(
    'If-Match',
    'header',
    'The `ETag` of the client as it was read, with its quotes, or `*`. Returns 400 for any other form, and 412 if the client has changed since.',
    {
      type: 'string',
    },
  ),
  IdempotencyKey: parameter(
    'Idempotency-Key',
    'header',
    'Makes the request safe to repeat within 24 hours: the same key with the same body returns the client that the first request registered.',
    { type: 'string', minLength: 1, maxLength: 255 },
  ),
  TenantId: parameter(
    'X-Tenant-ID',
    'header',
    'The tenant to act in, 1 to 255 visible ASCII characters. Default: the tenant of the token. Only a `super_admin` may name another tenant.',
    { type: 'string', minLength: 1, maxLength: 255 },
  ),
  Position: parameter(
    'Clientele-Position',
    'header',
    '`Clientele-Position` of an earlier write. The response includes that write.',
    { type: 'string' },
  ),
} as const;

function parameter(name: string, location: 'path' | 'query' | 'header', description: string, schema: object) {
  return { name, in: location, required: location === 'path', description, schema };
}

/** Header fields of responses. */
export const headers = {
  Location: { description: 'The path of the new client.', schema: { type: 'string' } },
  ETag: { description: 'The version of the client, for `If-Match`.', schema: { type: 'string' } },
  RequestId: {
    description: 'The id of the request in the log. A caller may choose it.',
    schema: { type: 'string' },
  },
  Position: {
    description: 'Position of the write. Send it with the next request to read your write from a replica.',
    schema: { type: 'string' },
  },
  WwwAuthenticate: {
    description: 'How to authenticate (RFC 6750 §3).',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'Seconds to wait before the next attempt (RFC 9110 §10.2.3).',
    schema: { type: 'integer', minimum: 1 },
  },
  IdempotencyReplayed: {
    description: '`true` if an earlier request with the same key registered the client; absent otherwise.',
    schema: { type: 'string', enum: ['true'] },
  },
} as const;

export const headerNames = {
  Location: 'Location',
  ETag: 'ETag',
  RetryAfter: 'Retry-After',
  IdempotencyReplayed: 'Idempotency-Replayed',
  RequestId: 'X-Request-Id',
  Position: 'Clientele-Position',
  WwwAuthenticate: 'WWW-Authenticate',
} as const satisfies Record<HeaderName, string>;

export type ParameterName = keyof typeof parameters;
export type HeaderName = keyof typeof headers;
