import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { requireMediaType } from '../http/request/media-type.ts';
import type { EndpointContext } from './endpoint-context.ts';
import { type ExecuteRequest, openGraphqlEngine } from './graphql-engine.ts';
import { readParameters } from './graphql-parameters.ts';
import { writeResult } from './graphql-response.ts';
import { maskErrors } from './mask-errors.ts';

/** `POST /graphql` with JSON, and `GET /graphql` for queries. */
export type GraphqlEndpoint = (
  request: IncomingMessage,
  response: ServerResponse,
  context: EndpointContext,
) => Promise<void>;

export const graphqlPath = '/graphql';

export function openGraphqlEndpoint(schema: GraphQLSchema): GraphqlEndpoint {
  const execute = openGraphqlEngine(schema);
  return async (request, response, context) => {
    // Before the execution: a caller that accepts no response of ours must not change anything.
    const mediaType = requireMediaType(request);
    const result = await resultOf(execute, request, context);
    writeResult(response, maskErrors(result, context), mediaType, context.caller.requestId);
  };
}

async function resultOf(
  execute: ExecuteRequest,
  request: IncomingMessage,
  context: EndpointContext,
): Promise<ExecutionResult> {
  try {
    const parameters = await readParameters(request);
    await context.takeTurn();
    return await execute({ method: request.method === 'GET' ? 'GET' : 'POST', parameters }, context);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** The GraphQL response to a request that was rejected before its document was read. */
export function graphqlError(code: ErrorCode, requestId: string, details?: RefusalDetails): object {
  const { message, ...extensions } = { message: errorCatalogue[code].message.en, ...details };
  return { errors: [{ message, extensions: { code, ...extensions, requestId } }] };
}

/** Replaces the message of the catalogue. */
export interface RefusalDetails {
  readonly message: string;
  /** Machine-readable, for example `EXPIRED`. */
  readonly reason?: string;
}
