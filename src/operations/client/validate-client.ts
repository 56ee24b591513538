import {
  type ClientMetadata,
  type RegistrationInput,
  withDefaults,
} from '../../domain/client/client-metadata.ts';
import { type Issue, joinIssues } from '../../domain/error/issue.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { corsOrigins } from '../../domain/uri/web-origin.ts';
import { operation } from '../perform.ts';
import { issuesOfRegistration } from './check-candidate.ts';

/** What a registration would come to, with nothing written. */
export interface Verdict {
  readonly issues: readonly Issue[];
  readonly advisories: readonly Issue[];
  /** The metadata with its defaults, as it would be stored if there were no issues; without a `jwks` that has issues. */
  readonly normalized: ClientMetadata & { readonly corsOrigins: readonly string[] };
}

/** The dry run of a registration, by the very rules that a registration runs. */
export const validateClient = operation(
  { name: 'validateOAuthClient', right: 'write' },
  (services, _caller, input: RegistrationInput, found): Verdict => {
    const metadata = withDefaults(input);
    const issues = joinIssues(found, issuesOfRegistration(services, input));
    // What is refused may be a private key, and is not repeated.
    const jwks = issues.some(({ path }) => path[0] === 'jwks') ? null : metadata.jwks;
    return {
      issues,
      advisories: adviseRegistration(input),
      normalized: { ...metadata, jwks, corsOrigins: corsOrigins(metadata.redirectUris, metadata.website) },
    };
  },
);
