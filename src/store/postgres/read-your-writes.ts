import { hash } from 'node:crypto';
import type { Database } from '../database.ts';
import { DatabaseOverdue, inTime } from '../deadline.ts';
import { isBusy } from '../query-error.ts';
import { lookupQueue } from '../queue/lookup-queue.ts';
import { noObserver } from '../queue/observer.ts';
import type { Reads, Store } from '../store.ts';
import { currentPosition, hasReplayed, type LogPosition, later } from './log-position.ts';

/** A caller in one request. */
interface Reader {
  /** Identifies the caller across requests. */
  readonly owner: string;
  /** A position that the caller requires: a write that another instance may have acknowledged. */
  readonly since: LogPosition | undefined;
  /** Called before a write is acknowledged, with the position that makes it visible. */
  readonly onWrite: (position: LogPosition) => void;
}

/** The store as seen by a caller. */
export type StoreFor = (reader: Reader) => Store;

/** Milliseconds after which a replica counts as unresponsive: longer than its statement limit. */
const silence = 17_000;

/** Milliseconds for which a failed replica is not used. Trying an unresponsive one takes long. */
const rest = { failed: 5000, silent: 60_000 };

/** Slots for the last writes of callers. Callers that share a slot must see each other's writes. */
const slots = 4096;

/** The last writes of the callers of a slot. */
interface LastWrite {
  /** Number of writes. */
  count: number;
  /** Number of writes that are before `position` in the log. */
  located: number;
  /** `undefined` if the replica has it. */
  position: LogPosition | undefined;
}

/**
 * Serves reads from a replica, which may lag. Reads of a caller that wrote recently go to the primary until the replica has
 * the write. The writes that an instance remembers are only a convenience: a caller that sends its last position sees its
 * writes on every instance. While the replica fails, the primary serves.
 *
 * @param onFailure called with the reason when the replica is not used.
 */
export function readYourWrites(
  primary: { readonly database: Database; readonly store: Store },
  replica: { readonly database: Database; readonly reads: Reads },
  onFailure: (error: unknown) => void,
  now: () => number = Date.now,
): StoreFor {
  const lastWrites = Array.from(
    { length: slots },
    (): LastWrite => ({ count: 0, located: 0, position: undefined }),
  );
  const askPosition = lookupQueue('log_position', noObserver, async (questions: readonly undefined[]) => {
    const position = await currentPosition(primary.database);
    return questions.map(() => position);
  });
  let restsUntil = 0;

  /** The position of the last write, queried again until a result belongs to a query sent after it. */
  async function positionOf(last: LastWrite): Promise<LogPosition | undefined> {
    if (last.located === last.count) return last.position;
    const { count } = last;
    const position = await askPosition(undefined);
    last.position = later(last.position, position);
    last.located = Math.max(last.located, count);
    return last.position;
  }

  async function isUpToDate(last: LastWrite, position: LogPosition | undefined): Promise<boolean> {
    if (position === undefined) return true;
    if (!(await inTime(hasReplayed(replica.database, position), silence))) return false;
    if (last.position === position) last.position = undefined;
    return true;
  }

  async function read<Result>(
    { owner, since }: Reader,
    ask: (reads: Reads) => Promise<Result>,
  ): Promise<Result> {
    if (now() < restsUntil) return ask(primary.store.reads);
    const last = lastWrites[slotOf(owner)] as LastWrite;
    const position = later(await positionOf(last), since);
    try {
      if (await isUpToDate(last, position)) return await inTime(ask(replica.reads), silence);
    } catch (error) {
      const isSilent = error instanceof DatabaseOverdue;
      // A search that took too long on the replica would take as long on the primary.
      if (!isSilent && isBusy(error)) throw error;
      restsUntil = now() + (isSilent ? rest.silent : rest.failed);
      onFailure(error);
    }
    return ask(primary.store.reads);
  }

  async function write<Result>({ owner, onWrite }: Reader, writing: Promise<Result>): Promise<Result> {
    const last = lastWrites[slotOf(owner)] as LastWrite;
    try {
      return await writing;
    } finally {
      // Also after a failure: the write may have been committed.
      last.count += 1;
      const position = await positionOf(last).catch(() => undefined);
      if (position !== undefined) onWrite(position);
    }
  }

  return (reader) => {
    const { store } = primary;
    return {
      ...store,
      createClient: (row) => write(reader, store.createClient(row)),
      changeClient: (key, decide) => write(reader, store.changeClient(key, decide)),
      // The data behind a decision is part of its result: the caller has seen it, also if another caller wrote it.
      findClient: {
        byClientId: (...key) => write(reader, store.findClient.byClientId(...key)),
        byId: (...key) => write(reader, store.findClient.byId(...key)),
      },
      recordAuditEvent: (...events) => write(reader, store.recordAuditEvent(...events)),
      reads: readsThrough((ask) => read(reader, ask)),
    };
  };
}

/** Every read, with a function that selects the database. */
function readsThrough(from: <Result>(ask: (reads: Reads) => Promise<Result>) => Promise<Result>): Reads {
  return {
    findClient: {
      byClientId: (...key) => from(({ findClient }) => findClient.byClientId(...key)),
      byId: (...key) => from(({ findClient }) => findClient.byId(...key)),
    },
    listClients: (...page) => from(({ listClients }) => listClients(...page)),
    countClients: (...filter) => from(({ countClients }) => countClients(...filter)),
    findSecret: {
      ofClients: (...key) => from(({ findSecret }) => findSecret.ofClients(...key)),
      byId: (...key) => from(({ findSecret }) => findSecret.byId(...key)),
    },
    auditTrail: {
      list: (...page) => from(({ auditTrail }) => auditTrail.list(...page)),
      count: (...filter) => from(({ auditTrail }) => auditTrail.count(...filter)),
      listOfClients: (...page) => from(({ auditTrail }) => auditTrail.listOfClients(...page)),
      countOfClients: (...filter) => from(({ auditTrail }) => auditTrail.countOfClients(...filter)),
      byId: (...key) => from(({ auditTrail }) => auditTrail.byId(...key)),
    },
  };
}

function slotOf(owner: string): number {
  return Number.parseInt(hash('sha256', owner).slice(0, 8), 16) % slots;
}
