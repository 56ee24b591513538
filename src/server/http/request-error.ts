import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';

/** A request that the server itself turns away, before any door looks into it. */
export class RequestError extends Error {
  override readonly name = 'RequestRefusal';
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, headers: Readonly<Record<string, string>> = {}) {
    super(errorCatalogue[code].message);
    this.code = code;
    this.headers = headers;
  }
}
