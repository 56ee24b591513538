import { parseArgs } from 'node:util';
import type { ClientFilter, ClientOrder, ClientPosition } from '../../src/domain/client/client-filter.ts';
import type { Page } from '../../src/domain/page.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { openPgliteInMemory } from '../../src/store/embedded/pglite.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { type Store, storeOn } from '../../src/store/store.ts';
import { createDatabase, startPostgres } from '../harness/postgres-server.ts';
import { commonUri, fillClients, smallTenant, tenant } from './client-table.ts';
import { median } from './median.ts';

/**
 * Measures what reading costs in a database of a thousand clients and in one of a million, side by side: a ratio that is
 * far from one is a cost that grows with the table. `--rows` takes another number than a million; `--embedded` measures
 * the embedded database, by default with a hundred thousand. One caller, so one connection, waits for each answer.
 */
const { values: options } = parseArgs({
  options: { rows: { type: 'string' }, embedded: { type: 'boolean', default: false } },
});
const few = 1_000;
const many = Number(options.rows ?? (options.embedded ? 100_000 : 1_000_000));
if (!Number.isSafeInteger(many) || many < few) throw new Error(`--rows takes a whole number from ${few} on.`);

const rounds = 9;
const callsInRound = 200;
/** A round of calls this slow ends early, because a few calls suffice to show their cost. */
const longestRound = 2_000;
/** Input for the functions below: clients from all parts of the table, and the positions before them. */
interface Sample {
  readonly clientId: string;
  /** Three words and a seven-digit number. */
  readonly name: string;
  readonly redirectUri: string;
  readonly inTime: ClientPosition;
  readonly inName: ClientPosition;
}

const newestFirst: ClientOrder = { field: 'createdAt', isDescending: true };
const byName: ClientOrder = { field: 'name', isDescending: false };
const pageOf = (changes: Partial<Page<ClientPosition>> = {}): Page<ClientPosition> => {
  return { limit: 20, isBackward: false, after: undefined, before: undefined, skip: 0, ...changes };
};
const list = (
  store: Store,
  filter: ClientFilter,
  order = newestFirst,
  page: Partial<Page<ClientPosition>> = {},
) => store.reads.listClients(tenant, filter, order, pageOf(page));

const readings: Record<string, (store: Store, sample: Sample) => Promise<unknown>> = {
  'first page': (store) => list(store, {}),
  'page after a cursor': (store, { inTime }) => list(store, {}, newestFirst, { after: inTime }),
  'page before a cursor': (store, { inTime }) =>
    list(store, {}, newestFirst, { before: inTime, isBackward: true }),
  'first page by name': (store) => list(store, {}, byName),
  'page by name after a cursor': (store, { inName }) => list(store, {}, byName, { after: inName }),
  'name search that finds one': (store, { name }) => list(store, { name: name.slice(-7) }),
  'name search that finds one, by name': (store, { name }) => list(store, { name: name.slice(-7) }, byName),
  'name search for a word and a number': (store, { name }) => list(store, { name: name.slice(-10) }),
  'name search for three words': (store, { name }) => list(store, { name: name.slice(0, -8) }),
  'name search that finds many': (store) => list(store, { name: 'gateway' }),
  'suspended ones': (store) => list(store, { status: 'suspended' }),
  'exact redirect URI': (store, { redirectUri }) => list(store, { redirectUri }),
  'redirect URI that all have': (store) => list(store, { redirectUri: commonUri }),
  'first page of a small tenant': (store) => store.reads.listClients(smallTenant, {}, newestFirst, pageOf()),
  'read by client_id': (store, { clientId }) => store.reads.findClient.byClientId(tenant, clientId),
};

async function samplesOf(store: Store): Promise<Sample[]> {
  const total = await store.reads.countClients(tenant, {});
  const step = Math.floor(total / callsInRound);
  const samples: Sample[] = [];
  let after: ClientPosition | undefined;
  // Each step through the list gives one sample, so that the samples cover the whole table.
  for (let call = 0; call < callsInRound; call++) {
    const page = pageOf({ limit: 1, after, skip: step - 1 });
    const [listed] = await store.reads.listClients(tenant, {}, newestFirst, page);
    if (listed === undefined) throw new Error('The table ended before the samples did.');
    after = listed.position;
    const { id, clientId, name, redirectUris } = listed.client;
    const [own] = await store.reads.listClients(tenant, { name }, byName, pageOf());
    if (own?.client.id !== id) throw new Error('A name is not as unique as it has to be.');
    const [redirectUri = ''] = redirectUris;
    samples.push({ clientId, name, redirectUri, inTime: after, inName: own.position });
  }
  return samples;
}

interface Subject {
  readonly rows: number;
  readonly store: Store;
  readonly samples: readonly Sample[];
}

async function subjectOf(open: OpenDatabase, rows: number): Promise<Subject> {
  await fillClients(open.database, rows);
  const store = storeOn(open);
  return { rows, store, samples: await samplesOf(store) };
}

/** Microseconds of one call. */
async function timeOf(reading: string, { store, samples }: Subject, call: number): Promise<number> {
  const sample = samples[call % samples.length];
  if (sample === undefined) throw new Error('There is nothing to read.');
  const before = performance.now();
  await readings[reading]?.(store, sample);
  return (performance.now() - before) * 1000;
}

/** Calls alternate between the databases, so that other load on the machine affects both. */
async function roundOf(reading: string, small: Subject, large: Subject) {
  const times = { small: [] as number[], large: [] as number[] };
  const start = performance.now();
  for (let call = 0; call < callsInRound && performance.now() - start < longestRound; call++) {
    if (call % 2) times.large.push(await timeOf(reading, large, call));
    times.small.push(await timeOf(reading, small, call));
    if (call % 2 === 0) times.large.push(await timeOf(reading, large, call));
  }
  return { small: median(times.small), large: median(times.large) };
}

async function measure(reading: string, small: Subject, large: Subject) {
  await roundOf(reading, small, large);
  const pairs: { small: number; large: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push(await roundOf(reading, small, large));
  const ratios = pairs.map((pair) => pair.large / pair.small);
  return {
    reading,
    [`µs of ${few}`]: Math.round(median(pairs.map((pair) => pair.small))),
    [`µs of ${many}`]: Math.round(median(pairs.map((pair) => pair.large))),
    ratio: median(ratios).toFixed(2),
    'least and most of a round': `${Math.min(...ratios).toFixed(2)} – ${Math.max(...ratios).toFixed(2)}`,
  };
}

async function measureAll(open: () => Promise<OpenDatabase>): Promise<object[]> {
  const [smallDatabase, largeDatabase] = [await open(), await open()];
  const [small, large] = [await subjectOf(smallDatabase, few), await subjectOf(largeDatabase, many)];
  const table: object[] = [];
  for (const reading of Object.keys(readings)) table.push(await measure(reading, small, large));
  await smallDatabase.close();
  await largeDatabase.close();
  return table;
}

async function measurePostgres(): Promise<object[]> {
  const server = await startPostgres();
  process.once('SIGINT', () => void server.remove().finally(() => process.exit(130)));
  try {
    return await measureAll(async () => openPostgres(await createDatabase(server.url)));
  } finally {
    await server.remove();
  }
}

// biome-ignore lint/suspicious/noConsole: the table is what this program is for.
console.table(await (options.embedded ? measureAll(openPgliteInMemory) : measurePostgres()));
