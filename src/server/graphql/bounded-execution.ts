import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { maxFailedFields } from '../../graphql/error-limit-plugin.ts';
import { catalogueError } from '../../graphql/graphql-error.ts';
import { RequestError } from '../http/request/request-error.ts';
import { checkVariables, maxErrors } from './coercion-message.ts';
import { checkSize, countCharged, type Operation } from './document-limit.ts';
import type { EndpointContext } from './endpoint-context.ts';
import { jsonSize } from './response-limit.ts';
import { noteCoordinates } from './schema-coordinate.ts';

/** The errors because of which an operation is not executed. */
function problemsOf(asked: Operation): readonly GraphQLError[] {
  const operation = getOperationAST(asked.document, asked.operationName);
  // Validation accepts a subscription although the schema has none.
  if (operation && !asked.schema.getRootType(operation.operation))
    return [new GraphQLError(`The schema has no type for a ${operation.operation}.`, { nodes: operation })];
  const problems = operation ? checkVariables(asked.schema, operation, asked.variableValues ?? {}) : [];
  if (problems.length > 0) return problems;
  const error = checkSize(asked);
  return error ? [error] : [];
}

/**
 * Executes an operation that is within the limits, for a caller whose rate limit covers all its mutations and checks.
 */
export function admit(): Plugin<EndpointContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = problemsOf(args);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      // The first one was counted with the request.
      const more = countCharged(args) - 1;
      if (more < 1) return undefined;
      const { consume } = args.contextValue;
      return consume(more).catch((refusal: unknown) => {
        if (!(refusal instanceof RequestError)) throw refusal;
        const { message, extensions } = catalogueError(refusal.code);
        const http = { status: errorCatalogue[refusal.code].status, headers: refusal.headers };
        setResultAndStopExecution({
          errors: [new GraphQLError(message, { extensions: { ...extensions, http } })],
        });
      });
    },
  };
}

/** The executor of graphql-js, which the REST API uses as well. */
export function executeByGraphqlJs(): Plugin {
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(executeBounded) };
}

async function executeBounded(args: ExecutionArgs): Promise<ExecutionResult> {
  const { schema, document } = args;
  const result = await execute({ ...args, options: { maxCoercionErrors: maxErrors } });
  const bounded = isTooLarge(result, args)
    ? { errors: [catalogueError(tooLarge)] }
    : withFewErrors(result, args);
  noteCoordinates(bounded, schema, document);
  return bounded;
}

const tooLarge: ErrorCode = 'RESPONSE_TOO_LARGE';

function isQuery({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === 'query';
}

/**
 * A mutation has been executed, and its response may contain a secret that is shown only once: `checkSize` limits it
 * before.
 */
function isTooLarge(result: ExecutionResult, args: ExecutionArgs): boolean {
  if (!isQuery(args)) return false;
  const { maxResponseBytes } = args.contextValue as EndpointContext;
  if (result.errors?.some(({ extensions }) => extensions.code === tooLarge)) return true;
  return jsonSize(result, maxResponseBytes) > maxResponseBytes;
}

/** A query with too many errors gets the first of them and no data. A mutation keeps its data, which may hold a secret. */
function withFewErrors(result: ExecutionResult, args: ExecutionArgs): ExecutionResult {
  const { data, errors = [] } = result;
  if (errors.length <= maxFailedFields) return result;
  const { extensions } = catalogueError(tooLarge);
  const summary = new GraphQLError(
    `More than ${maxFailedFields} fields failed; only the first errors are listed.`,
    { extensions },
  );
  const listed = [...errors.slice(0, maxErrors), summary];
  return isQuery(args) ? { errors: listed } : { data: data ?? null, errors: listed };
}
