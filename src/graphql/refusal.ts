import { checkPolicy } from '../registration/check-registration.ts';
import type { RegistrationInput } from '../registration/client-metadata.ts';
import { type Issue, joinIssues } from '../registration/issue.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import type { Context } from './context.ts';

/**
 * Everything that is wrong with a registration: what its door could not read, what the schema found, and what the policy
 * of this server refuses, which a schema that is built once cannot know. `undefined` when nothing is.
 */
export function refusalOf(
  { unreadable, registry }: Context,
  input: RegistrationInput,
  found: readonly Issue[],
): RegistrationRefusal | undefined {
  const issues = joinIssues(unreadable, [...found, ...checkPolicy(input, registry.policy)]);
  return issues.length === 0 ? undefined : new RegistrationRefusal('INVALID_CLIENT_METADATA', issues);
}
