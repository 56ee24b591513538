import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { deleteClient } from '../../src/operations/client/delete-client.ts';
import { recordRefusal } from '../../src/operations/step/record-event.ts';
import { startMaintenance } from '../../src/server/maintenance.ts';
import { callerOf, day, openServices } from '../harness/services.ts';

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await holds()) return;
    await delay(10);
  }
  throw new Error('What was waited for did not come within 5 seconds.');
}

test('clients that are due are erased repeatedly until the gateway stops', async () => {
  const base = await openServices('PostgreSQL');
  const lines: string[] = [];
  const log = pino(
    new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk)) as never) }),
  );
  const isErased = async (clientId: string) => (await base.clientRow(clientId)).purgedAt !== null;
  const deleted = async () => {
    const { client } = await base.register();
    await deleteClient(base.services, callerOf(), client);
    return client.clientId;
  };
  const house = startMaintenance(base.services, log, { first: 1, next: 1, refusals: 1 });
  for (let round = 0; round < 2; round++) {
    const clientId = await deleted();
    expect(await isErased(clientId)).toBe(false);
    base.clock.advance(31 * day);
    await until(() => isErased(clientId));
    base.clock.advance(-31 * day);
  }
  await house.stop();
  const runs = lines.length;
  await delay(50);
  expect(lines).toHaveLength(runs);
  await base.close();
});

test('a failed run is logged, and the next run starts as usual', async () => {
  const base = await openServices('PostgreSQL');
  const lines: string[] = [];
  const log = pino(
    new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk)) as never) }),
  );
  await base.close();
  const house = startMaintenance(base.services, log, { first: 1, next: 1, refusals: 1 });
  await until(async () => lines.filter((line) => line.includes('purge failed')).length > 1);
  await house.stop();
});

test('counted refusals are recorded when their window ends', async () => {
  const base = await openServices('PostgreSQL');
  const log = pino({ level: 'silent' });
  const refusal = {
    action: 'oauth_client.delete',
    clientId: undefined,
    refusalCode: 'FORBIDDEN',
    issueCodes: [],
  } as const;
  for (let count = 0; count < 20; count++) await recordRefusal(base.services, callerOf(), refusal);
  const counts = async () => (await base.refusedRows()).map(({ occurrences }) => occurrences);
  expect(await counts()).toEqual([1]);
  const house = startMaintenance(base.services, log, { first: 60_000, next: 60_000, refusals: 1 });
  base.clock.advance(600_000);
  await until(async () => (await counts()).length === 2);
  expect((await counts()).sort()).toEqual([1, 19]);
  await house.stop();
  await base.close();
});
