import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import type { YogaServerInstance } from 'graphql-yoga';
import { isObject } from '../../domain/json.ts';

/** What the usual caller sends: a document, its variables, and the name of its operation. Extensions are not read. */
interface OrdinaryParameters {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/**
 * Executes what the usual caller sends with the parser, the caches and the executor of Yoga, but without its layer of
 * HTTP, which costs as much as the execution of a small document. `undefined` where the request is not of the usual kind:
 * Yoga then answers it from the start.
 */
export async function executeOrdinary<Context extends object>(
  yoga: Pick<YogaServerInstance<Context, object>, 'getEnveloped'>,
  parameters: object,
  context: Context,
): Promise<ExecutionResult | undefined> {
  if (!isOrdinary(parameters)) return undefined;
  const { query, variables, operationName } = parameters;
  const { schema, parse, validate, contextFactory, execute } = yoga.getEnveloped(context);
  const document = parsed(parse, query);
  if (document instanceof GraphQLError) return { errors: [document] };
  const operation = getOperationAST(document, operationName)?.operation;
  if (operation !== 'query' && operation !== 'mutation') return undefined;
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  const contextValue = await contextFactory();
  return execute({ schema, document, contextValue, variableValues: variables, operationName });
}

function parsed(parse: (source: string) => DocumentNode, source: string): DocumentNode | GraphQLError {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function isOrdinary(parameters: object): parameters is OrdinaryParameters {
  const { query, variables, operationName, extensions } = parameters as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    (variables == null || isObject(variables)) &&
    (operationName == null || typeof operationName === 'string') &&
    (extensions == null || isObject(extensions))
  );
}
