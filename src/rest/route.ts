import type { z } from 'zod';
import type { Right } from '../domain/actor.ts';
import type { ErrorCode } from '../domain/error/error-catalogue.ts';
import type { Context } from '../graphql/context.ts';
import type { RestResponse } from './envelope.ts';
import { type HeaderName, type ParameterName, parameters } from './openapi-part.ts';
import type { RestRequest } from './request.ts';

/** One operation of the REST API: its path, input, output, documentation and handler. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A step in braces is a parameter: `{client_id}`. */
  readonly path: string;
  /** The right that its GraphQL operation needs. */
  readonly right: Right;
  readonly summary: string;
  readonly description: string;
  /** Parameters of its query and header fields that it reads. Default: none. Any other query parameter is refused. */
  readonly parameters?: readonly ParameterName[];
  /** Default: no body is read. */
  readonly body?: RequestBody;
  /** The status of success. */
  readonly status: 200 | 201 | 204;
  /** The body of a successful response. Default: none, with status 204. */
  readonly answer?: z.ZodType;
  /** Header fields of a successful response, besides those that every response has. Default: none. */
  readonly headers?: readonly HeaderName[];
  /** Errors of its rules, in addition to those of its path, parameters and body. Default: none. */
  readonly errors?: readonly ErrorCode[];
  readonly handle: (context: Context, request: RestRequest) => Promise<RestResponse>;
}

interface RequestBody {
  readonly schema: z.ZodType;
  /** Whether the body and its media type may be left out. */
  readonly isOptional: boolean;
}

export const clientsPath = '/admin/oauth/clients';
export const clientPath = `${clientsPath}/{client_id}`;
/** The path of a client, for `Location`. */
export function clientLocation(clientId: string): string {
  return `${clientsPath}/${encodeURIComponent(clientId)}`;
}

export const secretsPath = `${clientPath}/secrets`;
export const secretPath = `${secretsPath}/{secret_id}`;

/** The query parameters that a route takes. */
export function queryNames({ parameters: names = [] }: Route): string[] {
  return names.flatMap((name) => (parameters[name].in === 'query' ? [parameters[name].name] : []));
}
