import type { Issue } from '../../domain/error/issue.ts';
import { inFieldOrder } from '../../domain/error/issue-order.ts';
import type { Candidate } from '../../domain/rule/candidate.ts';
import { checkPolicy, checkRegistration } from '../../domain/rule/check-registration.ts';
import type { Services } from '../services.ts';

/** All issues of a registration on this server, by all rules. */
export function issuesOfRegistration({ policy }: Pick<Services, 'policy'>, candidate: Candidate): Issue[] {
  return inFieldOrder([...checkRegistration(candidate), ...checkPolicy(candidate, policy)]);
}
