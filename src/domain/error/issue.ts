import { inputFields } from '../client/registration-field.ts';
import { type IssueCode, type IssueDefinition, issueCatalogue } from './issue-catalogue.ts';

/** Where in the input: a field, then the index of an item, then the index or member inside it. Empty: the input as a whole. */
export type IssuePath = readonly (string | number)[];

/** One problem of one registration. It never holds any part of the input but the path to it. */
export interface Issue {
  readonly path: IssuePath;
  readonly code: IssueCode;
  readonly message: string;
  readonly reference: string;
}

export function issue(code: IssueCode, ...path: IssuePath): Issue {
  const { message, reference } = issueCatalogue[code];
  return { path, code, message, reference };
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

/** By field, as a form shows them; inside a field by index; where that is equal, as they were found. */
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

function isWithin(path: IssuePath, place: IssuePath): boolean {
  return place.every((step, level) => step === path[level]);
}
