import { errorCatalogue, type RefusalCode } from './error-catalogue.ts';
import type { Issue } from './issue.ts';

/** A write that the rules refuse. Both doors show it as data: GraphQL as `RegistrationError`, REST in its envelope. */
export class RegistrationRefusal extends Error {
  override readonly name = 'RegistrationRefusal';
  readonly code: RefusalCode;
  readonly issues: readonly Issue[];

  constructor(code: RefusalCode, issues: readonly Issue[]) {
    super(errorCatalogue[code].message);
    this.code = code;
    this.issues = issues;
  }
}
