import { GraphQLError } from 'graphql';
import { AccessError } from '../../access/access-error.ts';
import { KeySetUnavailable } from '../../access/key-set-unavailable.ts';
import { type ErrorCode, errorCatalogue } from '../../domain/error/error-catalogue.ts';
import { OperationForbidden } from '../../domain/error/operation-error.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { OperationError } from '../../rest/operation.ts';
import { isUnavailable } from '../../store/query-error.ts';
import { RequestError } from './request/request-error.ts';

/** The code of the catalogue for a thrown value. An unexpected one is an internal error. */
export function errorCodeOf(error: unknown): ErrorCode {
  const isOurs = [AccessError, OperationForbidden, OperationError, RegistrationError, RequestError].some(
    (kind) => error instanceof kind,
  );
  if (isOurs) return (error as RequestError).code;
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    if (typeof code === 'string' && code in errorCatalogue) return code as ErrorCode;
  }
  return isUnavailable(error) || error instanceof KeySetUnavailable ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
}
