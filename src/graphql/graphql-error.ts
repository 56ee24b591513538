import { GraphQLError } from 'graphql';
import { type ErrorCode, errorCatalogue, headersOf } from '../domain/error/error-catalogue.ts';

/** A top-level error of the catalogue: its message, `extensions.code`, and its HTTP status. */
export function catalogueError(code: ErrorCode, extensions: Record<string, unknown> = {}): GraphQLError {
  const { message, status } = errorCatalogue[code];
  return new GraphQLError(message.en, {
    extensions: { code, ...extensions, http: { status, headers: headersOf(code) } },
  });
}
