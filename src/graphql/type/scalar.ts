import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { readInstant } from '../../domain/instant.ts';
import { builder } from '../builder.ts';

/** Scalars that are only returned. Inputs are strings, so that one response lists every problem. */
function outputScalar<T>(
  name: string,
  description: string,
  specifiedByURL: string,
  serialize: (value: T) => unknown,
) {
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    serialize: (value) => serialize(value as T),
  });
}

builder.addScalarType(
  'URI',
  outputScalar<string>(
    'URI',
    'An absolute URI as it was registered, byte for byte (RFC 3986).',
    'https://www.rfc-editor.org/rfc/rfc3986',
    String,
  ),
);

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType<Date, string>({
    name: 'DateTime',
    description: 'A time in UTC with milliseconds (RFC 3339). Example: 2026-01-31T23:59:59.000Z.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
    serialize: (value) => (value as Date).toISOString(),
    parseValue,
    parseLiteral: (node) => parseValue(node.kind === Kind.STRING ? node.value : undefined),
  }),
);

function parseValue(value: unknown): Date {
  const instant = readInstant(value);
  if (instant === undefined) {
    throw new GraphQLError('DateTime must be an RFC 3339 time. Example: 2026-01-31T23:59:59.000Z.');
  }
  return instant;
}

/** Used by several filters. */
export const DateTimeRange = builder.inputType('OAuthDateTimeRange', {
  description: 'A time range; either bound may be omitted.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'Inclusive lower bound.' }),
    before: t.field({ type: 'DateTime', description: 'Exclusive upper bound.' }),
  }),
});

builder.addScalarType(
  'JSON',
  outputScalar<unknown>(
    'JSON',
    'Any JSON value (RFC 8259).',
    'https://www.rfc-editor.org/rfc/rfc8259',
    (value) => value,
  ),
);

builder.addScalarType(
  'ULID',
  outputScalar<string>(
    'ULID',
    'A ULID: 26 characters that sort by creation time.',
    'https://github.com/ulid/spec',
    String,
  ),
);

builder.addScalarType(
  'JWKSet',
  outputScalar<string>(
    'JWKSet',
    'A JWK Set of public keys as JSON text, as it was registered (RFC 7517 §5).',
    'https://www.rfc-editor.org/rfc/rfc7517#section-5',
    String,
  ),
);
