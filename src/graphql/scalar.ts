import { GraphQLScalarType } from 'graphql';
import { builder } from './builder.ts';

/** Scalars that this schema only ever gives out: inputs are plain strings, so that one answer names every problem. */
function outputScalar<T>(
  name: string,
  description: string,
  specifiedByURL: string,
  serialize: (value: T) => string,
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
  outputScalar<Date>(
    'DateTime',
    'A moment in UTC with milliseconds, as in 2026-01-31T23:59:59.000Z (RFC 3339).',
    'https://www.rfc-editor.org/rfc/rfc3339',
    (moment) => moment.toISOString(),
  ),
);

builder.addScalarType(
  'ULID',
  outputScalar<string>(
    'ULID',
    'A ULID: 26 characters that sort by the time they were made.',
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
