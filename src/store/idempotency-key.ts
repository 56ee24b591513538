import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { idempotencyKeys } from './table.ts';

/** Which registration a key of a caller made. */
export interface IdempotencyKey {
  readonly tenantId: string;
  readonly actorId: string;
  readonly key: string;
  readonly inputDigest: string;
  readonly clientId: string;
  readonly createdAt: Date;
}

/** The constraint that lets one of several registrations with the same key through. */
export const idempotencyKeyConstraint = 'idempotency_keys_pk';

export type FindIdempotencyKey = (
  owner: Pick<IdempotencyKey, 'tenantId' | 'actorId' | 'key'>,
) => Promise<IdempotencyKey | undefined>;

export function prepareFindIdempotencyKey(database: Database): FindIdempotencyKey {
  const query = database
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenantId, sql.placeholder('tenantId')),
        eq(idempotencyKeys.actorId, sql.placeholder('actorId')),
        eq(idempotencyKeys.key, sql.placeholder('key')),
      ),
    )
    .prepare('find_idempotency_key');
  return async (owner) => (await query.execute({ ...owner }))[0];
}

/** Frees the keys that were used before a moment; of one owner, or of all. */
export async function forgetIdempotencyKeys(
  database: Database,
  usedBefore: Date,
  owner?: Pick<IdempotencyKey, 'tenantId' | 'actorId' | 'key'>,
): Promise<void> {
  const isOwners = owner && [
    eq(idempotencyKeys.tenantId, owner.tenantId),
    eq(idempotencyKeys.actorId, owner.actorId),
    eq(idempotencyKeys.key, owner.key),
  ];
  await database
    .delete(idempotencyKeys)
    .where(and(lt(idempotencyKeys.createdAt, usedBefore), ...(isOwners ?? [])));
}
