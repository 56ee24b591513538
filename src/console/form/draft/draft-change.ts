import type { UpdateOAuthClientInput } from '../../document.ts';
import { fields } from '../form-field.ts';
import { type Draft, draftOf, type Field, type Fields, fieldsOf, type StoredClient } from './draft.ts';

export type Changes = Omit<UpdateOAuthClientInput, 'clientId' | 'expectedVersion'>;

/** The changes of a stored client: absent fields are kept, null clears, a list replaces. */
export function changesOf(client: StoredClient, draft: Draft): Changes {
  const [stored, drafted] = [fieldsOf(draftOf(client)), fieldsOf(draft)];
  const changed = changedFields(stored, drafted).map((field) => [field, drafted[field]]);
  return Object.fromEntries(changed) as Changes;
}

export interface Rebased {
  readonly draft: Draft;
  /** Fields that both have changed to different values. The draft keeps its own. */
  readonly contested: readonly Field[];
}

/** Input based on one version of a client, applied to a newer one. */
export function rebase(base: StoredClient, draft: Draft, newest: StoredClient): Rebased {
  const [before, theirs, ours] = [fieldsOf(draftOf(base)), fieldsOf(draftOf(newest)), fieldsOf(draft)];
  const mine = changedFields(before, ours);
  const kept = mine.flatMap(partsOf).map((part) => [part, draft[part]]);
  const contested = changedFields(before, theirs).filter(
    (field) => mine.includes(field) && !isSame(theirs[field], ours[field]),
  );
  return { draft: { ...draftOf(newest), ...(Object.fromEntries(kept) as Partial<Draft>) }, contested };
}

/** The members of a draft that belong to a field, if they are not just the member of the same name. */
const otherParts: Readonly<Partial<Record<Field, readonly (keyof Draft)[]>>> = {
  redirectUris: ['redirectUris', 'nextRow'],
  // Keys count as one field, because a set and a URL exclude each other.
  jwks: ['keySource', 'jwks', 'jwksUri'],
  jwksUri: ['keySource', 'jwks', 'jwksUri'],
  tlsClientAuth: ['subjectMember', 'subject'],
};

function partsOf(field: Field): readonly (keyof Draft)[] {
  return otherParts[field] ?? [field as keyof Draft];
}

function changedFields(one: Fields, other: Fields): Field[] {
  return fields.filter((field) => !isSame(one[field], other[field]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
