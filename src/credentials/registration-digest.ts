import { createHash } from 'node:crypto';
import type { ClientMetadata } from '../domain/client/client-metadata.ts';
import { registrationFields } from '../domain/client/metadata-table.ts';

const sortedFields = registrationFields.toSorted();

/**
 * SHA-256 of a registration with its defaults. It distinguishes a repeated registration from another one with the same key.
 */
export function digestRegistration(metadata: ClientMetadata): string {
  const members = sortedFields.map((field) => [field, metadata[field]]);
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
