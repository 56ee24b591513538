import { sql } from 'drizzle-orm';
import type { Database } from '../database.ts';

/** A position in the write-ahead log of the primary, in PostgreSQL's notation: `16/B374D848`. */
export type LogPosition = string;

const positionShape = /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i;

/** `undefined` for an invalid text. */
export function readLogPosition(text: string | undefined): LogPosition | undefined {
  return text !== undefined && positionShape.test(text) ? text : undefined;
}

/** The later of two positions. */
export function later(one: LogPosition | undefined, other: LogPosition | undefined): LogPosition | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return numberOf(one) > numberOf(other) ? one : other;
}

function numberOf(position: LogPosition): bigint {
  const [high = '', low = ''] = position.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** A position after everything that was committed on the primary before the query. */
export async function currentPosition(primary: Database): Promise<LogPosition> {
  const [row] = await primary.select({ position: sql<string>`pg_current_wal_insert_lsn()::text` }).from(one);
  if (row === undefined) throw new Error('The primary did not return its log position.');
  return row.position;
}

/** Whether a replica has everything that was committed before a position. False for a promoted replica. */
export async function hasReplayed(replica: Database, position: LogPosition): Promise<boolean> {
  const isThere = sql<boolean>`pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${position}::pg_lsn`;
  const [row] = await replica.select({ isThere }).from(one);
  return row?.isThere ?? false;
}

/** Drizzle has no query without a table. */
const one = sql`(values (1)) as one`;
