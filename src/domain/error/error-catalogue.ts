/**
 * Every way an answer can refuse, in one table: what GraphQL, REST and RFC 7591 call it. A code without a column does
 * not compile.
 */
export interface ErrorDefinition {
  /** HTTP status of the answer; of a refusal that GraphQL returns as data, the status of the REST response. */
  readonly status: number;
  /** `code` of the REST envelope: the status, then four digits of ours. */
  readonly restCode: number;
  /** `error` of RFC 7591 §3.2.2 and RFC 6750 §3.1; `null` where the standards have no word. */
  readonly oauthError: string | null;
  readonly message: string;
  readonly description: string;
}

export const errorCatalogue = {
  INVALID_CLIENT_METADATA: {
    status: 400,
    restCode: 40010001,
    oauthError: 'invalid_client_metadata',
    message: 'The client metadata is not acceptable; each problem is listed.',
    description: 'The input breaks at least one rule. `issues` names every one. Nothing was written.',
  },
  BAD_REQUEST: {
    status: 400,
    restCode: 40010002,
    oauthError: null,
    message: 'The request cannot be read.',
    description: 'The request is not well-formed: its body, its query or its variables cannot be read.',
  },
  INVALID_ARGUMENT: {
    status: 400,
    restCode: 40010003,
    oauthError: null,
    message: 'An argument is not acceptable; each problem is listed.',
    description:
      'A page, a cursor, a filter or another argument is not one that the operation takes. `issues` names every one.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    restCode: 40010004,
    oauthError: null,
    // Clients of Apollo's protocol compare this text or the code.
    message: 'PersistedQueryNotSupported',
    description:
      'GraphQL only: the request names a persisted document by its hash or id. Send the document in `query`.',
  },
  RESPONSE_TOO_LARGE: {
    status: 400,
    restCode: 40010005,
    oauthError: null,
    message: 'The response would be too large. Ask for a smaller page or for fewer fields.',
    description:
      'The response would be larger than `MAX_RESPONSE_KIB` allows (default: 8 MiB), or the request would read several times as much from the database.',
  },
  UNAUTHENTICATED: {
    status: 401,
    restCode: 40110001,
    oauthError: 'invalid_token',
    message: 'A valid bearer token is required.',
    description: 'There is no bearer token, or it is not valid here.',
  },
  FORBIDDEN: {
    status: 403,
    restCode: 40310001,
    oauthError: 'insufficient_scope',
    message: 'This token does not carry the right to do this.',
    description: 'The token is valid and does not allow the operation, or the tenant.',
  },
  NOT_FOUND: {
    status: 404,
    restCode: 40410001,
    oauthError: null,
    message: 'There is no such client or secret in this tenant.',
    description: 'There is no such client or secret in this tenant.',
  },
  PATH_NOT_FOUND: {
    status: 404,
    restCode: 40410002,
    oauthError: null,
    message: 'This path does not exist.',
    description: 'REST only: the path is unknown.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    restCode: 40510001,
    oauthError: null,
    message: 'This path does not take this method; the Allow header names those it takes.',
    description: 'The path exists and does not take the method. `Allow` names those it takes.',
  },
  CONFLICT: {
    status: 409,
    restCode: 40910001,
    oauthError: null,
    message: 'The client is not in a state that allows this; the problem is listed.',
    description:
      'The input is sound and the state of the client does not allow it. `issues` says why. Nothing was written.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    restCode: 41210001,
    oauthError: null,
    message:
      'The client is not at the version of If-Match, which is its ETag with the quotes; read it again.',
    description:
      'REST only: `If-Match` names another version of the client than the stored one. GraphQL calls it CONFLICT.',
  },
  IDEMPOTENCY_CONFLICT: {
    status: 422,
    restCode: 42210001,
    oauthError: null,
    message: 'This Idempotency-Key cannot be used for this request; use a new one.',
    description: 'REST only: the key belongs to another registration. GraphQL calls it CONFLICT.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    restCode: 41310001,
    oauthError: null,
    message: 'The body is larger than 64 KiB.',
    description: 'The body is larger than 64 KiB.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    restCode: 40610001,
    oauthError: null,
    message: 'The Accept header allows none of application/graphql-response+json and application/json.',
    description: 'GraphQL only: `Accept` allows no form that the answer has. Nothing was executed.',
  },
  RATE_LIMITED: {
    status: 429,
    restCode: 42910001,
    oauthError: null,
    message: 'Too many requests; Retry-After says in how many seconds to try again.',
    description:
      'This caller, or its network address, has used up what it may ask for in ten seconds. Nothing was executed. Each mutation and each `validateOAuthClient` of a document counts.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    restCode: 41510001,
    oauthError: null,
    message: 'The body has to be JSON, with Content-Type: application/json.',
    description: 'The body is declared as something other than JSON.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    restCode: 43110001,
    oauthError: null,
    message: 'The request has too many header lines. The limit is 1,000.',
    description: 'The request has 1,000 header lines or more. Nothing was executed.',
  },
  NOT_IMPLEMENTED: {
    status: 501,
    restCode: 50110001,
    oauthError: null,
    message: 'The transfer coding is not supported. Send the body with Content-Length or as chunked.',
    description:
      'The request has a `Transfer-Encoding` other than `chunked` (RFC 9112 §6.1). Nothing was executed.',
  },
  UNAVAILABLE: {
    status: 503,
    restCode: 50310001,
    oauthError: null,
    message: 'The database is busy or does not answer; try again.',
    description:
      'The database cannot be reached, is full, or did not answer in time, or the key set that verifies tokens cannot be fetched (`reason` is `KEY_SET_UNAVAILABLE`). `Retry-After` says when to try again. Whether a write was done is not always known: look before you repeat it, or repeat it with its idempotency key.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    restCode: 50010001,
    oauthError: null,
    message: 'Internal server error.',
    description: 'A fault of this server or of its database. The request id finds it in the log.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The value of `WWW-Authenticate` for a request without a token. RFC 6750 §3 requires at least one parameter. */
export const bearerChallenge = 'Bearer realm="clientele"';

/** The value of `WWW-Authenticate` for a token that is not valid, or not enough (RFC 6750 §3.1). */
export function challengeOf(code: 'UNAUTHENTICATED' | 'FORBIDDEN'): string {
  return `${bearerChallenge}, error="${errorCatalogue[code].oauthError}"`;
}

/** What goes into the head of an answer with the code, over and above its status. */
export function headersOf(code: ErrorCode): Readonly<Record<string, string>> {
  if (code === 'FORBIDDEN') return { 'www-authenticate': challengeOf(code) };
  return code === 'UNAVAILABLE' ? { 'retry-after': '1' } : {};
}

/** Codes that a mutation returns as data, in `RegistrationError`. */
export const refusalCodes = [
  'INVALID_CLIENT_METADATA',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'CONFLICT',
] as const satisfies readonly ErrorCode[];

export type RefusalCode = (typeof refusalCodes)[number];
