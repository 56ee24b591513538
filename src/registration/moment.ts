import { z } from 'zod';

const rfc3339 = z.iso.datetime({ offset: true });

/** A moment as RFC 3339 writes it, with its offset; `undefined` for anything else, also for a day that no month has. */
export function readMoment(text: unknown): Date | undefined {
  const { success, data } = rfc3339.safeParse(text);
  const moment = new Date(success ? data : Number.NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
