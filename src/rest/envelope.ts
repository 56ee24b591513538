import { type ErrorCode, errorCatalogue } from '../domain/error/error-catalogue.ts';

/** A response of the REST API, before it is written to a socket. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for an answer without a body. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** One problem of a request, as REST names it. */
export interface RestError {
  /** `redirect_uris[1]`, `jwks.keys[0]`, or `body`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly reference: string | null;
}

/** @param ignored members of the request that have no meaning here. */
export function success(
  status: number,
  data: object,
  now: Date,
  headers: Record<string, string> = {},
  ignored: readonly string[] = [],
): RestAnswer {
  const head = { code: 0, message: 'success', data, ...(ignored.length > 0 ? { ignored } : {}) };
  return { status, headers, body: { ...head, timestamp: now.toISOString() } };
}

/** `204`: done, and nothing to say. */
export const noContent: RestAnswer = { status: 204, headers: {}, body: undefined };

/** A refusal in the envelope of the AuthMS API: `code` is the HTTP status and four digits of the error catalogue. */
export function refusal(code: ErrorCode, now: Date, details: object = {}): RestAnswer {
  const { status, restCode, message } = errorCatalogue[code];
  return { status, headers: {}, body: { code: restCode, message, ...details, timestamp: now.toISOString() } };
}
