import { type ErrorCode, errorCatalogue } from '../domain/error/error-catalogue.ts';
import { type Language, textIn } from '../domain/error/language.ts';

/** A response of the REST API, before it is written to a socket. */
export interface RestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for a response without a body. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A problem of a request in the names of REST. */
export interface RestError {
  /** `redirect_uris[1]`, `jwks.keys[0]`, or `body`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly reference: string | null;
}

/** @param ignored members of the request that are not supported and were ignored. */
export function success(
  status: number,
  data: object,
  now: Date,
  headers: Record<string, string> = {},
  ignored: readonly string[] = [],
): RestResponse {
  const head = { code: 0, message: 'success', data, ...(ignored.length > 0 ? { ignored } : {}) };
  return { status, headers, body: { ...head, timestamp: now.toISOString() } };
}

/** `204`, without a body. */
export const noContent: RestResponse = { status: 204, headers: {}, body: undefined };

/** The parts of a request that its error response needs. */
interface RefusedRequest {
  /** Of the message, and of those in the details. */
  readonly language: Language;
  readonly caller: { readonly requestId: string };
  readonly services: { readonly now: () => Date };
}

/**
 * An error in the envelope of the AuthMS API: `code` is the HTTP status and four digits of the error catalogue. `request_id`
 * is the id of the request in the log.
 */
export function refusal(
  code: ErrorCode,
  { language, caller, services }: RefusedRequest,
  details: object = {},
): RestResponse {
  const { status, restCode, message } = errorCatalogue[code];
  const body = {
    code: restCode,
    message: textIn(message, language),
    ...details,
    request_id: caller.requestId,
    timestamp: services.now().toISOString(),
  };
  return { status, headers: {}, body };
}
