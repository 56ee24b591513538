import { checkPolicy, checkRegistration } from '../registration/check-registration.ts';
import type { RegistrationInput } from '../registration/client-metadata.ts';
import { type Issue, inFieldOrder } from '../registration/issue.ts';
import type { Registry } from './registry.ts';

/** Everything that is wrong with a registration on this server, by the whole rule book. */
export function issuesOfRegistration(
  { policy }: Pick<Registry, 'policy'>,
  input: RegistrationInput,
): Issue[] {
  return inFieldOrder([...checkRegistration(input), ...checkPolicy(input, policy)]);
}
