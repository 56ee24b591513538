import { errorCatalogue, type RefusalCode } from './error-catalogue.ts';
import { type Issue, issue } from './issue.ts';
import type { IssueCode } from './issue-catalogue.ts';

/** A write that is refused. Both doors show it as data: GraphQL as `RegistrationError`, REST in its envelope. */
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

/** No such client in the tenant: one that never was, one that was deleted, and another tenant's are alike. */
export function clientNotFound(): RegistrationRefusal {
  return new RegistrationRefusal('NOT_FOUND', [issue('CLIENT_NOT_FOUND', 'clientId')]);
}

/** The input is sound and the state of the client does not allow it. */
export function conflict(code: IssueCode, ...path: Issue['path']): RegistrationRefusal {
  return new RegistrationRefusal('CONFLICT', [issue(code, ...path)]);
}
