import { type ErrorCode, errorCatalogue } from '../../../domain/error/error-catalogue.ts';

/** A request that the server rejects before an endpoint handles it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, headers: Readonly<Record<string, string>> = {}) {
    super(errorCatalogue[code].message.en);
    this.code = code;
    this.headers = headers;
  }
}
