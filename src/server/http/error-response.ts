import { AccessError } from '../../access/access-error.ts';
import { KeySetUnavailable, keySetUnavailable } from '../../access/key-set-unavailable.ts';
import { tokenFaults } from '../../access/token-fault.ts';
import type { Config } from '../../config.ts';
import { type ErrorCode, errorCatalogue, headersOf } from '../../domain/error/error-catalogue.ts';
import { type Language, textIn } from '../../domain/error/language.ts';
import { refusal } from '../../rest/envelope.ts';
import { OperationError } from '../../rest/operation.ts';
import { graphqlError, graphqlPath, type RefusalDetails } from '../graphql/graphql-endpoint.ts';
import { describeError, type Log } from '../observe/log.ts';
import type { RepeatedFailures } from '../observe/repeated-failure.ts';
import { errorCodeOf } from './error-code.ts';
import type { Exchange } from './exchange.ts';
import { writeJson } from './json-response.ts';
import { acceptedLanguage, languageHeaders } from './request/accept-language.ts';
import { awaitsContinue } from './request/expect-continue.ts';
import { acceptedMediaType } from './request/media-type.ts';
import { RequestError } from './request/request-error.ts';

interface ErrorResponseParts {
  readonly config: Pick<Config, 'defaultLanguage'>;
  readonly services: { readonly now: () => Date };
  readonly log: Log;
  readonly failures: RepeatedFailures;
}

/** Writes the error response in the format of the API that was called. An internal error is logged in full, and the caller gets its request id. */
export function answerError(
  error: unknown,
  exchange: Exchange,
  { config, log, failures, services }: ErrorResponseParts,
): void {
  const { request, response, requestId, path } = exchange;
  const code = errorCodeOf(error);
  if (awaitsContinue(request)) response.shouldKeepAlive = false;
  const headers = headersFor(error, code);
  if (error instanceof AccessError) log.info({ requestId, code, reason: error.message }, 'refused');
  // A search that was cancelled because its caller disconnected is not a fault.
  const isCancelled = code === 'UNAVAILABLE' && response.destroyed;
  if (code === 'INTERNAL_SERVER_ERROR')
    log.error({ requestId, error: describeError(error) }, 'request failed');
  if (code === 'UNAVAILABLE' && !isCancelled) failures.report({ requestId, error }, 'request failed');
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (path === graphqlPath) {
    const mediaType = `${acceptedMediaType(request) ?? 'application/json'}; charset=utf-8`;
    const body = graphqlError(code, requestId, faultOf(error, 'en'));
    writeJson(response, errorCatalogue[code].status, body, headers, mediaType);
    return;
  }
  const errors = error instanceof OperationError && error.errors.length > 0 ? { errors: error.errors } : {};
  const language = acceptedLanguage(request, config.defaultLanguage);
  const details = { ...faultOf(error, language), ...errors };
  const { status, body = {} } = refusal(code, { language, caller: { requestId }, services }, details);
  writeJson(response, status, body, { ...languageHeaders(language, response), ...headers });
}

/** The message and the reason, for the body of a GraphQL or REST response; `undefined` for those of the catalogue. */
function faultOf(error: unknown, language: Language): RefusalDetails | undefined {
  if (error instanceof KeySetUnavailable) {
    const { message, reason } = keySetUnavailable;
    return { message: textIn(message, language), reason };
  }
  if (error instanceof RequestError) return { message: textIn(error.text, language) };
  if (!(error instanceof AccessError) || error.fault === undefined) return undefined;
  return { message: textIn(tokenFaults[error.fault], language), reason: error.fault };
}

function headersFor(error: unknown, code: ErrorCode): Readonly<Record<string, string>> {
  if (error instanceof AccessError) return { 'www-authenticate': error.challenge };
  return error instanceof RequestError ? error.headers : headersOf(code);
}
