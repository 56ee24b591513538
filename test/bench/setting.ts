import { fileURLToPath } from 'node:url';
import { issueSecret } from '../../src/credentials/client-secret.ts';
import { identifierFactory } from '../../src/credentials/identifier.ts';
import { openRefusalLog } from '../../src/operations/audit/refusal-log.ts';
import { createClient } from '../../src/operations/client/create-client.ts';
import type { Services } from '../../src/operations/services.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { storeOn } from '../../src/store/store.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { callerOf, smallest } from '../harness/services.ts';
import { load } from './load.ts';
import { median } from './median.ts';
import { processorTimeSince, processorTimesOfTree, residentMemory } from './process-cost.ts';
import type { Setting } from './speed-report.ts';
import { loadCost, loadWith, type Stage } from './stage.ts';
import { makeFolder, startGateway, startProgram, tokenFor } from './subject.ts';
import type { Work } from './work.ts';

/** Database time of a registration that shares no commit: without the queue, 16 callers. */
export async function measureRowByRow(stage: Stage, seconds: number): Promise<Setting> {
  const open = await openPostgres(stage.databaseUrl);
  const store = storeOn({ ...open, isConcurrent: false });
  const newId = identifierFactory(Date.now);
  const now = () => new Date();
  const services: Services = {
    store,
    refusals: openRefusalLog({ newId, now, write: store.recordAuditEvent }),
    newId,
    instrument: (_name, run) => run(),
    issueSecret: () => issueSecret(),
    now,
    policy: { recoverableSecrets: false, allowedJwksHosts: new Set(), allowedPrivateUseSchemes: new Set() },
    restoreDays: 30,
    encryptSecret: () => Promise.reject(new Error('There is no key.')),
  };
  const end = performance.now() + seconds * 1000;
  const before = processorTimesOfTree(stage.server.processId());
  let created = 0;
  const caller = async () => {
    for (; performance.now() < end; created++) await createClient(services, callerOf(), { input: smallest });
  };
  await Promise.all(Array.from({ length: 16 }, caller));
  const cost = processorTimeSince(before, stage.server.processId()) / created;
  await open.close();
  return {
    what: 'processor time of PostgreSQL for a registration that shares no commit, 16 callers',
    result: `${Math.round(cost)} µs`,
  };
}

/** The minimum time of Node for a registration. */
export async function measureBareServer(
  stage: Stage,
  insert: string,
  create: Work,
  seconds: number,
): Promise<Setting> {
  const file = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const bare = await startProgram(['--import', 'tsx', file], {
    DATABASE_URL: stage.databaseUrl,
    STATEMENT: insert,
  });
  const errand = { ...create, isRight: (answer: string) => answer.includes('"stored":true') };
  await loadCost(errand, stage, [bare], { callers: 16, seconds: seconds / 2 });
  const { perSecond, gatewayTime } = await loadCost(errand, stage, [bare], { callers: 16, seconds });
  await bare.stop();
  return {
    what: 'bare node:http and postgres.js, no checks, a commit for each, 16 callers',
    result: `${Math.round(perSecond)} a second, ${Math.round(gatewayTime)} µs of the process`,
  };
}

/** Two gateways on one database compared with one, with the same callers, alternating. */
export async function measureTwoInstances(stage: Stage, create: Work, seconds: number): Promise<Setting> {
  const gateways = [
    await startGateway(stage.folder, stage.databaseUrl),
    await startGateway(stage.folder, stage.databaseUrl),
  ];
  await loadWith(create, stage, gateways, { callers: 64, seconds });
  const ratios: number[] = [];
  for (let round = 0; round < 3; round++) {
    const one = await loadWith(create, stage, gateways.slice(0, 1), { callers: 64, seconds });
    const both = await loadWith(create, stage, gateways, { callers: 64, seconds });
    ratios.push(both.perSecond / one.perSecond);
  }
  for (const { stop } of gateways) await stop();
  return {
    what: 'two instances on this machine and one database, against one, 64 callers',
    result: `${median(ratios).toFixed(2)} times the registrations`,
  };
}

/** From the start of the process to the answer of the first registration. */
export async function measureStarts(stage: Stage, create: Work): Promise<Setting[]> {
  const databaseUrl = await createDatabase(stage.server.url);
  const kinds = [
    ['the embedded database, new', undefined, true],
    ['the embedded database, there already', undefined, false],
    ['PostgreSQL, tables there already', databaseUrl, false],
  ] as const;
  const settings: Setting[] = [];
  for (const [kind, url, isNew] of kinds) {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) times.push(await timeToFirst(create, stage, url, isNew));
    settings.push({
      what: `start to first registration, ${kind}`,
      result: `${Math.round(median(times))} ms`,
    });
  }
  return settings;
}

async function timeToFirst(
  create: Work,
  { folder }: Stage,
  databaseUrl: string | undefined,
  isNew: boolean,
): Promise<number> {
  const own = isNew ? await makeFolder() : { path: folder, remove: async () => {} };
  const token = await tokenFor(own.path);
  // Everything that a first start creates exists already.
  if (!isNew) await (await startGateway(folder, databaseUrl)).stop();
  const before = performance.now();
  const gateway = await startGateway(own.path, databaseUrl);
  await load(create, { urls: [gateway.url], token, callers: 1, calls: 1 });
  const elapsed = performance.now() - before;
  create.takeCreated();
  await gateway.stop();
  await own.remove();
  return elapsed;
}

/** Memory of a gateway while the number of registrations grows. */
export async function measureMemory(stage: Stage, create: Work, registrations: number): Promise<Setting> {
  const gateway = await startGateway(stage.folder, stage.databaseUrl);
  const sizes: number[] = [];
  for (let part = 0; part < 5; part++) {
    await loadWith(create, stage, [gateway], { callers: 16, calls: registrations / 5 });
    sizes.push(Math.round(residentMemory(gateway.processId)));
  }
  await gateway.stop();
  return {
    what: `memory after each fifth of ${registrations.toLocaleString('en')} registrations`,
    result: `${sizes.join(', ')} MiB`,
  };
}
