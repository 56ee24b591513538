import { createHash } from 'node:crypto';
import { type ClientMetadata, defaultOf } from '../domain/client/client-metadata.ts';
import {
  type RegistrationField,
  registrationFields,
  members as table,
} from '../domain/client/metadata-table.ts';

const sortedFields = registrationFields.toSorted();

/**
 * SHA-256 of a registration with its defaults. It distinguishes a repeated registration from another one with the same key.
 *
 * @param others further parts of the input. A part that is absent is left out.
 */
export function digestRegistration(
  metadata: ClientMetadata,
  others: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const members = sortedFields
    .filter((field) => !isNewDefault(field, metadata))
    .map((field) => [field, metadata[field]]);
  const given = Object.entries(others).filter(([, value]) => value != null);
  return createHash('sha256')
    .update(JSON.stringify([...members, ...given]))
    .digest('base64url');
}

/**
 * Whether a member has its default and is one of those without a column, which are newer than the digest. It is left out, so that
 * a key that was used before a new member was supported still finds its registration after the upgrade.
 */
function isNewDefault(field: RegistrationField, metadata: ClientMetadata): boolean {
  return (
    table[field].columns === undefined &&
    JSON.stringify(metadata[field]) === JSON.stringify(defaultOf(field, metadata))
  );
}
