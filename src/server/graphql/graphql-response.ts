import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { writeJson } from '../http/json-response.ts';
import type { GraphqlMediaType } from '../http/request/media-type.ts';

/**
 * Writes the response (GraphQL over HTTP §6.4). With data its status is 200 whatever its errors are: a client may drop the body
 * of another status, and with it a secret that is shown only once. Without data it is that of the errors, in `application/json`
 * only of those that are not in a well-formed request.
 */
export function writeResult(
  response: ServerResponse,
  result: ExecutionResult,
  mediaType: GraphqlMediaType,
  requestId: string,
): void {
  const errors = result.errors ?? [];
  const { status, headers } = result.data ? { status: 200, headers: {} } : headOf(errors, mediaType);
  const body =
    errors.length > 0 ? { ...result, errors: errors.map((error) => asWritten(error, requestId)) } : result;
  writeJson(response, status, body, headers, `${mediaType}; charset=utf-8`);
}

/** The highest status of the errors, and the headers of all. */
function headOf(errors: readonly GraphQLError[], mediaType: GraphqlMediaType) {
  let status = 200;
  const headers: Record<string, string> = {};
  for (const { extensions } of errors) {
    const { http } = extensions;
    Object.assign(headers, http?.headers);
    if (http?.status && !(http.spec && mediaType === 'application/json'))
      status = Math.max(status, http.status);
  }
  return { status, headers };
}

/** `extensions.http` is for the head of the response; every error has the id of the request in the log. */
function asWritten(error: GraphQLError, requestId: string): object {
  const { extensions: { http: _, ...extensions } = {}, ...others } = error.toJSON();
  return { ...others, extensions: { ...extensions, requestId } };
}
