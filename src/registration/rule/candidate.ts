import type { ClientMetadata, RegistrationInput } from '../client-metadata.ts';
import type { Issue } from '../issue.ts';

/** A registration on trial: as given, for paths, and with its defaults, for what the fields mean together. */
export interface Candidate {
  readonly given: RegistrationInput;
  readonly metadata: ClientMetadata;
}

/** A rule looks at one matter and returns every problem it finds there. It never throws and never stops another rule. */
export type Rule = (candidate: Candidate) => readonly Issue[];
