import { GraphQLError } from 'graphql';
import { challengeOf, type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';

/** A top-level error of the catalogue: its message, `extensions.code`, and its HTTP status. */
export function catalogueError(code: ErrorCode, extensions: Record<string, unknown> = {}): GraphQLError {
  const { message, status } = errorCatalogue[code];
  const headers = code === 'FORBIDDEN' ? { 'WWW-Authenticate': challengeOf(code) } : {};
  return new GraphQLError(message, { extensions: { code, ...extensions, http: { status, headers } } });
}
