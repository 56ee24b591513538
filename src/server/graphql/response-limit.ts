import { catalogueError } from '../../graphql/graphql-error.ts';
import type { Reads } from '../../store/store.ts';
import { instrumented } from '../observe/instrumented.ts';

/** How many times the largest response one request may read: fields that are not selected are read as well. */
const readShare = 4;

/**
 * Bytes of a value as JSON, before texts are escaped. It stops counting beyond `most`, so that the sum of a response which
 * repeats one text 5,000 times under aliases costs no more than the limit.
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
  for (const [name, member] of Object.entries(value)) {
    size += name.length + 4 + jsonSize(member, most - size);
    if (size > most) break;
  }
  return size;
}

/**
 * The same reads for one request, which fail once it has read several times as much as a response may hold. A list that is
 * asked for under 50 aliases would otherwise be read 50 times, up to 30 MB each.
 *
 * @throws {GraphQLError} RESPONSE_TOO_LARGE
 */
export function boundedReads(reads: Reads, maxResponseBytes: number): Reads {
  const most = maxResponseBytes * readShare;
  let size = 0;
  const check = () => {
    if (size > most) throw catalogueError('RESPONSE_TOO_LARGE');
  };
  return instrumented(reads, async (_, run) => {
    check();
    const result = await run();
    size += jsonSize(result, most);
    check();
    return result;
  });
}
