import type { AuditChange } from '../../domain/audit/audit-event.ts';
import { isMetadataField, members } from '../../domain/client/metadata-table.ts';
import { clientStatuses, secretStatuses, type VocabularyValue } from '../../domain/client/vocabulary.ts';
import { isObject } from '../../domain/json.ts';
import { builder } from '../builder.ts';

export const AuditChangeType = builder.objectRef<AuditChange>('OAuthAuditChange').implement({
  description: 'One field that an action changed. It never contains a secret or a digest.',
  fields: (t) => ({
    field: t.exposeString('field', {
      description: 'A field of `OAuthClient`, or `secrets.{secretId}.` and a field of `OAuthClientSecret`.',
    }),
    before: t.field({
      complexity: 10,
      type: 'JSON',
      nullable: true,
      description: 'The value before, with the enum values of this schema; null if unset.',
      resolve: ({ field, before }) => apiValue(field, before),
    }),
    after: t.field({
      complexity: 10,
      type: 'JSON',
      nullable: true,
      description: 'The value after, with the enum values of this schema; null if unset.',
      resolve: ({ field, after }) => apiValue(field, after),
    }),
  }),
});

/** The stored value in the form of the schema's field. */
function apiValue(field: string, value: unknown): unknown {
  const type = isMetadataField(field) ? members[field].type : undefined;
  if (type?.kind === 'subject' && isObject(value)) return type.giveBack(value);
  const vocabulary = type?.vocabulary ?? vocabularyOf(field);
  if (vocabulary === undefined) return value;
  return Array.isArray(value) ? value.map((item) => enumName(vocabulary, item)) : enumName(vocabulary, value);
}

/** The vocabulary of a field that is not client metadata. */
function vocabularyOf(field: string): Readonly<Record<string, VocabularyValue>> | undefined {
  if (field === 'status') return clientStatuses;
  return /^secrets\.[^.]*\.status$/.test(field) ? secretStatuses : undefined;
}

/** A value that the vocabulary no longer has is returned as stored. */
function enumName(vocabulary: Readonly<Record<string, VocabularyValue>>, value: unknown): unknown {
  return typeof value === 'string' && Object.hasOwn(vocabulary, value) ? vocabulary[value]?.enumName : value;
}
