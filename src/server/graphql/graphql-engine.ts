import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga, type GraphQLParams, type YogaInitialContext } from 'graphql-yoga';
import { admit, executeByGraphqlJs } from './bounded-execution.ts';
import { cacheDocuments } from './document-cache.ts';
import { limitDocuments } from './document-limit.ts';
import type { EndpointContext } from './endpoint-context.ts';
import type { GraphqlParameters } from './graphql-parameters.ts';
import { guardIntrospection } from './introspection.ts';

interface GraphqlRequest {
  /** Yoga refuses mutations by `GET`. */
  readonly method: 'GET' | 'POST';
  readonly parameters: GraphqlParameters;
}

/**
 * Parses, validates and executes a request. Errors keep the HTTP status that Yoga and the plugins give them, in
 * `extensions.http`.
 *
 * @throws {GraphQLError} for a document that cannot be parsed.
 */
export type ExecuteRequest = (request: GraphqlRequest, context: EndpointContext) => Promise<ExecutionResult>;

/**
 * The engine of Yoga with our limits, its document cache and its executor. Its HTTP layer is not used: it takes
 * 50 µs of processor time for each request (measured: 156 instead of 104), and it chooses the media type of the response only
 * after the execution.
 */
export function openGraphqlEngine(schema: GraphQLSchema): ExecuteRequest {
  const yoga = createYoga<EndpointContext>({
    schema,
    logging: false,
    // `maskErrors` knows the request that an error belongs to.
    maskedErrors: false,
    // Yoga keeps 1,024 documents for an hour, however large and also invalid ones; see `cacheDocuments`.
    parserAndValidationCache: false,
    plugins: [...limitDocuments(), guardIntrospection(), cacheDocuments(), admit(), executeByGraphqlJs()],
  });
  return async ({ method, parameters }, context) => {
    const { query, variables: variableValues, operationName } = parameters;
    // All that the plugins of Yoga read of a request.
    const { parse, validate, contextFactory, execute } = yoga.getEnveloped({
      ...context,
      params: parameters as GraphQLParams,
      request: { method } as YogaInitialContext['request'],
    });
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    const contextValue = await contextFactory();
    return execute({ schema, document, contextValue, variableValues, operationName });
  };
}
