import { type Client, isUnset } from '../client/client-metadata.ts';
import type { ClientSecret } from '../client/client-secret.ts';
import { fieldsOf, isMetadataField } from '../client/metadata-table.ts';
import type { AuditChange } from './audit-event.ts';

/** The fields of a client whose changes an audit event lists. */
const clientFields: readonly (keyof Client)[] = [...fieldsOf('audit'), 'status', 'deletedAt'];

/** The audited fields of a secret, without its digest and its encrypted copy. */
const secretFields = [
  'status',
  'description',
  'lastFour',
  'expiresAt',
] as const satisfies readonly (keyof ClientSecret)[];

/** A client and its secrets at one time; `undefined` before the client was registered. */
interface ClientSnapshot {
  readonly client: Client;
  readonly secrets: readonly ClientSecret[];
}

/** The changed fields. */
export function changesBetween(before: ClientSnapshot | undefined, after: ClientSnapshot): AuditChange[] {
  const ids = new Set([...(before?.secrets ?? []), ...after.secrets].map(({ id }) => id));
  return [
    ...fieldChanges(fieldsChangedIn(before, after), before?.client, after.client),
    ...[...ids].flatMap((id) =>
      fieldChanges(secretFields, secretOf(before, id), secretOf(after, id), `secrets.${id}.`),
    ),
  ];
}

/** Without the members that a registration leaves at their default. */
function fieldsChangedIn(before: ClientSnapshot | undefined, { client }: ClientSnapshot) {
  if (before !== undefined) return clientFields;
  return clientFields.filter((field) => !isMetadataField(field) || !isUnset(field, client));
}

function secretOf(snapshot: ClientSnapshot | undefined, id: string): ClientSecret | undefined {
  return snapshot?.secrets.find((secret) => secret.id === id);
}

function fieldChanges<T extends object>(
  fields: readonly (keyof T & string)[],
  before: T | undefined,
  after: T | undefined,
  prefix = '',
): AuditChange[] {
  return fields.flatMap((field) => {
    const [old, now] = [before?.[field] ?? null, after?.[field] ?? null];
    return old === now || (old !== null && JSON.stringify(old) === JSON.stringify(now))
      ? []
      : [{ field: `${prefix}${field}`, before: old, after: now }];
  });
}
