/**
 * Milliseconds for which work is started in one iteration of the event loop. Node accepts one connection per iteration: while
 * 150 callers of one tenant sent documents of 20 searches each, an iteration took 500 ms, and a new connection waited for
 * up to 142 s.
 */
const defaultBudget = 5;

/**
 * Resolves when the work of a request may start.
 *
 * @param tenantId tenants take turns, so that one with many requests does not delay another.
 */
export type TakeTurn = (tenantId: string) => Promise<void>;

/** Starts work at once while the event loop is idle. Otherwise it limits the work that each iteration starts. */
export function shareEventLoop(budget = defaultBudget): TakeTurn {
  /** Waiting work by tenant, the tenant whose turn is next first. */
  const waiting = new Map<string, (() => void)[]>();
  /** When the first work of this iteration was started. */
  let startedAt: number | undefined;
  /** Whether work was started that has not waited for anything yet. */
  let isStarting = false;

  const mayStart = () => !isStarting && (startedAt === undefined || performance.now() - startedAt < budget);

  function begin(): void {
    if (startedAt === undefined) {
      startedAt = performance.now();
      setImmediate(beginIteration);
    }
    isStarting = true;
    // A tick that a microtask queues runs after all microtasks, which is when the work waits for the first time.
    queueMicrotask(() => process.nextTick(endStart));
  }

  function beginIteration(): void {
    startedAt = undefined;
    startNext();
  }

  function endStart(): void {
    isStarting = false;
    startNext();
  }

  function startNext(): void {
    const [next] = waiting;
    if (next === undefined || !mayStart()) return;
    const [tenantId, own] = next;
    const start = own.shift();
    waiting.delete(tenantId);
    if (own.length > 0) waiting.set(tenantId, own);
    begin();
    start?.();
  }

  return async (tenantId) => {
    if (waiting.size === 0 && mayStart()) return begin();
    return new Promise((start) => {
      const own = waiting.get(tenantId);
      if (own) own.push(start);
      else waiting.set(tenantId, [start]);
    });
  };
}
