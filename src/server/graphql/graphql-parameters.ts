import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { isObject } from '../../domain/json.ts';
import { catalogueError } from '../../graphql/graphql-error.ts';
import { readBody, requireJson } from '../http/request/body.ts';

/** A GraphQL request (GraphQL over HTTP §5.1). Further members are ignored, such as `onError` and `documentId`. */
export interface GraphqlParameters {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/**
 * The parameters in the JSON body of a POST, or in the query of a GET.
 *
 * @throws {RequestError} UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, or BAD_REQUEST for what is not a JSON object.
 * @throws {GraphQLError} BAD_REQUEST for a member of the wrong type, PERSISTED_QUERY_NOT_SUPPORTED.
 */
export async function readParameters(request: IncomingMessage): Promise<GraphqlParameters> {
  if (request.method !== 'POST') return checked(urlParameters(request.url ?? ''));
  requireJson(request);
  return checked(parseObject('The body', await readBody(request)));
}

type Members = Readonly<Record<string, unknown>>;

function urlParameters(url: string): Members {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const parsed = (name: string) => {
    const text = query.get(name);
    return text ? parseObject(`\`${name}\``, text) : undefined;
  };
  return {
    query: query.get('query') || undefined,
    variables: parsed('variables'),
    operationName: query.get('operationName') || undefined,
    extensions: parsed('extensions'),
    documentId: query.get('documentId'),
  };
}

/** A batch is an array, and is not supported. */
function parseObject(what: string, text: string | undefined): Members {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    throw malformed(`${what} is not valid JSON in UTF-8.`);
  }
  if (!isObject(value)) throw malformed(`${what} must be a JSON object.`);
  return value;
}

function checked({ query, variables, operationName, extensions, documentId }: Members): GraphqlParameters {
  if (variables != null && !isObject(variables)) throw malformed('`variables` must be an object or null.');
  if (extensions != null && !isObject(extensions)) throw malformed('`extensions` must be an object or null.');
  if (operationName != null && typeof operationName !== 'string')
    throw malformed('`operationName` must be a string or null.');
  if (query == null && (typeof documentId === 'string' || isObject(extensions?.persistedQuery)))
    throw persistedNotSupported();
  if (typeof query !== 'string') throw malformed('`query` must be a string.');
  return { query, variables, operationName };
}

function malformed(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

/** Makes Apollo's link send the document itself, in this request and in all later ones. */
function persistedNotSupported(): GraphQLError {
  const { message, extensions } = catalogueError('PERSISTED_QUERY_NOT_SUPPORTED');
  // In `application/json` the status is 200, as for an error of a document.
  const http = { status: extensions.http?.status ?? 400, spec: true };
  return new GraphQLError(message, { extensions: { ...extensions, http } });
}
