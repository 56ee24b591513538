import { z } from 'zod';

const rfc3339 = z.iso.datetime({ offset: true });

/** Milliseconds of a day. */
export const day = 86_400_000;

const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Parses an RFC 3339 time with its offset. `undefined` for anything else, for a day that does not exist, and for a time
 * outside the years 1 to 9999 in UTC, which the database does not accept.
 */
export function readInstant(text: unknown): Date | undefined {
  const { success, data } = rfc3339.safeParse(text);
  const time = success ? Date.parse(data) : Number.NaN;
  return time >= first && time <= last ? new Date(time) : undefined;
}

/** The start of the day in UTC. */
export function startOfDay(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / day) * day);
}
