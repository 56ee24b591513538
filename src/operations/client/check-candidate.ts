import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { type Issue, inFieldOrder } from '../../domain/error/issue.ts';
import { checkPolicy, checkRegistration } from '../../domain/rule/check-registration.ts';
import type { Services } from '../services.ts';

/** Everything that is wrong with a registration on this server, by the whole rule book. */
export function issuesOfRegistration(
  { policy }: Pick<Services, 'policy'>,
  input: RegistrationInput,
): Issue[] {
  return inFieldOrder([...checkRegistration(input), ...checkPolicy(input, policy)]);
}
