import { clientStatuses, valuesOf } from '../domain/client/vocabulary.ts';
import { clientIdPattern, ulidPattern } from '../domain/identifier.ts';
import { defaultPageSize, maxPageSize } from '../domain/page.ts';

const pageSize = { type: 'integer', minimum: 1, maximum: maxPageSize, default: defaultPageSize };

/** What operations take in their path, query and head. */
export const parameters = {
  ClientId: parameter('client_id', 'path', 'The client.', {
    type: 'string',
    pattern: `^${clientIdPattern}$`,
  }),
  SecretId: parameter('secret_id', 'path', 'One of its secrets.', {
    type: 'string',
    pattern: `^${ulidPattern}$`,
  }),
  Page: parameter('page', 'query', 'Which page; at most 1,000,000 items can be passed over.', {
    type: 'integer',
    minimum: 1,
    default: 1,
  }),
  PageSize: parameter('page_size', 'query', 'Items of a page.', pageSize),
  Name: parameter('name', 'query', 'Part of the name; letter case does not count.', {
    type: 'string',
    maxLength: 2048,
  }),
  Status: parameter('status', 'query', 'Only clients with this status.', {
    type: 'string',
    enum: valuesOf(clientStatuses),
  }),
  IfMatch: parameter(
    'If-Match',
    'header',
    'The `ETag` that was read, with its quotes: refused with 412 when the client has changed since.',
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
    'The tenant to act in, 1 to 255 visible ASCII characters; only a `super_admin` may name another one than its own.',
    { type: 'string', minLength: 1, maxLength: 255 },
  ),
  Position: parameter(
    'Clientele-Position',
    'header',
    'What an answer to a write had under this name: the call sees that write, where reads come from a replica that may be late.',
    { type: 'string' },
  ),
} as const;

function parameter(name: string, place: 'path' | 'query' | 'header', description: string, schema: object) {
  return { name, in: place, required: place === 'path', description, schema };
}

/** What they give in the head of an answer. */
export const headers = {
  Location: { description: 'The path of the new client.', schema: { type: 'string' } },
  ETag: { description: 'The version of the client, for `If-Match`.', schema: { type: 'string' } },
  RequestId: {
    description: 'The id under which the log knows the call; a caller may choose it.',
    schema: { type: 'string' },
  },
  Position: {
    description:
      'Of a write, where reads may come from a replica: to be sent back by calls that have to see the write.',
    schema: { type: 'string' },
  },
  WwwAuthenticate: {
    description: 'How to authenticate (RFC 6750 §3).',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'Seconds after which to try again (RFC 9110 §10.2.3).',
    schema: { type: 'integer', minimum: 1 },
  },
  IdempotencyReplayed: {
    description: 'Present, and `true`, when an earlier call with the same key registered the client.',
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
