import {
  type ClientMetadata,
  type DerivedMetadata,
  derivedMetadata,
  type RegistrationInput,
} from '../../domain/client/client-metadata.ts';
import { registrationSchema } from '../../domain/client/registration-schema.ts';
import { type Issue, issue } from '../../domain/error/issue.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { isClientId } from '../../domain/identifier.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { readOperation } from '../perform.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';

/** The result of a dry run. */
export interface Verdict {
  readonly issues: readonly Issue[];
  readonly advisories: readonly Issue[];
  /** The metadata with its defaults, as it would be stored if there were no issues; without a `jwks` that has issues. */
  readonly normalized: ClientMetadata & DerivedMetadata;
}

/** Checks a registration without writing, by the rules of a registration. */
export const validateClient = readOperation(
  {
    name: 'validateOAuthClient',
    right: 'write',
    input: registrationSchema,
    rules: 'INVALID_CLIENT_METADATA',
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
    // What is refused may be a private key, and is not repeated.
    const jwks = issues.some(({ path }) => path[0] === 'jwks') ? null : metadata.jwks;
    return {
      issues,
      advisories: adviseRegistration(candidate),
      normalized: { ...metadata, jwks, ...derivedMetadata(metadata) },
    };
  },
);
