import { createHash } from 'node:crypto';
import { type ClientMetadata, isUnset } from '../domain/client/client-metadata.ts';
import { registrationFields } from '../domain/client/metadata-table.ts';

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
    // A key that was used before a new member was supported still finds its registration after the upgrade.
    .filter((field) => !isUnset(field, metadata))
    .map((field) => [field, metadata[field]]);
  const given = Object.entries(others).filter(([, value]) => value != null);
  return createHash('sha256')
    .update(JSON.stringify([...members, ...given]))
    .digest('base64url');
}
