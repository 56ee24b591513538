import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Introspection } from '../../config.ts';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { isObject } from '../../domain/json.ts';
import type { Context } from '../../graphql/context.ts';
import { maxFailedFields } from '../../graphql/error-limit-plugin.ts';
import { catalogueError } from '../../graphql/graphql-error.ts';
import { isUnavailable } from '../../store/query-error.ts';
import { readBody, requireJson } from '../http/body.ts';
import { writeJson, writeText } from '../http/json-response.ts';
import { type GraphqlMediaType, requireMediaType } from '../http/media-type.ts';
import { RequestError } from '../http/request-error.ts';
import { describeError, type Log } from '../observe/log.ts';
import type { RepeatedFailures } from '../observe/repeated-failure.ts';
import { checkVariables, maxErrors, messageWithoutArgument } from './coercion-message.ts';
import { cacheDocuments } from './document-cache.ts';
import { checkSize, countCharged, limitDocuments, type Operation } from './document-limit.ts';
import { guardIntrospection, mayIntrospect, withoutSuggestions } from './introspection.ts';
import { executeOrdinary } from './ordinary-request.ts';
import { jsonSize } from './response-limit.ts';
import { coordinateOf, noteCoordinates } from './schema-coordinate.ts';

/** What the server adds to the context of a request. */
export interface EndpointContext extends Context {
  readonly log: Log;
  readonly failures: RepeatedFailures;
  /** Who may ask for the schema. */
  readonly introspection: Introspection;
  readonly maxResponseBytes: number;
  /** @throws {RequestError} RATE_LIMITED when the caller may not ask for so much more. */
  readonly consume: (points: number) => Promise<void>;
}

/** What a request brings into Yoga. */
type ServerContext = EndpointContext & {
  /** Negotiated for the response. In `application/json` a request error has status 200 (GraphQL over HTTP §6.4.1). */
  readonly mediaType: GraphqlMediaType;
  /** Of a request that is executed already; Yoga only has to answer it. */
  readonly executed?: ExecutionResult;
};

type Yoga = YogaServerInstance<ServerContext, object>;

/** `POST /graphql` with JSON, and `GET /graphql` for queries. */
export type GraphqlEndpoint = (
  request: IncomingMessage,
  response: ServerResponse,
  context: EndpointContext,
) => Promise<void>;

export const graphqlPath = '/graphql';

export function openGraphqlEndpoint(schema: GraphQLSchema): GraphqlEndpoint {
  const yoga = createYoga<ServerContext>({
    schema,
    graphqlEndpoint: graphqlPath,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    cors: false,
    logging: false,
    // Every error goes through `maskErrors` below, which knows the request it belongs to.
    maskedErrors: false,
    // The server limits bodies before Yoga sees them; Yoga's own limit costs half of its processor time.
    maxRequestBodySize: false,
    // Yoga would answer every URL that ends in this path, even in its query; no URL can end in a NUL.
    healthCheckEndpoint: '\0',
    // Yoga keeps 1,024 documents for an hour, however large and also invalid ones; see `cacheDocuments`.
    parserAndValidationCache: false,
    plugins: [
      ...limitDocuments(),
      guardIntrospection(),
      cacheDocuments(),
      admit(),
      executeByGraphqlJs(),
      takeExecuted(),
      maskErrors(),
    ],
  });
  return (request, response, context) => handleGraphql(yoga, request, response, context);
}

async function handleGraphql(
  yoga: Yoga,
  request: IncomingMessage,
  response: ServerResponse,
  given: EndpointContext,
): Promise<void> {
  const mediaType = requireMediaType(request);
  const context = { ...given, mediaType };
  // What was negotiated and checked here is not left to Yoga, which would find fault only after the execution.
  request.headers.accept = mediaType;
  if (request.method === 'POST') {
    requireJson(request);
    const body = parseParameters(await readBody(request));
    if (isPersisted(body)) return refusePersisted(response, context);
    const parameters = knownParameters(body);
    // Yoga would take an empty object for a body that it has to read itself.
    if (Object.keys(parameters).length === 0) throw new RequestError('BAD_REQUEST');
    request.headers['content-type'] = 'application/json';
    const executed = await executeOrdinary(yoga, parameters, context);
    if (executed && !executed.errors) {
      return writeJson(response, 200, executed, {}, `${mediaType}; charset=utf-8`);
    }
    await answerByYoga(yoga, request, response, executed ? { ...context, executed } : context, parameters);
  } else {
    if (isPersisted(urlParameters(request.url ?? ''))) return refusePersisted(response, context);
    await answerByYoga(yoga, request, response, context);
  }
}

async function answerByYoga(
  yoga: Yoga,
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
  parameters?: Parameters,
): Promise<void> {
  // It takes a parsed body from here and does not read the stream again.
  if (parameters) Object.assign(request, { body: parameters });
  // Yoga makes a URL of the Host header, which need not be one; nothing here depends on it.
  request.headers.host = 'gateway.invalid';
  // Yoga would write it itself, and wait without end for a caller that went away in the middle of it.
  const answer = await yoga.handleNodeRequestAndResponse(request, response, context);
  writeText(response, answer.status, await answer.text(), Object.fromEntries(answer.headers));
}

/**
 * The parameters of a GET. `variables` and `extensions` are parsed here because Yoga reports malformed JSON in them as an
 * internal error.
 *
 * @throws {RequestError} BAD_REQUEST
 */
function urlParameters(url: string): Parameters {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const parsed = (name: string) => {
    const text = query.get(name);
    return text ? parseParameters(text) : undefined;
  };
  parsed('variables');
  return {
    query: query.get('query'),
    documentId: query.get('documentId'),
    extensions: parsed('extensions'),
  };
}

