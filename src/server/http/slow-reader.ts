import type { ServerResponse } from 'node:http';

export interface SendingLimits {
  /** Milliseconds that a caller may take to read any response. */
  readonly milliseconds: number;
  /** A larger response gets a second more for each of these. */
  readonly bytesPerSecond: number;
}

/** Without a limit, a reader of one byte a minute would keep its connection, its slot and the response in memory for hours. */
export const sendingLimits: SendingLimits = { milliseconds: 30_000, bytesPerSecond: 65_536 };

/** Closes the connection of a response that has ended and that its caller does not read in time. */
export function closeSlowReader(response: ServerResponse, limits: SendingLimits): void {
  if (response.closed) return;
  const time = limits.milliseconds + (response.writableLength / limits.bytesPerSecond) * 1000;
  const timer = setTimeout(() => response.destroy(), time).unref();
  response.once('close', () => clearTimeout(timer));
}
