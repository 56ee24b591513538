import type { ErrorCode } from '../domain/error/error-catalogue.ts';
import { issue } from '../domain/error/issue.ts';
import type { Context } from '../graphql/context.ts';
import { type RestAnswer, refusal } from './envelope.ts';
import { restErrors, type WireIssue, type WrittenNames } from './field-name.ts';

/** `RegistrationError`, as every mutation's document selects it. */
export interface RegistrationError {
  readonly __typename: 'RegistrationError';
  readonly code: ErrorCode;
  readonly issues: readonly WireIssue[];
}

/** REST has a status of its own for two conflicts that GraphQL tells apart by their issue. */
const statusOfConflict: Readonly<Record<string, ErrorCode>> = {
  VERSION_CONFLICT: 'PRECONDITION_FAILED',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_CONFLICT',
  IDEMPOTENCY_KEY_SPENT: 'IDEMPOTENCY_CONFLICT',
};

/** A mutation that was refused, in the envelope. */
export function refused(
  { code, issues }: RegistrationError,
  { services }: Context,
  written?: WrittenNames,
): RestAnswer {
  const special = code === 'CONFLICT' ? statusOfConflict[issues[0]?.code ?? ''] : undefined;
  return refusal(special ?? code, services.now(), { errors: restErrors(issues, written) });
}

/** No such client in the tenant, in the words in which a mutation says it. */
export function clientNotFound({ services }: Context): RestAnswer {
  return refusal('NOT_FOUND', services.now(), {
    errors: restErrors([issue('CLIENT_NOT_FOUND', 'clientId')]),
  });
}
