import type { Client, ClientMetadata, RegistrationInput } from './client-metadata.ts';
import { type Issue, issue } from './issue.ts';
import { registrationFields } from './registration-field.ts';
import { maxItems } from './rule/list.ts';
import type { ClientStatus } from './vocabulary.ts';

/** What a caller wants to be different: a field that is absent stays, `null` clears it, a list replaces the stored one. */
export interface ClientChange extends Omit<Partial<RegistrationInput>, 'name'> {
  readonly name?: string | null | undefined;
  /** Appended to the stored list; one that is in it already is not appended again. */
  readonly addRedirectUris?: readonly string[] | null | undefined;
  /** Taken out of the stored list before anything is appended. */
  readonly removeRedirectUris?: readonly string[] | null | undefined;
  readonly status?: ClientStatus | null | undefined;
}

/** The registration that a change comes to. The whole rule book is run on it, and not on the change alone. */
export interface MergedRegistration {
  readonly input: RegistrationInput;
  /** What is wrong with the change itself, before any rule looks at what it comes to. */
  readonly issues: readonly Issue[];
  /** Moves an issue of the merged list of redirect URIs to the place in the change that brought the URI. */
  readonly placed: (found: Issue) => Issue;
}

/** Merges a change into the stored metadata. Cleared fields get their default again, as in a registration. */
export function mergeChange(client: Client, change: ClientChange): MergedRegistration {
  const { addRedirectUris, removeRedirectUris, status, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const stored = inputOf(client);
  const redirectUris = mergedUris(client.redirectUris, change);
  const input = { ...stored, ...given, name: change.name ?? stored.name, redirectUris };
  return { input, issues: issuesOfChange(client, change), placed: placement(client, change, redirectUris) };
}

/** Stored metadata as the registration that would come to it, with nothing left to a default. */
export function inputOf(client: ClientMetadata): RegistrationInput {
  const { tlsClientAuth: subject } = client;
  const fields = registrationFields.map((field) => [
    field,
    field === 'tlsClientAuth' ? subject && { [subject.member]: subject.value } : client[field],
  ]);
  return Object.fromEntries(fields) as unknown as RegistrationInput;
}

function mergedUris(stored: readonly string[], change: ClientChange): readonly string[] {
  if (change.redirectUris !== undefined) return change.redirectUris ?? [];
  const kept = stored.filter((uri) => !change.removeRedirectUris?.includes(uri));
  return [...new Set([...kept, ...(change.addRedirectUris ?? [])])];
}

function issuesOfChange(client: Client, change: ClientChange): Issue[] {
  const issues: Issue[] = [];
  for (const field of ['name', 'status'] as const) {
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
  return (found: Issue): Issue => {
    const [field, index, ...rest] = found.path;
    if (field !== 'redirectUris' || typeof index !== 'number' || change.redirectUris != null) return found;
    const uri = merged[index] ?? '';
    const added = change.addRedirectUris?.indexOf(uri) ?? -1;
    if (client.redirectUris.includes(uri) || added < 0) return found;
    return { ...found, path: ['addRedirectUris', added, ...rest] };
  };
}
