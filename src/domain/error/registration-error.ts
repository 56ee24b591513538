import type { Client } from '../client/client-metadata.ts';
import { errorCatalogue, type RefusalCode } from './error-catalogue.ts';
import { type Issue, issue } from './issue.ts';
import type { IssueCode } from './issue-catalogue.ts';
import type { Localized } from './language.ts';

/** Problems that one error lists. 50 errors of one document with 600 problems each made a response of 8.8 MB. */
const maxIssues = 100;

/** A refused write. GraphQL returns it as data (`RegistrationError`), REST in its envelope. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  readonly code: RefusalCode;
  /** The message in Chinese. */
  readonly chinese: string;
  /** At most 100. If there are more, the message gives their number. */
  readonly issues: readonly Issue[];
  /** For a version conflict: the stored client. */
  readonly client: Client | undefined;

  constructor(code: RefusalCode, issues: readonly Issue[], client?: Client) {
    const message = messageOf(code, issues.length);
    super(message.en);
    this.chinese = message.zh;
    this.code = code;
    this.issues = issues.slice(0, maxIssues);
    this.client = client;
  }
}

function messageOf(code: RefusalCode, issueCount: number): Localized {
  if (issueCount <= maxIssues) return errorCatalogue[code].message;
  return {
    en: `The input has ${issueCount} problems. The first ${maxIssues} are listed.`,
    zh: `输入有 ${issueCount} 个问题，仅列出前 ${maxIssues} 个。`,
  };
}

/** No such client in the tenant. The error is the same for unknown, deleted and other tenants' clients. */
export function clientNotFound(): RegistrationError {
  return new RegistrationError('NOT_FOUND', [issue('CLIENT_NOT_FOUND', 'clientId')]);
}

/** The expected version is not the stored one. The error contains the stored client, which shows what changed. */
export function versionConflict(client: Client): RegistrationError {
  return new RegistrationError('CONFLICT', [issue('VERSION_CONFLICT', 'expectedVersion')], client);
}

/** The input is valid, but the state of the client does not allow the operation. */
export function conflict(code: IssueCode, ...path: Issue['path']): RegistrationError {
  return new RegistrationError('CONFLICT', [issue(code, ...path)]);
}
