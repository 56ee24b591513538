import type postgres from 'postgres';
import { digestSecret } from '../../src/credentials/client-secret.ts';
import type { PostgresServer } from '../harness/postgres-server.ts';
import { type Errand, type LoadResult, load } from './load.ts';
import { processorTime, processorTimeSince, processorTimesOfTree } from './process-cost.ts';
import type { Created, Work } from './work.ts';

/** The resources of a measurement. */
export interface Stage {
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  /** One connection to read what was stored. */
  readonly client: postgres.Sql;
  /** Signs tokens with the key that every gateway of this folder trusts. */
  readonly folder: string;
  readonly token: string;
}

export interface LoadedGateway {
  readonly url: string;
  readonly processId: number;
}

/** A load, and the processor time per call in microseconds. */
export interface LoadCost extends LoadResult {
  readonly gatewayTime: number;
  readonly databaseTime: number;
}

interface Extent {
  readonly callers: number;
  readonly seconds?: number;
  readonly calls?: number;
}

/**
 * Loads gateways with one kind of work.
 *
 * @throws if the stored clients are not exactly the acknowledged ones.
 */
export async function loadWith(
  work: Work,
  stage: Stage,
  gateways: readonly LoadedGateway[],
  extent: Extent,
): Promise<LoadCost> {
  const before = await countRows(stage);
  const cost = await loadCost(work, stage, gateways, extent);
  await verifyStored(work.takeCreated(), before, stage);
  return cost;
}

/** The same for another server, without a check of what it stored. */
export async function loadCost(
  errand: Errand,
  stage: Stage,
  servers: readonly LoadedGateway[],
  extent: Extent,
): Promise<LoadCost> {
  const timeOfServers = () => servers.reduce((sum, { processId }) => sum + processorTime(processId), 0);
  const database = processorTimesOfTree(stage.server.processId());
  const before = timeOfServers();
  const result = await load(errand, { urls: servers.map(({ url }) => url), token: stage.token, ...extent });
  const gatewayTime = (timeOfServers() - before) / result.calls;
  const databaseTime = processorTimeSince(database, stage.server.processId()) / result.calls;
  return { ...result, gatewayTime, databaseTime };
}

interface Rows {
  readonly clients: number;
  readonly secrets: number;
  readonly events: number;
}

async function countRows({ client }: Stage): Promise<Rows> {
  const [rows] = await client<Rows[]>`
    select (select count(*)::int from oauth_clients) as clients,
      (select count(*)::int from oauth_client_secrets) as secrets,
      (select count(*)::int from audit_events) as events`;
  return rows as Rows;
}

/** Every registration has its rows, with the digest of the returned secret, and there are no other rows. */
async function verifyStored(created: readonly Created[], before: Rows, stage: Stage): Promise<void> {
  const after = await countRows(stage);
  for (const [table, count] of Object.entries(after)) {
    const added = count - before[table as keyof Rows];
    if (added !== created.length)
      throw new Error(`${created.length} were acknowledged, ${added} ${table} stored.`);
  }
  for (let start = 0; start < created.length; start += 10_000) {
    const part = created.slice(start, start + 10_000);
    const [row] = await stage.client`
      select count(distinct c.id)::int as complete
      from unnest(${part.map(({ clientId }) => clientId)}::text[], ${part.map(({ secret }) => digestSecret(secret))}::text[])
        as created(id, digest)
      join oauth_clients c on c.client_id = created.id
      join oauth_client_secrets s on s.oauth_client_id = c.id and s.digest = created.digest
      join audit_events e on e.tenant_id = c.tenant_id and e.client_id = c.client_id`;
    if (row?.complete !== part.length)
      throw new Error(`Of ${part.length} registrations, ${row?.complete} are complete.`);
  }
}
