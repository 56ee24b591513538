import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { isObject } from '../../domain/json.ts';
import { readBody, requireJson } from '../http/body.ts';
import { writeJson, writeText } from '../http/json-response.ts';
import { requireMediaType } from '../http/media-type.ts';
import { RequestError } from '../http/request-error.ts';
import { admit, executeByGraphqlJs } from './bounded-execution.ts';
import { cacheDocuments } from './document-cache.ts';
import { limitDocuments } from './document-limit.ts';
import type { EndpointContext, ServerContext } from './endpoint-context.ts';
import { guardIntrospection } from './introspection.ts';
import { maskErrors } from './mask-errors.ts';
import { executeOrdinary } from './ordinary-request.ts';

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
    // Every error goes through our `maskErrors`, which knows the request it belongs to.
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
  const { message, ...extensions } = { message: errorCatalogue[code].message.en, ...details };
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

function takeExecuted(): Plugin<ServerContext> {
  return {
    onParams({ context, setResult }) {
      const { executed } = context as unknown as ServerContext;
      if (executed) setResult(executed);
    },
  };
}
