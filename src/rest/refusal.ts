import type { ErrorCode } from '../domain/error/error-catalogue.ts';
import { issue, issueIn } from '../domain/error/issue.ts';
import type { Context } from '../graphql/context.ts';
import { type RestAnswer, refusal } from './envelope.ts';
import { restErrors, type WireIssue, type WrittenNames } from './wire/field-name.ts';

/** `RegistrationError`, as the documents of mutations select it. */
export interface RegistrationError {
  readonly __typename: 'RegistrationError';
  readonly code: ErrorCode;
  /** In the language of the request. */
  readonly message: string;
  readonly issues: readonly WireIssue[];
}

/** Conflicts with a status of their own in REST. In GraphQL their issue distinguishes them. */
const statusOfConflict: Readonly<Record<string, ErrorCode>> = {
  VERSION_CONFLICT: 'PRECONDITION_FAILED',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_CONFLICT',
  IDEMPOTENCY_KEY_SPENT: 'IDEMPOTENCY_CONFLICT',
};

/** A refused mutation in the envelope. */
export function refused(
  { code, message, issues }: RegistrationError,
  { language, services }: Context,
  written?: WrittenNames,
): RestAnswer {
  const special = code === 'CONFLICT' ? statusOfConflict[issues[0]?.code ?? ''] : undefined;
  const errors = restErrors(issues, written);
  const now = services.now();
  // The message of the catalogue, or the number of problems if not all are listed.
  return special
    ? refusal(special, language, now, { errors })
    : refusal(code, language, now, { message, errors });
}

/** No such client in the tenant, as the error of a mutation. */
export function clientNotFound({ language, services }: Context): RestAnswer {
  const missing = issueIn(issue('CLIENT_NOT_FOUND', 'clientId'), language);
  return refusal('NOT_FOUND', language, services.now(), { errors: restErrors([missing]) });
}
