import { DatabaseOverloaded } from '../deadline.ts';
import type { RequestEnd } from './request-end.ts';

export interface ShareLimits {
  /** Pieces of work that run at once. */
  readonly total: number;
  /** Pieces of work of one tenant that run at once. */
  readonly perTenant: number;
  /** Pieces of work of one tenant that may wait; more are refused. */
  readonly maxWaiting: number;
  /** Milliseconds after which waiting work is refused. */
  readonly maxWait: number;
}

/**
 * Runs `work` when it is the tenant's turn.
 *
 * @param signal when aborted, removes work that still waits.
 * @throws {DatabaseOverloaded} if too much work of the tenant waits, or if the work has waited too long.
 */
export type RunInTurn = <Result>(
  tenantId: string,
  work: () => Promise<Result>,
  signal?: RequestEnd,
) => Promise<Result>;

interface Tenant {
  running: number;
  /** Starts the work, oldest first. */
  readonly waiting: Set<() => void>;
}

/** Lets tenants take turns, so that the work of one tenant delays that of another by at most one piece of work. */
export function fairShare({ total, perTenant, maxWaiting, maxWait }: ShareLimits): RunInTurn {
  /** Tenants with running or waiting work, the least recently served first. */
  const tenants = new Map<string, Tenant>();
  let running = 0;

  function take(tenantId: string, tenant: Tenant): void {
    running += 1;
    tenant.running += 1;
    tenants.delete(tenantId);
    tenants.set(tenantId, tenant);
  }

  function release(tenantId: string, tenant: Tenant): void {
    running -= 1;
    tenant.running -= 1;
    forgetIdle(tenantId, tenant);
    for (const [nextId, next] of tenants) {
      const [start] = next.waiting;
      if (start === undefined || next.running >= perTenant) continue;
      next.waiting.delete(start);
      take(nextId, next);
      start();
      return;
    }
  }

  function forgetIdle(tenantId: string, tenant: Tenant): void {
    if (tenant.running === 0 && tenant.waiting.size === 0) tenants.delete(tenantId);
  }

  function turnOf(tenantId: string, tenant: Tenant, signal: RequestEnd | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        stopWaiting();
        resolve();
      };
      const refuse = (reason: string) => {
        stopWaiting();
        tenant.waiting.delete(start);
        forgetIdle(tenantId, tenant);
        reject(new DatabaseOverloaded(reason));
      };
      const giveUp = () => refuse('the caller did not wait for the answer');
      const timer = setTimeout(refuse, maxWait, `no turn within ${maxWait / 1000} seconds`);
      const stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      signal?.addEventListener('abort', giveUp);
      tenant.waiting.add(start);
    });
  }

  return async (tenantId, work, signal) => {
    if (signal?.aborted) throw new DatabaseOverloaded('the caller did not wait for the answer');
    const tenant = tenants.get(tenantId) ?? { running: 0, waiting: new Set() };
    if (running < total && tenant.running < perTenant && tenant.waiting.size === 0) take(tenantId, tenant);
    else if (tenant.waiting.size >= maxWaiting)
      throw new DatabaseOverloaded('too much work of one tenant waits');
    else {
      tenants.set(tenantId, tenant);
      await turnOf(tenantId, tenant, signal);
    }
    try {
      return await work();
    } finally {
      release(tenantId, tenant);
    }
  };
}
