import { createHash } from 'node:crypto';
import type { ClientMetadata } from '../domain/client/client-metadata.ts';

/** SHA-256 of a registration with its defaults, by which a repeated one is told from another with the same key. */
export function digestRegistration(metadata: ClientMetadata): string {
  const members = Object.entries(metadata).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
