import { type ErrorCode, errorCatalogue } from '../../../domain/error/error-catalogue.ts';
import type { Localized } from '../../../domain/error/language.ts';

/** A request that the server rejects before an endpoint handles it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  /** For the response. */
  readonly text: Localized;

  /** @param text replaces the message of the catalogue. It contains no part of the request. */
  constructor(
    code: ErrorCode,
    headers: Readonly<Record<string, string>> = {},
    text: Localized = errorCatalogue[code].message,
  ) {
    super(text.en);
    this.code = code;
    this.headers = headers;
    this.text = text;
  }
}
