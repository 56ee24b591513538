import { actorTypes, auditActions } from '../../domain/audit/audit-event.ts';
import { members, metadataFields } from '../../domain/client/metadata-table.ts';
import { clientStatuses, secretStatuses, type VocabularyValue } from '../../domain/client/vocabulary.ts';
import { type Issue, issue, withNote } from '../../domain/error/issue.ts';

type Vocabulary = Readonly<Record<string, VocabularyValue>>;

/** The fields of a client whose values are those of a vocabulary. */
export const vocabularyFields = metadataFields.filter((field) => members[field].type.vocabulary);

/** Fields with a vocabulary: their values have GraphQL names on one side and registry names on the other. */
const vocabularies: Readonly<Record<string, Vocabulary>> = {
  ...Object.fromEntries(vocabularyFields.map((field) => [field, members[field].type.vocabulary ?? {}])),
  status: clientStatuses,
  secretStatus: secretStatuses,
  auditAction: auditActions,
  actorType: actorTypes,
};

const enumNames = mapEach((vocabulary) =>
  Object.entries(vocabulary).map(([word, { enumName }]) => [word, enumName]),
);
const standardNames = mapEach((vocabulary) =>
  Object.entries(vocabulary).map(([word, { enumName }]) => [enumName, word]),
);

/** The value as GraphQL spells it; lists item by item. Unknown values are returned unchanged. */
export function toGraphqlValues(field: string, value: unknown): unknown {
  return translate(enumNames.get(field), value);
}

/** The value as REST and the OAuth registries spell it. */
export function toRestValues(field: string, value: unknown): unknown {
  return translate(standardNames.get(field), value);
}

/** A value in the query; an empty one counts as absent. An unknown one is unreadable. */
export function readValue(
  field: 'status',
  word: string | null,
): { readonly value: unknown; readonly unreadable: readonly Issue[] } {
  if (word === null || word === '') return { value: null, unreadable: [] };
  const value = enumNames.get(field)?.get(word);
  if (value !== undefined) return { value, unreadable: [] };
  const allowed = Object.keys(vocabularies[field] ?? {});
  return { value: null, unreadable: [withNote(issue('UNKNOWN_VALUE', field), 'ALLOWED', allowed)] };
}

function translate(words: ReadonlyMap<unknown, string> | undefined, value: unknown): unknown {
  if (words === undefined) return value;
  return Array.isArray(value) ? value.map((item) => words.get(item) ?? item) : (words.get(value) ?? value);
}

function mapEach(
  pairsOf: (vocabulary: Vocabulary) => string[][],
): ReadonlyMap<string, ReadonlyMap<unknown, string>> {
  return new Map(
    Object.entries(vocabularies).map(([field, vocabulary]) => [
      field,
      new Map(pairsOf(vocabulary) as [string, string][]),
    ]),
  );
}
