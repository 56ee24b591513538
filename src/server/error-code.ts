import { GraphQLError } from 'graphql';
import { AccessRefusal } from '../access/access-refusal.ts';
import { KeySetUnavailable } from '../access/key-set-unavailable.ts';
import { type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';
import { OperationForbidden } from '../registration/operation-error.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { OperationRefusal } from '../rest/operation.ts';
import { isUnavailable } from '../store/query-error.ts';
import { RequestRefusal } from './refusal.ts';

/** The code of the catalogue for whatever was thrown; what nobody meant to throw is a fault of ours. */
export function errorCodeOf(error: unknown): ErrorCode {
  const isOurs = [
    AccessRefusal,
    OperationForbidden,
    OperationRefusal,
    RegistrationRefusal,
    RequestRefusal,
  ].some((kind) => error instanceof kind);
  if (isOurs) return (error as RequestRefusal).code;
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    if (typeof code === 'string' && code in errorCatalogue) return code as ErrorCode;
  }
  return isUnavailable(error) || error instanceof KeySetUnavailable ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
}
