import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Introspection } from '../config.ts';
import type { Context } from '../graphql/context.ts';
import { catalogueError } from '../graphql/graphql-error.ts';
import { type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';
import { isObject } from '../registration/json.ts';
import { isUnavailable } from '../store/query-error.ts';
import { readBody, requireJson } from './body.ts';
import { messageWithoutValues } from './coercion-message.ts';
import { checkSize, countMutations, limitDocuments } from './document-limit.ts';
import { guardIntrospection, mayIntrospect, withoutSuggestions } from './introspection.ts';
import { writeJson, writeText } from './json-answer.ts';
import { describeError, type Log } from './log.ts';
import { requireMediaType } from './media-type.ts';
import { executeOrdinary } from './ordinary-request.ts';
import { RequestRefusal } from './refusal.ts';

/** What the server adds to the context of a request. */
export interface DoorContext extends Context {
  readonly log: Log;
  /** Who may ask for the schema. */
  readonly introspection: Introspection;
  /** @throws {RequestRefusal} RATE_LIMITED when the caller may not ask for so much more. */
  readonly consume: (points: number) => Promise<void>;
}

/** What a request brings into Yoga. */
type ServerContext = DoorContext & {
  /**
   * Whether the caller asks for `application/json` by name: it then expects 200 with a request that cannot be executed
   * (GraphQL over HTTP §6.4.1). Everyone else gets the real status.
   */
  readonly isLegacy: boolean;
  /** Of a request that is executed already; Yoga only has to answer it. */
  readonly executed?: ExecutionResult;
};

type Yoga = YogaServerInstance<ServerContext, object>;

/** `POST /graphql` with JSON, and `GET /graphql` for queries. */
export type GraphqlDoor = (
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
) => Promise<void>;

export const graphqlPath = '/graphql';

export function openGraphqlDoor(schema: GraphQLSchema): GraphqlDoor {
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
    plugins: [
      ...limitDocuments(),
      guardIntrospection(),
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
  given: DoorContext,
): Promise<void> {
  const mediaType = requireMediaType(request);
  const context = { ...given, isLegacy: request.headers.accept?.includes('application/json') ?? false };
  // What was negotiated and checked here is not left to Yoga, which would find fault only after the execution.
  request.headers.accept = mediaType;
  if (request.method === 'POST') {
    requireJson(request);
    const parameters = parseParameters(await readBody(request));
    // One without members it would take for a body that is still to be read.
    if (Object.keys(parameters).length === 0) throw new RequestRefusal('BAD_REQUEST');
    request.headers['content-type'] = 'application/json';
    const executed = await executeOrdinary(yoga, parameters, context);
    if (executed && !executed.errors) {
      return writeJson(response, 200, executed, {}, `${mediaType}; charset=utf-8`);
    }
    await answerByYoga(yoga, request, response, executed ? { ...context, executed } : context, parameters);
  } else {
    requireParameters(request.url ?? '');
    await answerByYoga(yoga, request, response, context);
  }
}

async function answerByYoga(
  yoga: Yoga,
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
  parameters?: object,
): Promise<void> {
  // It takes a parsed body from here and does not read the stream again.
  if (parameters) Object.assign(request, { body: parameters });
  // Yoga makes a URL of the Host header, which need not be one; nothing here depends on it.
  request.headers.host = 'gateway.invalid';
  // Yoga would write it itself, and wait without end for a caller that went away in the middle of it.
  const answer = await yoga.handleNodeRequestAndResponse(request, response, context);
  writeText(response, answer.status, await answer.text(), Object.fromEntries(answer.headers));
}

/** Yoga would take parameters of a query that are no JSON for a fault of the server. */
function requireParameters(url: string): void {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  for (const name of ['variables', 'extensions']) {
    const text = query.get(name);
    if (text) parseParameters(text);
  }
}

/** An answer of this door to a request that got no further. */
export function graphqlRefusal(code: ErrorCode, requestId: string): object {
  const { message } = errorCatalogue[code];
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** A JSON object: GraphQL over HTTP §6.1. A batch is an array and is not taken. */
function parseParameters(body: string | undefined): object {
  let parameters: unknown;
  try {
    parameters = JSON.parse(body ?? '');
  } catch {
    throw new RequestRefusal('BAD_REQUEST');
  }
  if (!isObject(parameters)) throw new RequestRefusal('BAD_REQUEST');
  return parameters;
}

/** Lets an operation run that is not too large, for a caller that may ask for all its mutations. */
function admit(): Plugin<ServerContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = checkSize(args);
      if (error) return setResultAndStopExecution({ errors: [error] });
      // One was counted with the request.
      const more = countMutations(args) - 1;
      if (more < 1) return undefined;
      const { consume } = args.contextValue as unknown as ServerContext;
      return consume(more).catch((refusal: unknown) => {
        if (!(refusal instanceof RequestRefusal)) throw refusal;
        const { message, extensions } = catalogueError(refusal.code);
        const http = { status: errorCatalogue[refusal.code].status, headers: refusal.headers };
        setResultAndStopExecution({
          errors: [new GraphQLError(message, { extensions: { ...extensions, http } })],
        });
      });
    },
  };
}

/** The executor of graphql-js, which the REST door runs on as well, so that both doors have one. */
function executeByGraphqlJs(): Plugin {
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) };
}

function takeExecuted(): Plugin<ServerContext> {
  return {
    onParams({ context, setResult }) {
      const { executed } = context as unknown as ServerContext;
      if (executed) setResult(executed);
    },
  };
}

/**
 * What the caller did wrong keeps its message, without the values in it; what went wrong on our side is logged whole
 * and shown as a request id.
 */
function maskErrors(): Plugin<ServerContext> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (!('errors' in result) || !result.errors) return;
      const context = serverContext as unknown as ServerContext;
      setResult({ ...result, errors: result.errors.map((error) => maskError(error, context)) });
    },
  };
}

function maskError(error: GraphQLError, context: ServerContext): GraphQLError {
  const { log, caller, isLegacy } = context;
  const { requestId } = caller;
  const { path, extensions } = error;
  const place = {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
  };
  const known = extensions.code as ErrorCode;
  // Without a path no resolver has run: the document or its variables are at fault.
  const isOfDocument = !(known in errorCatalogue) || known === 'BAD_REQUEST';
  const isCallers =
    isOfDocument && path === undefined && (error.originalError?.name ?? 'GraphQLError') === 'GraphQLError';
  if (isCallers) {
    const code: ErrorCode = 'BAD_REQUEST';
    const http = isLegacy
      ? {}
      : { http: { status: errorCatalogue[code].status, ...extensions.http, spec: false } };
    const message = messageWithoutValues(error);
    const maySee = mayIntrospect(caller.actor, context.introspection);
    return new GraphQLError(maySee ? message : withoutSuggestions(message), {
      ...place,
      extensions: { ...extensions, code, ...http },
    });
  }
  if (known in errorCatalogue) return error;
  log.error({ requestId, path, error: describeError(error.originalError ?? error) }, 'operation failed');
  const ours: ErrorCode = isUnavailable(error.originalError) ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  const { extensions: masked, message: maskedMessage } = catalogueError(ours, {
    requestId,
  });
  return new GraphQLError(maskedMessage, { ...place, path: path ?? null, extensions: masked });
}
