import type { AuditEvent } from '../../domain/audit/audit-event.ts';

export interface RefusalLimits {
  /** Milliseconds in which equal refusals of an actor are counted in one event. */
  readonly window: number;
  /**
   * Kinds of refusals that are recorded in full for an actor in a window. Further ones are counted by action and code only.
   */
  readonly kindsOfActor: number;
  /** Kinds of all actors in memory. Beyond this, the oldest windows end early. */
  readonly kindsInMemory: number;
}

const refusalLimits: RefusalLimits = { window: 600_000, kindsOfActor: 10, kindsInMemory: 10_000 };

type WriteEvents = (...events: readonly AuditEvent[]) => Promise<void>;

/**
 * Records refusals so that a caller without rights cannot fill the audit trail: the first refusal of a kind is recorded at
 * once, and equal ones are counted and recorded as one event when the window of the actor ends. Without it, one token adds
 * 4.3 million rows a day at the default rate limit; with it, at most 144 times the kinds of a window.
 *
 * Counts are in memory. A process that is killed loses those of its last window; one that stops writes them.
 */
export interface RefusalLog {
  /**
   * @param write records the first refusal of a kind.
   * @throws what `write` throws.
   */
  readonly record: (refusal: AuditEvent, write: WriteEvents) => Promise<void>;
  /** Writes the counts of ended windows. Counts that could not be written are retried the next time. */
  readonly writeEnded: () => Promise<void>;
  /** Ends every window and writes its counts. */
  readonly writeAll: () => Promise<void>;
}

interface Kind {
  /** The last refusal that was counted, or the first one. */
  event: AuditEvent;
  /** Refusals that are not recorded yet. */
  count: number;
}

interface ActorWindow {
  readonly startedAt: number;
  readonly kinds: Map<string, Kind>;
}

/** Events that one statement writes. */
const batchSize = 500;

/** @param write records the events that sum up a window. */
export function openRefusalLog(
  {
    newId,
    now,
    write,
  }: { readonly newId: () => string; readonly now: () => Date; readonly write: WriteEvents },
  limits = refusalLimits,
): RefusalLog {
  /** By actor, the oldest first. */
  const windows = new Map<string, ActorWindow>();
  let kindsInMemory = 0;
  let unwritten: AuditEvent[] = [];

  function end(actor: string, { kinds }: ActorWindow): void {
    windows.delete(actor);
    kindsInMemory -= kinds.size;
    for (const { event, count } of kinds.values()) {
      if (count > 0) unwritten.push({ ...event, id: newId(), occurrences: count });
    }
    // While the database is unavailable, memory stays bounded: the oldest counts are dropped.
    unwritten = unwritten.slice(-limits.kindsInMemory);
  }

  /** A clock that was set back ends a window as well. */
  const isOver = ({ startedAt }: ActorWindow) => Math.abs(now().getTime() - startedAt) >= limits.window;

  function windowOf(actor: string): ActorWindow {
    const known = windows.get(actor);
    if (known && !isOver(known)) return known;
    if (known) end(actor, known);
    const made: ActorWindow = { startedAt: now().getTime(), kinds: new Map() };
    windows.set(actor, made);
    return made;
  }

  function keep(window: ActorWindow, key: string, kind: Kind): void {
    window.kinds.set(key, kind);
    kindsInMemory += 1;
    for (const [actor, other] of windows) {
      if (kindsInMemory <= limits.kindsInMemory) break;
      if (other !== window) end(actor, other);
    }
  }

  async function writeUnwritten(): Promise<void> {
    while (unwritten.length > 0) {
      const batch = unwritten.slice(0, batchSize);
      await write(...batch);
      unwritten = unwritten.filter((event) => !batch.includes(event));
    }
  }

  return {
    record: async (refusal, writeFirst) => {
      const window = windowOf(JSON.stringify([refusal.actorTenantId, refusal.actorId]));
      const key = kindOf(refusal);
      const known = window.kinds.get(key);
      if (known === undefined && window.kinds.size < limits.kindsOfActor) {
        const kind = { event: refusal, count: 0 };
        keep(window, key, kind);
        // A refusal whose event could not be written is one of those that the next event counts.
        return writeFirst(refusal).catch((error: unknown) => {
          kind.count += 1;
          throw error;
        });
      }
      const rest = known ? refusal : { ...refusal, clientId: null, issueCodes: [] };
      const counted = known ?? window.kinds.get(kindOf(rest));
      if (counted) Object.assign(counted, { event: rest, count: counted.count + 1 });
      else keep(window, kindOf(rest), { event: rest, count: 1 });
      return undefined;
    },
    writeEnded: () => {
      for (const [actor, window] of windows) if (isOver(window)) end(actor, window);
      return writeUnwritten();
    },
    writeAll: () => {
      for (const [actor, window] of windows) end(actor, window);
      return writeUnwritten();
    },
  };
}

function kindOf({ tenantId, action, refusalCode, clientId, issueCodes }: AuditEvent): string {
  return JSON.stringify([tenantId, action, refusalCode, clientId, issueCodes]);
}
