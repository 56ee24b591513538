import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, execute, GraphQLError, parse } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Context } from '../graphql/context.ts';
import { catalogueError } from '../graphql/graphql-error.ts';
import { schema } from '../graphql/schema.ts';
import { type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';
import { isObject } from '../registration/json.ts';
import { isBusy } from '../store/query-error.ts';
import { AnsweredMediaTypes } from './answered-media-type.ts';
import { readBody, requireJson } from './body.ts';
import { messageWithoutValues } from './coercion-message.ts';
import { writeJson } from './json-answer.ts';
import { describeError, type Log } from './log.ts';
import { executeOrdinary } from './ordinary-request.ts';
import { RequestRefusal } from './refusal.ts';

/**
 * Tokens that a document may have; introspection has under 500. Parsing recurses, so a deeper document would exhaust the
 * stack, and one validation rule compares every field with every other.
 */
const maxTokens = 1000;

/** What a request brings into Yoga. */
type ServerContext = Context & {
  readonly log: Log;
  /** Of a request that is executed already; Yoga only has to answer it. */
  readonly executed?: ExecutionResult;
};

const yoga = createYoga<ServerContext>({
  schema,
  graphqlEndpoint: '/graphql',
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
  plugins: [limitTokens(), executeByGraphqlJs(), takeExecuted(), maskErrors()],
});

const mediaTypes = new AnsweredMediaTypes();

/** `POST /graphql` with JSON, and `GET /graphql` for queries. */
export async function handleGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
): Promise<void> {
  if (request.method === 'POST') {
    requireJson(request);
    const parameters = parseParameters(await readBody(request));
    // One without members it would take for a body that is still to be read.
    if (Object.keys(parameters).length === 0) throw new RequestRefusal('BAD_REQUEST');
    const mediaType = mediaTypes.of(request);
    if (mediaType !== undefined) {
      const executed = await executeOrdinary(yoga, parameters, context);
      if (executed && !executed.errors) return writeJson(response, 200, executed, {}, mediaType);
      if (executed) return answerByYoga(request, response, { ...context, executed }, parameters);
    }
    await answerByYoga(request, response, context, parameters);
  } else {
    requireParameters(request.url ?? '');
    await answerByYoga(request, response, context);
  }
}

async function answerByYoga(
  request: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
  parameters?: object,
): Promise<void> {
  // It takes a parsed body from here and does not read the stream again.
  if (parameters) Object.assign(request, { body: parameters });
  // Yoga makes a URL of the Host header, which need not be one; nothing here depends on it.
  request.headers.host = 'gateway.invalid';
  await yoga(request, response, context);
  mediaTypes.learn(request, response);
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

function limitTokens(): Plugin {
  return { onParse: ({ setParseFn }) => setParseFn(parseBounded) };
}

function parseBounded(source: string, options: object): DocumentNode {
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    // How deep the stack goes is the machine's matter; that the document goes deeper is the caller's.
    if (error instanceof RangeError) throw new GraphQLError('The document is nested too deeply.');
    throw error;
  }
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
    onResultProcess({ request, result, setResult, serverContext }) {
      if (!('errors' in result) || !result.errors) return;
      const context = serverContext as unknown as ServerContext;
      const isLegacy = request.headers.get('accept')?.includes('application/json') ?? false;
      setResult({ ...result, errors: result.errors.map((error) => maskError(error, context, isLegacy)) });
    },
  };
}

/**
 * @param isLegacy whether the caller asks for `application/json` by name: it then expects 200 with a request that cannot
 * be executed (GraphQL over HTTP §6.4.1). Everyone else gets the real status.
 */
function maskError(error: GraphQLError, { log, caller }: ServerContext, isLegacy: boolean): GraphQLError {
  const { requestId } = caller;
  const { path, extensions } = error;
  const place = {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
  };
  // Without a path no resolver has run: the document or its variables are at fault.
  const isCallers = path === undefined && (error.originalError?.name ?? 'GraphQLError') === 'GraphQLError';
  if (isCallers) {
    const code: ErrorCode = 'BAD_REQUEST';
    const http = isLegacy
      ? {}
      : { http: { status: errorCatalogue[code].status, ...extensions.http, spec: false } };
    return new GraphQLError(messageWithoutValues(error), {
      ...place,
      extensions: { ...extensions, code, ...http },
    });
  }
  if (typeof extensions.code === 'string' && extensions.code in errorCatalogue) return error;
  log.error({ requestId, path, error: describeError(error.originalError ?? error) }, 'operation failed');
  const ours: ErrorCode = isBusy(error.originalError) ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  const { extensions: masked, message: maskedMessage } = catalogueError(ours, {
    requestId,
  });
  return new GraphQLError(maskedMessage, { ...place, path: path ?? null, extensions: masked });
}
