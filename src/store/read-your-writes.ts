import { hash } from 'node:crypto';
import type { Database } from './database.ts';
import { currentPosition, hasReplayed, type LogPosition, later } from './log-position.ts';
import { isBusy, isDefinite } from './query-error.ts';
import type { Reads, Store } from './store.ts';

/** A caller in one request. */
export interface Reader {
  /** Who it is, the same in every request. */
  readonly owner: string;
  /** What it has to see, by its own word: writes that another instance may have answered. */
  readonly since: LogPosition | undefined;
  /** Is told, before a write is acknowledged, what to show in order to see it. */
  readonly onWrite: (position: LogPosition) => void;
}

/** The store as one caller sees it. */
export type StoreFor = (reader: Reader) => Store;

/** For how long a replica that could not be reached is left alone. */
const restMilliseconds = 5000;

/** Places in which the last writes of callers are kept. Callers that share one have to see each other's. */
const slots = 4096;

/**
 * Serves reads from a replica, which may lag, but those of a caller who just wrote from the primary until the replica has what
 * it wrote. What one instance remembers of its callers is a convenience: a caller that shows its last position sees
 * its writes on any instance. While the replica fails, the primary serves.
 *
 * @param onFailure is told why the replica was left out.
 */
export function readYourWrites(
  primary: { readonly database: Database; readonly store: Store },
  replica: { readonly database: Database; readonly reads: Reads },
  onFailure: (error: unknown) => void,
  now: () => number = Date.now,
): StoreFor {
  const written = new Array<LogPosition | 'unknown' | undefined>(slots);
  let restsUntil = 0;

  async function lastWrite(slot: number): Promise<LogPosition | undefined> {
    if (written[slot] !== 'unknown') return written[slot];
    const position = await currentPosition(primary.database);
    written[slot] = position;
    return position;
  }

  async function isUpToDate(slot: number, position: LogPosition | undefined): Promise<boolean> {
    if (position === undefined) return true;
    if (!(await hasReplayed(replica.database, position))) return false;
    if (written[slot] === position) written[slot] = undefined;
    return true;
  }

  async function read<Result>(
    { owner, since }: Reader,
    ask: (reads: Reads) => Promise<Result>,
  ): Promise<Result> {
    if (now() < restsUntil) return ask(primary.store.reads);
    const slot = slotOf(owner);
    const position = later(await lastWrite(slot), since);
    try {
      if (await isUpToDate(slot, position)) return await ask(replica.reads);
    } catch (error) {
      // What took too long there would take as long here.
      if (isBusy(error)) throw error;
      if (!isDefinite(error)) restsUntil = now() + restMilliseconds;
      onFailure(error);
    }
    return ask(primary.store.reads);
  }

  async function write<Result>({ owner, onWrite }: Reader, writing: Promise<Result>): Promise<Result> {
    const result = await writing;
    const slot = slotOf(owner);
    written[slot] = 'unknown';
    // It is stored, whatever becomes of the question where.
    const position = await lastWrite(slot).catch(() => undefined);
    if (position !== undefined) onWrite(position);
    return result;
  }

  return (reader) => {
    const { store } = primary;
    const from = <Result>(ask: (reads: Reads) => Promise<Result>) => read(reader, ask);
    return {
      ...store,
      createClient: (row) => write(reader, store.createClient(row)),
      changeClient: (key, decide) => write(reader, store.changeClient(key, decide)),
      // What decides a write is part of its answer: the caller has seen it, whoever wrote it.
      findClient: {
        byClientId: (...key) => write(reader, store.findClient.byClientId(...key)),
        byId: (...key) => write(reader, store.findClient.byId(...key)),
      },
      recordAuditEvent: (event) => write(reader, store.recordAuditEvent(event)),
      reads: {
        findClient: {
          byClientId: (...key) => from(({ findClient }) => findClient.byClientId(...key)),
          byId: (...key) => from(({ findClient }) => findClient.byId(...key)),
        },
        listClients: (...page) => from(({ listClients }) => listClients(...page)),
        countClients: (...filter) => from(({ countClients }) => countClients(...filter)),
        findSecret: {
          ofClients: (ids) => from(({ findSecret }) => findSecret.ofClients(ids)),
          byId: (...key) => from(({ findSecret }) => findSecret.byId(...key)),
        },
        auditTrail: {
          list: (...page) => from(({ auditTrail }) => auditTrail.list(...page)),
          count: (...filter) => from(({ auditTrail }) => auditTrail.count(...filter)),
          listOfClients: (...page) => from(({ auditTrail }) => auditTrail.listOfClients(...page)),
          countOfClients: (...filter) => from(({ auditTrail }) => auditTrail.countOfClients(...filter)),
          byId: (...key) => from(({ auditTrail }) => auditTrail.byId(...key)),
        },
      },
    };
  };
}

function slotOf(owner: string): number {
  return Number.parseInt(hash('sha256', owner).slice(0, 8), 16) % slots;
}
