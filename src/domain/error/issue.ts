import { type IssueCode, issueCatalogue, origins } from './issue-catalogue.ts';
import { issueNote } from './issue-note.ts';
import { type Language, type Localized, textIn } from './language.ts';

/** Location in the input: a field, then the index of an item, then indexes and members inside it. Empty: the whole input. */
export type IssuePath = readonly (string | number)[];

/** A problem of an input. It contains no part of the input except names and indexes. */
export interface Issue {
  readonly path: IssuePath;
  readonly code: IssueCode;
  /** In English. */
  readonly message: string;
  readonly reference: string;
  /** The Chinese message, if it is not that of the code. */
  readonly chinese?: string;
}

/** An issue as a response has it, in one language. */
export type LocalizedIssue = Omit<Issue, 'chinese'>;

export function issue(code: IssueCode, ...path: IssuePath): Issue {
  const { message, reference } = issueCatalogue[code];
  return { path, code, message: message.en, reference };
}

/** The issue with another message. */
export function withMessage(found: Issue, { en, zh }: Localized): Issue {
  return { ...found, message: en, chinese: zh };
}

/** The issue with a note after its message. */
export function withNote(found: Issue, ...[note, first, second]: Parameters<typeof issueNote>): Issue {
  const { en, zh } = issueNote(note, first, second);
  return withMessage(found, { en: `${found.message} ${en}`, zh: `${messageIn(found, 'zh-CN')}${zh}` });
}

/** The issue in one language. Its path and code are the same in all. */
export function issueIn(found: Issue, language: Language): LocalizedIssue {
  const { path, code } = found;
  return { path, code, message: messageIn(found, language), reference: referenceIn(found, language) };
}

export function messageIn({ code, message, chinese }: Issue, language: Language): string {
  return language === 'en' ? message : (chinese ?? textIn(issueCatalogue[code].message, language));
}

/** References to standards are the same in all languages. */
export function referenceIn({ reference }: Pick<Issue, 'reference'>, language: Language): string {
  return language !== 'en' && Object.hasOwn(origins, reference)
    ? origins[reference as keyof typeof origins]
    : reference;
}
