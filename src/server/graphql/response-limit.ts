import { catalogueError } from '../../graphql/graphql-error.ts';

/** How many times the largest response one request may read: fields that are not selected are read as well. */
const readShare = 4;

/**
 * Bytes of a value as JSON, before texts are escaped. It stops counting beyond `most`, so that counting a
 * response which repeats one text 5,000 times under aliases takes no longer than counting one at the limit.
 */
export function jsonSize(value: unknown, most: number): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2;
  // Numbers, booleans and null; a date becomes a text of 26 bytes.
  if (typeof value !== 'object' || value === null || value instanceof Date) return 26;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += jsonSize(item, most - size) + 1;
      if (size > most) break;
    }
    return size;
  }
  for (const name in value) {
    size += name.length + 4 + jsonSize(value[name as keyof typeof value], most - size);
    if (size > most) break;
  }
  return size;
}

/**
 * Characters of the texts in a value that was read, and a fixed number for everything else. A page of 20 clients has 900 values:
 * counting their bytes as JSON took 100 µs, and this takes 10.
 */
function sizeOfRead(value: unknown): number {
  if (typeof value === 'string') return value.length + 8;
  let size = 8;
  if (typeof value !== 'object' || value === null || value instanceof Date) return size;
  if (Array.isArray(value)) {
    for (const item of value) size += sizeOfRead(item);
    return size;
  }
  for (const name in value) {
    const member: unknown = value[name as keyof typeof value];
    // Most members are null or a short text; a call for each of them would take longer than the rest.
    if (typeof member === 'string') size += member.length + 8;
    else size += typeof member === 'object' && member !== null ? sizeOfRead(member) : 8;
  }
  return size;
}

/**
 * Adds up what one request reads, and fails once that is several times as much as a response may hold. A list that is asked for
 * under 50 aliases would otherwise be read 50 times, up to 30 MB each.
 *
 * @throws {GraphQLError} RESPONSE_TOO_LARGE
 */
export function limitReads(maxResponseBytes: number): (result?: unknown) => void {
  const most = maxResponseBytes * readShare;
  let size = 0;
  return (result) => {
    if (result !== undefined) size += sizeOfRead(result);
    if (size > most) throw catalogueError('RESPONSE_TOO_LARGE');
  };
}
