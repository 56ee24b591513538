import DataLoader from 'dataloader';
import type { AuditEvent } from '../domain/audit/audit-event.ts';
import type { AuditFilter } from '../domain/audit/audit-filter.ts';
import type { Client } from '../domain/client/client-metadata.ts';
import type { ClientSecret } from '../domain/client/client-secret.ts';
import { maxPageSize, type Page, type Slice } from '../domain/page.ts';
import {
  countAuditEventsOfClients,
  listAuditEventsOfClients,
} from '../operations/audit/list-audit-events.ts';
import { findClients, maxClientIds } from '../operations/client/find-client.ts';
import { listSecretsOfClients } from '../operations/secret/find-secret.ts';
import type { Context } from './context.ts';

/** A request of a field for the audit events of a client. */
interface TrailKey {
  readonly clientId: string;
  readonly filter: AuditFilter;
  readonly page: Page<string>;
  /** Whether the changes of the events are read, which can be large. */
  readonly withChanges: boolean;
}

type CountKey = Pick<TrailKey, 'clientId' | 'filter'>;

interface Loaders {
  readonly clients: DataLoader<string, Client | null>;
  readonly secrets: DataLoader<string, ClientSecret[]>;
  readonly events: DataLoader<TrailKey, Slice<AuditEvent>>;
  readonly eventCounts: DataLoader<CountKey, number>;
}

const loaders = new WeakMap<Context, Loaders>();

/**
 * Reads data of several clients of a page with one query. Nothing is kept between batches: the mutations of a document run
 * one after the other, and each must see the effects of the previous one.
 */
export function loadersOf(context: Context): Loaders {
  const known = loaders.get(context);
  if (known) return known;
  const { services, caller } = context;
  const made: Loaders = {
    clients: new DataLoader(
      (clientIds) => eachOnce(clientIds, (some) => findClients(services, caller, some)),
      { cache: false },
    ),
    secrets: new DataLoader((ids) => listSecretsOfClients(services, caller, ids), { cache: false }),
    events: groupedLoader(
      ({ filter, page, withChanges }: TrailKey) => JSON.stringify([filter, page, withChanges]),
      (clientIds, { filter, page, withChanges }) => {
        const list = (some: readonly string[]) =>
          listAuditEventsOfClients(services, caller, { clientIds: some, filter, page, withChanges });
        const inOnePage = Math.max(1, Math.floor(maxPageSize / page.limit));
        return withChanges ? inTurns(clientIds, inOnePage, list) : list(clientIds);
      },
    ),
    eventCounts: groupedLoader(
      ({ filter }: CountKey) => JSON.stringify(filter),
      (clientIds, { filter }) => countAuditEventsOfClients(services, caller, { clientIds, filter }),
    ),
  };
  loaders.set(context, made);
  return made;
}

/**
 * Loads the values of a few ids at a time. The changes of one event can have 500 KiB: read at once, those of 100 clients filled the memory
 * before the limit of what a request may read was checked.
 */
async function inTurns<Value>(
  ids: readonly string[],
  count: number,
  load: (some: readonly string[]) => Promise<Value[]>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (let start = 0; start < ids.length; start += count)
    values.push(...(await load(ids.slice(start, start + count))));
  return values;
}

/**
 * Loads each id once, however many keys have it: the events of a page can all be about one client. An id that fails does not affect
 * the others.
 */
async function eachOnce<Value>(
  ids: readonly string[],
  load: (some: readonly string[]) => Promise<readonly Promise<Value>[]>,
): Promise<(Value | Error)[]> {
  const distinct = [...new Set(ids)];
  const loaded = await inTurns(distinct, maxClientIds, async (some) => Promise.allSettled(await load(some)));
  const results = new Map(distinct.map((id, index) => [id, loaded[index] as PromiseSettledResult<Value>]));
  return ids.map((id) => {
    const result = results.get(id) as PromiseSettledResult<Value>;
    return result.status === 'fulfilled' ? result.value : result.reason;
  });
}

/** One query for all clients with the same arguments; aliases of a document may have different ones. */
function groupedLoader<Key extends { readonly clientId: string }, Value>(
  questionOf: (key: Key) => string,
  load: (clientIds: readonly string[], question: Key) => Promise<Value[]>,
): DataLoader<Key, Value> {
  return new DataLoader(
    async (keys) => {
      const groups = new Map<string, Key[]>();
      for (const key of keys) groups.set(questionOf(key), [...(groups.get(questionOf(key)) ?? []), key]);
      const answers = new Map<Key, Value>();
      for (const group of groups.values()) {
        const ids = [...new Set(group.map(({ clientId }) => clientId))];
        const values = await load(ids, group[0] as Key);
        for (const key of group) answers.set(key, values[ids.indexOf(key.clientId)] as Value);
      }
      return keys.map((key) => answers.get(key) as Value);
    },
    { cache: false },
  );
}
