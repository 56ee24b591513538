import { adviseRegistration } from '../registration/check-registration.ts';
import {
  type ClientMetadata,
  type RegistrationInput,
  withDefaults,
} from '../registration/client-metadata.ts';
import { type Issue, joinIssues } from '../registration/issue.ts';
import { corsOrigins } from '../registration/web-origin.ts';
import { issuesOfRegistration } from './judge.ts';
import { operation } from './perform.ts';

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
  (registry, _caller, input: RegistrationInput, found): Verdict => {
    const metadata = withDefaults(input);
    const issues = joinIssues(found, issuesOfRegistration(registry, input));
    // What is refused may be a private key, and is not repeated.
    const jwks = issues.some(({ path }) => path[0] === 'jwks') ? null : metadata.jwks;
    return {
      issues,
      advisories: adviseRegistration(input),
      normalized: { ...metadata, jwks, corsOrigins: corsOrigins(metadata.redirectUris, metadata.website) },
    };
  },
);
