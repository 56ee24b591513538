import type { RegistrationField } from '../registration/registration-field.ts';
import {
  clientAuthMethods,
  clientStatuses,
  fapiProfiles,
  grantTypes,
  type Word,
} from '../registration/vocabulary.ts';

type Vocabulary = Readonly<Record<string, Word>>;

/** Fields whose values are the words of a vocabulary: GraphQL names on one side, registry names on the other. */
const vocabularies: Partial<Record<RegistrationField | 'status', Vocabulary>> = {
  clientAuthMethods,
  fapiProfile: fapiProfiles,
  grantTypes,
  status: clientStatuses,
};

const enumNames = mapEach((vocabulary) =>
  Object.entries(vocabulary).map(([word, { enumName }]) => [word, enumName]),
);
const registryNames = mapEach((vocabulary) =>
  Object.entries(vocabulary).map(([word, { enumName }]) => [enumName, word]),
);

/** The value as GraphQL spells it; a list item by item, and what is no word unchanged. */
export function toGraphqlWords(field: string, value: unknown): unknown {
  return translate(enumNames.get(field), value);
}

/** The value as REST and the OAuth registries spell it. */
export function toRestWords(field: string, value: unknown): unknown {
  return translate(registryNames.get(field), value);
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
