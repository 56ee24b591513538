import type postgres from 'postgres';
import type { PostgresServer } from '../harness/postgres-server.ts';
import { type LoadResult, load } from './load.ts';
import { processorTime, processorTimeSince, processorTimesOfTree } from './process-cost.ts';
import type { Work } from './work.ts';

/** What a measurement needs to have at hand. */
export interface Stage {
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  /** One connection, for looking at what was stored. */
  readonly client: postgres.Sql;
  /** Of the keys that every gateway trusts. */
  readonly folder: string;
  readonly token: string;
}

export interface LoadedGateway {
  readonly url: string;
  readonly processId: number;
}

/** A load, and the processor time of a call in microseconds. */
export interface LoadCost extends LoadResult {
  readonly gatewayTime: number;
  readonly databaseTime: number;
}

/**
 * Loads gateways with one kind of work.
 *
 * @throws when a client that was acknowledged is not stored with its secret and its audit event.
 */
export async function loadWith(
  work: Work,
  stage: Stage,
  gateways: readonly LoadedGateway[],
  extent: { readonly callers: number; readonly seconds?: number; readonly calls?: number },
): Promise<LoadCost> {
  const timeOfGateways = () => gateways.reduce((sum, { processId }) => sum + processorTime(processId), 0);
  const database = processorTimesOfTree(stage.server.processId());
  const before = timeOfGateways();
  const result = await load(work, { urls: gateways.map(({ url }) => url), token: stage.token, ...extent });
  const gatewayTime = (timeOfGateways() - before) / result.calls;
  const databaseTime = processorTimeSince(database, stage.server.processId()) / result.calls;
  await verifyStored(work.takeCreated(), stage);
  return { ...result, gatewayTime, databaseTime };
}

async function verifyStored(clientIds: readonly string[], { client }: Stage): Promise<void> {
  for (let start = 0; start < clientIds.length; start += 10_000) {
    const part = clientIds.slice(start, start + 10_000);
    const [row] = await client`
      select count(distinct c.id)::int as clients, count(distinct s.id)::int as secrets, count(distinct e.id)::int as events
      from unnest(${part}::text[]) as created(id)
      join oauth_clients c on c.client_id = created.id
      left join oauth_client_secrets s on s.oauth_client_id = c.id
      left join audit_events e on e.tenant_id = c.tenant_id and e.client_id = c.client_id`;
    const counts = [row?.clients, row?.secrets, row?.events];
    if (counts.some((count) => count !== part.length)) {
      throw new Error(`Of ${part.length} acknowledged clients, ${counts.join(', ')} rows are stored.`);
    }
  }
}
