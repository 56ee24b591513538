import { inputFields } from '../client/registration-field.ts';
import { type IssueCode, type IssueDefinition, issueCatalogue, origins } from './issue-catalogue.ts';
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

/**
 * Joins the issues of values that an API could not read with the issues that the rules found in the other values. The rules
 * saw a placeholder for an unreadable value. So their issues about it are dropped, as are those about its list (except about
 * the length) and those about another field that they derived from it.
 */
export function joinIssues(unreadable: readonly Issue[], found: readonly Issue[]): Issue[] {
  const sound = found.filter((one) => !unreadable.some((refused) => isGuess(one, refused)));
  return inFieldOrder([...unreadable, ...sound]);
}

function isGuess({ path, code }: Issue, { path: refused }: Issue): boolean {
  const { dependsOn }: IssueDefinition = issueCatalogue[code];
  const isAround = code !== 'TOO_MANY_ITEMS' && isWithin(refused, path);
  return isAround || isWithin(path, refused) || (dependsOn?.some((field) => field === refused[0]) ?? false);
}

/** In the order of the fields, then of the indexes; equal ones keep their order. */
export function inFieldOrder(issues: readonly Issue[]): Issue[] {
  return issues.toSorted(
    (one, other) => locationOf(one) - locationOf(other) || indexOf(one) - indexOf(other),
  );
}

function locationOf({ path }: Issue): number {
  return inputFields.indexOf(`${path[0]}`);
}

function indexOf({ path }: Issue): number {
  return Number(path.find((step) => typeof step === 'number') ?? -1);
}

function isWithin(path: IssuePath, location: IssuePath): boolean {
  return location.every((step, level) => step === path[level]);
}