/** The GraphQL response to a request that was rejected before its document was read. */
export function graphqlError(code: ErrorCode, requestId: string, details?: RefusalDetails): object {
  const { message, ...extensions } = { message: errorCatalogue[code].message, ...details };
  return { errors: [{ message, extensions: { code, ...extensions, requestId } }] };
}

/** Replaces the message of the catalogue. */
export interface RefusalDetails {
  readonly message: string;
  /** Machine-readable, for example `EXPIRED`. */
  readonly reason: string;
}

type Parameters = Readonly<Record<string, unknown>>;

/** Members of a request that are read (GraphQL over HTTP §5.1). Any other is ignored, such as `onError`. */
const parameterNames = ['query', 'variables', 'operationName', 'extensions'];

function knownParameters(parameters: Parameters): Parameters {
  const known: Record<string, unknown> = {};
  for (const name of parameterNames) {
    if (Object.hasOwn(parameters, name)) known[name] = parameters[name];
  }
  return known;
}

/** Whether the request names a persisted document instead of sending one: by Apollo's hash or by `documentId`. */
function isPersisted({ query, documentId, extensions }: Parameters): boolean {
  const hasHash = isObject(extensions) && isObject(extensions.persistedQuery);
  return query == null && (hasHash || typeof documentId === 'string');
}

/** Makes Apollo's link send the document itself, in this request and in all later ones. */
function refusePersisted(response: ServerResponse, { mediaType, caller }: ServerContext): void {
  const code: ErrorCode = 'PERSISTED_QUERY_NOT_SUPPORTED';
  const status = mediaType === 'application/json' ? 200 : errorCatalogue[code].status;
  writeJson(response, status, graphqlError(code, caller.requestId), {}, `${mediaType}; charset=utf-8`);
}

/** A JSON object: GraphQL over HTTP §6.1. A batch is an array and is not taken. */
function parseParameters(body: string | undefined): Parameters {
  let parameters: unknown;
  try {
    parameters = JSON.parse(body ?? '');
  } catch {
    throw new RequestError('BAD_REQUEST');
  }
  if (!isObject(parameters)) throw new RequestError('BAD_REQUEST');
  return parameters;
}

/** The errors because of which an operation is not executed. */
function problemsOf(asked: Operation): readonly GraphQLError[] {
  const operation = getOperationAST(asked.document, asked.operationName);
  const problems = operation ? checkVariables(asked.schema, operation, asked.variableValues ?? {}) : [];
  if (problems.length > 0) return problems;
  const error = checkSize(asked);
  return error ? [error] : [];
}

/** Lets an operation run that is not too large, for a caller whose rate limit covers all its mutations and checks. */
function admit(): Plugin<ServerContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = problemsOf(args);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      // One was counted with the request.
      const more = countCharged(args) - 1;
      if (more < 1) return undefined;
      const { consume } = args.contextValue as unknown as ServerContext;
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
function executeByGraphqlJs(): Plugin {
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

/** A mutation is done, and its response may hold a secret that is shown only once: `checkSize` limits it before it runs. */
function isTooLarge(result: ExecutionResult, args: ExecutionArgs): boolean {
  if (!isQuery(args)) return false;
  const { maxResponseBytes } = args.contextValue as ServerContext;
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

function takeExecuted(): Plugin<ServerContext> {
  return {
    onParams({ context, setResult }) {
      const { executed } = context as unknown as ServerContext;
      if (executed) setResult(executed);
    },
  };
}

/** Errors of the caller keep their message. Internal errors are logged in full, and the caller gets a request id. */
function maskErrors(): Plugin<ServerContext> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (!('errors' in result) || !result.errors) return;
      const context = serverContext as unknown as ServerContext;
      const logged = new Set<string>();
      const errors = result.errors.map((error) => maskError(error, context, logged));
      setResult({ ...result, errors: 'data' in result && result.data ? errors.map(withoutStatus) : errors });
    },
  };
}

/**
 * A response with data is 200 whatever its errors are (GraphQL over HTTP §6.4.2): a client may drop the body of another
 * status, and with it a secret that is shown only once.
 */
function withoutStatus(error: GraphQLError): GraphQLError {
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, { ...locationOf(error), extensions });
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
  // graphql-js names the argument; an error of a resolver or of its result names no part of the document.
  return isUnknown && originalError instanceof GraphQLError && originalError.nodes !== undefined;
}

/** @param logged coordinates already logged for this response, so that a field that fails for 100 clients is logged once. */
function maskError(error: GraphQLError, context: ServerContext, logged: Set<string>): GraphQLError {
  const { log, failures, caller, mediaType } = context;
  const { requestId } = caller;
  const { path, extensions } = error;
  const known = extensions.code as ErrorCode;
  if (isOfCaller(error)) {
    const code: ErrorCode = 'BAD_REQUEST';
    const http =
      mediaType === 'application/json'
        ? {}
        : { http: { status: errorCatalogue[code].status, ...extensions.http, spec: false } };
    const message = path ? messageWithoutArgument(error.message) : error.message;
    const maySee = mayIntrospect(caller.actor, context.introspection);
    return new GraphQLError(maySee ? message : withoutSuggestions(message), {
      ...locationOf(error),
      extensions: { ...extensions, code, ...http },
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
  const { extensions: masked, message: maskedMessage } = catalogueError(ours, {
    requestId,
  });
  return new GraphQLError(maskedMessage, { ...locationOf(error), extensions: masked });
}
