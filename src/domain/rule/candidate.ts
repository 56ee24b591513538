import { type ClientMetadata, type RegistrationInput, withDefaults } from '../client/client-metadata.ts';
import type { Issue } from '../error/issue.ts';
import { type JwkSet, parseJwkSet } from '../key/jwk-set.ts';
import { firstItems } from './list.ts';

/** A registration to check: as sent, for the paths of issues, and with its defaults, for rules about several fields. */
export interface Candidate {
  readonly given: RegistrationInput;
  readonly metadata: ClientMetadata;
  /** The parsed `jwks`; `undefined` if absent. */
  readonly jwkSet: JwkSet | undefined;
}

/** A rule returns all its issues. It never throws and never prevents other rules. */
export type Rule = (candidate: Candidate) => readonly Issue[];

/** The input of the rules, computed once for a registration, with its defaults. */
export function candidateOf(input: RegistrationInput): Candidate {
  const given = withBoundedLists(input);
  return candidateFrom(given, withDefaults(given));
}

/** Keys are parsed only if a rule needs them, because those of the policy do not. */
export function candidateFrom(given: RegistrationInput, metadata: ClientMetadata): Candidate {
  let parsed: JwkSet | undefined;
  return {
    given,
    metadata,
    get jwkSet() {
      if (metadata.jwks !== null) parsed ??= parseJwkSet(metadata.jwks);
      return parsed;
    },
  };
}

/** One item beyond the limit is enough for its issue. Every further item would cost each rule time. */
function withBoundedLists(input: RegistrationInput): RegistrationInput {
  if (Object.values(input).every((value) => firstItems(value) === value)) return input;
  const bounded = Object.entries(input).map(([field, value]) => [field, firstItems(value)]);
  return Object.fromEntries(bounded) as RegistrationInput;
}
