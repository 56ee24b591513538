import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { registrationSchema } from '../../domain/client/registration-schema.ts';
import { issue } from '../../domain/error/issue.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { isClientId } from '../../domain/identifier.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { readOperation } from '../perform.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import { type Verdict, verdictOf } from '../step/verdict.ts';

/** Checks a registration without writing, by the rules of a registration. */
export const validateClient = readOperation(
  {
    name: 'validateOAuthClient',
    right: 'write',
    input: registrationSchema,
    rules: 'INVALID_CLIENT_METADATA',
    isCharged: true,
  },
  async ({ services, store, found }, input: RegistrationInput): Promise<Verdict> => {
    const candidate = candidateOf(input);
    const { metadata } = candidate;
    const { clientId } = input;
    const taken =
      clientId != null && isClientId(clientId) && (await store.isClientIdUsed(clientId))
        ? [issue('CLIENT_ID_TAKEN', 'clientId')]
        : [];
    const issues = joinIssues(found, [...issuesOfRegistration(services, candidate), ...taken]);
    return verdictOf(metadata, { issues, advisories: adviseRegistration(candidate) });
  },
);
