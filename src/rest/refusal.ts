import type { ErrorCode } from '../domain/error/error-catalogue.ts';
import { type Issue, issue, issueIn } from '../domain/error/issue.ts';
import type { Context } from '../graphql/context.ts';
import { type RestResponse, refusal } from './envelope.ts';
import { restErrors, type WireIssue, type WrittenNames } from './wire/field-name.ts';

/** `RegistrationError`, as the documents of mutations select it. */
export interface RegistrationError {
  readonly __typename: 'RegistrationError';
  readonly code: ErrorCode;
  /** In the language of the request. */
  readonly message: string;
  readonly issues: readonly WireIssue[];
}

/** Conflicts that have a separate status in REST. In GraphQL their issue distinguishes them. */
const statusOfConflict: Readonly<Record<string, ErrorCode>> = {
  VERSION_CONFLICT: 'PRECONDITION_FAILED',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_CONFLICT',
  IDEMPOTENCY_KEY_SPENT: 'IDEMPOTENCY_CONFLICT',
};

/** A refused mutation in the envelope. */
export function refused(
  { code, message, issues }: RegistrationError,
  context: Context,
  written?: WrittenNames,
): RestResponse {
  const special = code === 'CONFLICT' ? statusOfConflict[issues[0]?.code ?? ''] : undefined;
  const errors = restErrors(issues, written);
  // The message of the catalogue, or the number of problems if not all are listed.
  return special ? refusal(special, context, { errors }) : refusal(code, context, { message, errors });
}

/** No such client in the tenant, as the error of a mutation. */
export function clientNotFound(context: Context): RestResponse {
  return refusedFor('NOT_FOUND', [issue('CLIENT_NOT_FOUND', 'clientId')], context);
}

/** The error response for problems that REST finds itself. */
function refusedFor(code: ErrorCode, issues: readonly Issue[], context: Context): RestResponse {
  const errors = restErrors(issues.map((one) => issueIn(one, context.language)));
  return refusal(code, context, { errors });
}
