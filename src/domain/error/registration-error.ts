import type { Client } from '../client/client-metadata.ts';
import { errorCatalogue, type RefusalCode } from './error-catalogue.ts';
import { type Issue, issue } from './issue.ts';
import type { IssueCode } from './issue-catalogue.ts';

/** Problems that a refusal lists. 50 refusals of one document with 600 problems each made a response of 8.8 MB. */
const maxIssues = 100;

/** A refused write. Both APIs return it as data: GraphQL as `RegistrationError`, REST in its envelope. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  readonly code: RefusalCode;
  /** At most 100. If there are more, the message gives their number. */
  readonly issues: readonly Issue[];
  /** The client as it is stored, for a version conflict. */
  readonly client: Client | undefined;

  constructor(code: RefusalCode, issues: readonly Issue[], client?: Client) {
    super(messageOf(code, issues.length));
    this.code = code;
    this.issues = issues.slice(0, maxIssues);
    this.client = client;
  }
}

function messageOf(code: RefusalCode, issueCount: number): string {
  if (issueCount <= maxIssues) return errorCatalogue[code].message;
  return `The input has ${issueCount} problems; the first ${maxIssues} are listed.`;
}

/** No such client in the tenant: one that never was, one that was deleted, and another tenant's are alike. */
export function clientNotFound(): RegistrationError {
  return new RegistrationError('NOT_FOUND', [issue('CLIENT_NOT_FOUND', 'clientId')]);
}

/** The expected version is not the stored one. The error has the stored client, so that the caller sees what changed. */
export function versionConflict(client: Client): RegistrationError {
  return new RegistrationError('CONFLICT', [issue('VERSION_CONFLICT', 'expectedVersion')], client);
}

/** The input is sound and the state of the client does not allow it. */
export function conflict(code: IssueCode, ...path: Issue['path']): RegistrationError {
  return new RegistrationError('CONFLICT', [issue(code, ...path)]);
}
