import { type Draft, type Field, filledRows } from './draft.ts';

/** What the server says of a field: an issue stops a registration, an advisory does not. */
export interface FieldIssue {
  /** Relative to the input. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

/**
 * Where something is said in the form: a field, or a field and a part of it behind a dot: the id of a row, the word of an
 * option or a scope, the index of a key.
 */
export type Place = Field | `${Field}.${string}`;

export interface PlacedIssue {
  /** Undefined: the form has no field for it. */
  readonly place: Place | undefined;
  readonly issue: FieldIssue;
}

/** Finds the place of each issue of a draft that was judged. */
export function placeIssues(issues: readonly FieldIssue[], judged: Draft): PlacedIssue[] {
  return issues.map((issue) => ({ place: placeOf(issue.path, judged), issue }));
}

export function fieldOf(place: Place): Field {
  return place.split('.', 1)[0] as Field;
}

/** What is said at a place itself. */
export function issuesAt(placed: readonly PlacedIssue[], place: Place): FieldIssue[] {
  return placed.filter((one) => one.place === place).map(({ issue }) => issue);
}

function placeOf([field = '', ...steps]: readonly string[], draft: Draft): Place | undefined {
  if (!isField(field)) return undefined;
  const part = partOf[field]?.(steps, draft);
  return part === undefined ? field : `${field}.${part}`;
}

type PartOf = (steps: readonly string[], draft: Draft) => string | undefined;

/** Fields whose parts have places of their own. */
const partOf: { readonly [F in Field]: PartOf | undefined } = {
  redirectUris: ([index], draft) => filledRows(draft)[Number(index)]?.id.toString(),
  clientAuthMethods: ([index], { clientAuthMethods }) => clientAuthMethods[Number(index)],
  grantTypes: ([index], { grantTypes }) => grantTypes[Number(index)],
  scopes: ([index], { scopes }) => scopes[Number(index)],
  jwks: ([, index]) => index,
  name: undefined,
  isConfidential: undefined,
  fapiProfile: undefined,
  jwksUri: undefined,
  tlsClientAuth: undefined,
  logoUrl: undefined,
  privacyPolicy: undefined,
  termsUrl: undefined,
  website: undefined,
};

function isField(name: string): name is Field {
  return Object.hasOwn(partOf, name);
}

/** Both, without what stands in both. */
export function joinIssues(some: readonly PlacedIssue[], further: readonly PlacedIssue[]): PlacedIssue[] {
  const isNew = ({ place, issue }: PlacedIssue) =>
    !some.some((one) => one.place === place && one.issue.code === issue.code);
  return [...some, ...further.filter(isNew)];
}
