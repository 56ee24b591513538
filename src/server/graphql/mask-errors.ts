import { type ExecutionResult, GraphQLError } from 'graphql';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { catalogueError } from '../../graphql/graphql-error.ts';
import { isUnavailable } from '../../store/query-error.ts';
import { describeError } from '../observe/log.ts';
import { messageWithoutArgument } from './coercion-message.ts';
import type { EndpointContext } from './endpoint-context.ts';
import { mayIntrospect, withoutSuggestions } from './introspection.ts';
import { coordinateOf } from './schema-coordinate.ts';

/** Errors of the caller keep their message. Internal errors are logged in full, and the caller gets a request id. */
export function maskErrors(result: ExecutionResult, context: EndpointContext): ExecutionResult {
  if (!result.errors) return result;
  const logged = new Set<string>();
  return { ...result, errors: result.errors.map((error) => maskError(error, context, logged)) };
}

function locationOf({ nodes, source, positions, path }: GraphQLError) {
  return {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
  };
}

/** Whether the error is in the document, its variables or an argument. */
function isOfCaller({ path, extensions, originalError }: GraphQLError): boolean {
  const isUnknown = !(String(extensions.code) in errorCatalogue);
  const isOfGraphqlJs = (originalError?.name ?? 'GraphQLError') === 'GraphQLError';
  // Without a path no resolver has run.
  if (path === undefined) return (isUnknown || extensions.code === 'BAD_REQUEST') && isOfGraphqlJs;
  // graphql-js names the argument in its errors about arguments. Errors of a resolver or of its result name no part of
  // the document.
  return isUnknown && originalError instanceof GraphQLError && originalError.nodes !== undefined;
}

/** @param logged coordinates already logged for this response, so that a field that fails for 100 clients is logged once. */
function maskError(error: GraphQLError, context: EndpointContext, logged: Set<string>): GraphQLError {
  const { log, failures, caller } = context;
  const { requestId } = caller;
  const { path, extensions } = error;
  const known = extensions.code as ErrorCode;
  if (isOfCaller(error)) {
    const code: ErrorCode = 'BAD_REQUEST';
    const http = extensions.http ?? { status: errorCatalogue[code].status, spec: true };
    const message = path ? messageWithoutArgument(error.message) : error.message;
    const maySee = mayIntrospect(caller.actor, context.introspection);
    return new GraphQLError(maySee ? message : withoutSuggestions(message), {
      ...locationOf(error),
      extensions: { ...extensions, code, http },
    });
  }
  if (known in errorCatalogue) return error;
  const ours: ErrorCode = isUnavailable(error.originalError) ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  const coordinate = coordinateOf(error);
  // A search that was cancelled because its request ended is not a fault.
  const isFault = !(ours === 'UNAVAILABLE' && caller.signal?.aborted);
  if (isFault && !logged.has(`${coordinate}`)) {
    logged.add(`${coordinate}`);
    const cause = error.originalError ?? error;
    if (ours === 'UNAVAILABLE') failures.report({ requestId, coordinate, error: cause }, 'operation failed');
    else log.error({ requestId, coordinate, error: describeError(cause) }, 'operation failed');
  }
  const { extensions: masked, message: maskedMessage } = catalogueError(ours);
  return new GraphQLError(maskedMessage, { ...locationOf(error), extensions: masked });
}
