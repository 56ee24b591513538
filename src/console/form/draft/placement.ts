import { isField, isLines, linesOf } from '../form-field.ts';
import { type Draft, type Field, filledRows } from './draft.ts';

/** A message of the server about a field: an issue blocks a registration, an advisory does not. */
export interface FieldIssue {
  /** Relative to the input. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

/**
 * A location in the form: a field, or a field and a part of it after a dot: the id of a row, the value of an option or a
 * scope, the number of a line, or the index of a key.
 */
export type FieldLocation = Field | `${Field}.${string}`;

export interface LocatedIssue {
  /** Undefined if the form has no field for it. */
  readonly location: FieldLocation | undefined;
  readonly issue: FieldIssue;
}

/** Finds the location of each issue of a checked draft. */
export function locateIssues(issues: readonly FieldIssue[], checked: Draft): LocatedIssue[] {
  return issues.map((issue) => ({ location: locationOf(issue.path, checked), issue }));
}

export function fieldOf(location: FieldLocation): Field {
  return location.split('.', 1)[0] as Field;
}

/** The messages of a location itself. */
export function issuesAt(located: readonly LocatedIssue[], location: FieldLocation): FieldIssue[] {
  return located.filter((one) => one.location === location).map(({ issue }) => issue);
}

function locationOf([field = '', ...steps]: readonly string[], draft: Draft): FieldLocation | undefined {
  if (!isField(field)) return undefined;
  const part = isLines(field)
    ? linesOf(draft[field])[Number(steps[0] ?? -1)]?.number
    : partOf[field]?.(steps, draft);
  return part === undefined ? field : `${field}.${part}`;
}

type PartOf = (steps: readonly string[], draft: Draft) => string | undefined;

/** Fields whose parts have locations. */
const partOf: Readonly<Partial<Record<Field, PartOf>>> = {
  redirectUris: ([index], draft) => filledRows(draft)[Number(index)]?.id.toString(),
  clientAuthMethods: ([index], { clientAuthMethods }) => clientAuthMethods[Number(index)],
  grantTypes: ([index], { grantTypes }) => grantTypes[Number(index)],
  scopes: ([index], { scopes }) => scopes[Number(index)],
  jwks: ([, index]) => index,
};

/** The issues of both lists that only one of them has. */
export function joinIssues(some: readonly LocatedIssue[], further: readonly LocatedIssue[]): LocatedIssue[] {
  const isNew = ({ location, issue }: LocatedIssue) =>
    !some.some((one) => one.location === location && one.issue.code === issue.code);
  return [...some, ...further.filter(isNew)];
}
