import { type RegistrationField, registrationFields } from '../client/metadata-table.ts';
import type { LengthCode } from '../rule/list.ts';
import type { Issue, IssuePath } from './issue.ts';
import { type IssueCode, type IssueDefinition, issueCatalogue } from './issue-catalogue.ts';

/** The fields of all inputs in the order of their issues. Further fields of an update follow the field that they change. */
export const inputFields: readonly string[] = [
  'clientId',
  'newClientId',
  'secretId',
  'expectedVersion',
  'idempotencyKey',
  ...registrationFields.flatMap((field) =>
    field === 'redirectUris' ? [field, 'removeRedirectUris', 'addRedirectUris'] : [field],
  ),
  'status',
  'expiresAt',
  'graceSeconds',
];

/** The catalogue cannot use the type of the fields: their table has rules, which read the catalogue. */
const definitions: Readonly<
  Record<IssueCode, IssueDefinition & { readonly dependsOn?: readonly RegistrationField[] }>
> = issueCatalogue;

/** The other fields that the rule of an issue reads. */
export function dependsOn(code: IssueCode): readonly RegistrationField[] {
  return definitions[code].dependsOn ?? [];
}

/**
 * Joins the issues of values that an API could not read with the issues that the rules found in the other values. The rules
 * saw a placeholder for an unreadable value. So their issues about it are dropped, as are those about its list (except about
 * the length) and those about another field that they derived from it.
 */
export function joinIssues(unreadable: readonly Issue[], found: readonly Issue[]): Issue[] {
  // An unknown member says nothing about the values of the others.
  const unread = unreadable.filter(({ code }) => code !== 'UNKNOWN_FIELD');
  const sound = found.filter((one) => !unread.some((refused) => isGuess(one, refused)));
  return inFieldOrder([...unreadable, ...sound]);
}

/** Issues about the length of a list. A placeholder does not change the length. */
const lengthCodes: ReadonlySet<IssueCode> = new Set<LengthCode>([
  'TOO_MANY_ITEMS',
  'CONTACTS_TOO_MANY',
  'ACR_VALUES_TOO_MANY',
]);

function isGuess({ path, code }: Issue, { path: refused }: Issue): boolean {
  const isAround = !lengthCodes.has(code) && isWithin(refused, path);
  return isAround || isWithin(path, refused) || dependsOn(code).some((field) => field === refused[0]);
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
