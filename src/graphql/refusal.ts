import { checkPolicy } from '../registration/check-registration.ts';
import type { RegistrationInput } from '../registration/client-metadata.ts';
import { type Issue, joinIssues } from '../registration/issue.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { checkIdempotencyKey } from '../registration/rule/idempotency-key.ts';
import type { Context } from './context.ts';

export interface CreateArguments {
  readonly input: RegistrationInput;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Everything that is wrong with a registration: what its door could not read, what the schema found, what is wrong with
 * its idempotency key, and what the policy of this server refuses, which a schema that is built once cannot know.
 * `undefined` when nothing is.
 */
export function refusalOf(
  { unreadable, registry }: Context,
  { input, idempotencyKey }: CreateArguments,
  found: readonly Issue[],
): RegistrationRefusal | undefined {
  const keyIssues = idempotencyKey == null ? [] : checkIdempotencyKey(idempotencyKey);
  const issues = joinIssues(unreadable, [...found, ...keyIssues, ...checkPolicy(input, registry.policy)]);
  return issues.length === 0 ? undefined : new RegistrationRefusal('INVALID_CLIENT_METADATA', issues);
}
