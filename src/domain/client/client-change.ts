import { type Issue, issue, withNote } from '../error/issue.ts';
import { dependsOn } from '../error/issue-order.ts';
import { maxItems } from '../rule/list.ts';
import { type Client, inputOf, type RegistrationInput } from './client-metadata.ts';
import {
  type Given,
  members,
  type RegistrationField,
  registrationFields,
  requiredFields,
} from './metadata-table.ts';
import type { ClientStatus } from './vocabulary.ts';

/** The members that a change may have. */
export type ChangedMetadata = { readonly [Field in RegistrationField]?: Given<Field> | null | undefined };

/** A change of a client: an absent field is kept, `null` clears it, a list replaces the stored one. */
export interface ClientChange extends ChangedMetadata {
  /** Appended to the stored list, unless they are in it. */
  readonly addRedirectUris?: readonly string[] | null | undefined;
  /** Removed from the stored list before others are appended. */
  readonly removeRedirectUris?: readonly string[] | null | undefined;
  readonly status?: ClientStatus | null | undefined;
}

/** The changed registration. All rules are applied to it, not only to the change. */
export interface MergedRegistration {
  readonly input: RegistrationInput;
  /** Issues of the change itself, found before the rules are applied. */
  readonly issues: readonly Issue[];
  /** Moves an issue to the part of the change that caused it, and notes the stored value. */
  readonly placed: (found: Issue) => Issue;
}

/** Merges a change into the stored metadata. Cleared fields get their default, as in a registration. */
export function mergeChange(client: Client, change: ClientChange): MergedRegistration {
  const { addRedirectUris, removeRedirectUris, status, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const stored = inputOf(client);
  const redirectUris = mergedUris(client.redirectUris, change);
  const input = { ...stored, ...given, name: change.name ?? stored.name, redirectUris };
  return {
    input,
    issues: issuesOfChange(client, change),
    placed: placement(client, change, redirectUris),
  };
}

function mergedUris(stored: readonly string[], change: ClientChange): readonly string[] {
  if (change.redirectUris !== undefined) return change.redirectUris ?? [];
  const kept = stored.filter((uri) => !change.removeRedirectUris?.includes(uri));
  return [...new Set([...kept, ...(change.addRedirectUris ?? [])])];
}

function issuesOfChange(client: Client, change: ClientChange): Issue[] {
  const issues: Issue[] = [];
  for (const field of [...requiredFields, 'status'] as const) {
    if (change[field] === null) issues.push(issue('NOT_CLEARED', field));
  }
  const { redirectUris, addRedirectUris, removeRedirectUris } = change;
  if (redirectUris !== undefined && (addRedirectUris != null || removeRedirectUris != null)) {
    return [...issues, issue('REDIRECT_URIS_TWICE', 'redirectUris')];
  }
  for (const field of ['addRedirectUris', 'removeRedirectUris'] as const) {
    if ((change[field]?.length ?? 0) > maxItems) issues.push(issue('TOO_MANY_ITEMS', field));
  }
  for (const [index, uri] of (removeRedirectUris ?? []).slice(0, maxItems).entries()) {
    if (!client.redirectUris.includes(uri)) {
      issues.push(issue('REDIRECT_URI_NOT_REGISTERED', 'removeRedirectUris', index));
    }
  }
  return issues;
}

function placement(client: Client, change: ClientChange, merged: readonly string[]) {
  const sent = sentFields(change);
  const isListChanged = change.redirectUris === undefined && sent.has('redirectUris');
  return (found: Issue): Issue => {
    const [field, index, ...rest] = found.path;
    if (!sent.has(`${field}`)) return atCause(found, client, sent);
    if (field !== 'redirectUris' || !isListChanged) return withStored(found, client, sent);
    if (typeof index !== 'number') {
      const list = change.addRedirectUris == null ? 'removeRedirectUris' : 'addRedirectUris';
      return { ...withStored(found, client, sent), path: [list] };
    }
    const uri = merged[index] ?? '';
    const added = change.addRedirectUris?.indexOf(uri) ?? -1;
    if (client.redirectUris.includes(uri) || added < 0) return atCause(found, client, sent);
    return { ...withStored(found, client, sent), path: ['addRedirectUris', added, ...rest] };
  };
}

/** The fields that a change sends. Changes of the list of redirect URIs send that list. */
function sentFields({ addRedirectUris, removeRedirectUris, ...fields }: ClientChange): ReadonlySet<string> {
  const sent = Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  return new Set((addRedirectUris ?? removeRedirectUris) ? [...sent, 'redirectUris'] : sent);
}

/** An issue of a field that was not sent is reported at the sent field that made the stored value invalid. */
function atCause(found: Issue, client: Client, sent: ReadonlySet<string>): Issue {
  const cause = dependsOn(found.code).find((field) => sent.has(field));
  const [field, ...steps] = found.path;
  if (!isRegistrationField(field)) return found;
  const location = steps.reduce<string>(
    (path, step) => `${path}${typeof step === 'number' ? `[${step}]` : `.${step}`}`,
    field,
  );
  return {
    ...withStoredNote(found, field, location, client),
    path: cause === undefined ? found.path : [cause],
  };
}

/** An issue of a sent field names the stored field that it conflicts with. */
function withStored(found: Issue, client: Client, sent: ReadonlySet<string>): Issue {
  const other = dependsOn(found.code).find((field) => !sent.has(field) && isStored(client, field));
  return other === undefined ? found : withStoredNote(found, other, other, client);
}

/** Whether null restores the default of a field. It clears the others. */
function hasDefault(field: RegistrationField): boolean {
  const { default: absent } = members[field];
  return absent !== null && !(Array.isArray(absent) && absent.length === 0);
}

function withStoredNote(found: Issue, field: RegistrationField, location: string, client: Client): Issue {
  if (!isStored(client, field)) return withNote(found, 'NOT_STORED', field);
  if (requiredFields.some((one) => one === field)) return withNote(found, 'STORED', location, field);
  const note = hasDefault(field) ? 'STORED_NULL_IS_DEFAULT' : 'STORED_NULL_CLEARS';
  return withNote(found, note, location, field);
}

function isStored(client: Client, field: RegistrationField): boolean {
  const value = client[field];
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function isRegistrationField(field: unknown): field is RegistrationField {
  return registrationFields.some((one) => one === field);
}
