import { and, eq, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { idempotencyKeys } from './table.ts';

/** The owner of a key: a caller in a tenant. */
interface KeyOwner {
  readonly tenantId: string;
  /** The tenant of the caller's token, which may differ. */
  readonly actorTenantId: string;
  readonly actorId: string;
  readonly key: string;
}

/** The registration that a key of a caller created. */
export interface IdempotencyKey extends KeyOwner {
  readonly inputDigest: string;
  readonly clientId: string;
  readonly createdAt: Date;
}

/** The constraint that lets only one of several registrations with the same key succeed. */
export const idempotencyKeyConstraint = 'idempotency_keys_pk';

export type FindIdempotencyKey = (owner: KeyOwner) => Promise<IdempotencyKey | undefined>;

export function prepareFindIdempotencyKey(database: Database): FindIdempotencyKey {
  const query = database
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenantId, sql.placeholder('tenantId')),
        eq(idempotencyKeys.actorTenantId, sql.placeholder('actorTenantId')),
        eq(idempotencyKeys.actorId, sql.placeholder('actorId')),
        eq(idempotencyKeys.key, sql.placeholder('key')),
      ),
    )
    .prepare('find_idempotency_key');
  return async (owner) => (await query.execute({ ...owner }))[0];
}

/** Frees a key that was last used at or before a time. */
export type FreeIdempotencyKey = (owner: KeyOwner, usedUntil: Date) => Promise<void>;

export function freeIdempotencyKeyOn(database: Database): FreeIdempotencyKey {
  return async ({ tenantId, actorTenantId, actorId, key }, usedUntil) => {
    await database
      .delete(idempotencyKeys)
      .where(
        and(
          eq(idempotencyKeys.tenantId, tenantId),
          eq(idempotencyKeys.actorTenantId, actorTenantId),
          eq(idempotencyKeys.actorId, actorId),
          eq(idempotencyKeys.key, key),
          lte(idempotencyKeys.createdAt, usedUntil),
        ),
      );
  };
}

/** Deletes up to `limit` keys last used at or before a time, and returns their number. */
export type ForgetIdempotencyKeys = (usedUntil: Date, limit: number) => Promise<number>;

export function forgetIdempotencyKeysOn(database: Database): ForgetIdempotencyKeys {
  return async (usedUntil, limit) => {
    const old = database
      .select({ row: sql`ctid` })
      .from(idempotencyKeys)
      .where(lte(idempotencyKeys.createdAt, usedUntil))
      .limit(limit);
    const forgotten = await database
      .delete(idempotencyKeys)
      .where(sql`ctid in ${old}`)
      .returning({ key: idempotencyKeys.key });
    return forgotten.length;
  };
}
