import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createClient } from '../../src/operations/client/create-client.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { type Store, storeOn } from '../../src/store/store.ts';
import { oauthClients } from '../../src/store/table.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { callerOf, openServices, smallest, type TestServices } from '../harness/services.ts';

let base: TestServices;
let open: OpenDatabase;
let store: Store;
let admin: postgres.Sql;
beforeAll(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  base = await openServices('PostgreSQL');
  open = await openPostgres(url);
  store = storeOn(open);
  admin = postgres(url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin.end();
  await open.close();
  await base.close();
});

const newestFirst = { field: 'createdAt', isDescending: true } as const;
const page = { limit: 5, isBackward: false, after: undefined, before: undefined, skip: 0 };

test('while a newer version migrates tables, every call gets its own result', async () => {
  const services = { ...base.services, store };
  const ids: string[] = [];
  const register = async () => {
    const { client } = await createClient(services, callerOf(), { input: smallest });
    ids.push(client.clientId);
  };
  for (let index = 0; index < 40; index++) await register();

  const deadline = performance.now() + 2000;
  let answers = 0;
  const lookUp = async (index: number) => {
    for (let call = index; performance.now() < deadline; call++, answers++) {
      const clientId = ids[call % 40] ?? '';
      const client = await store.reads.findClient.byClientId('acme', clientId);
      expect(client?.clientId).toBe(clientId);
      expect(await store.reads.findClient.byId('acme', client?.id ?? '')).toMatchObject({ clientId });
    }
  };
  const others = async () => {
    while (performance.now() < deadline) {
      await register();
      expect(await store.reads.listClients('acme', {}, newestFirst, page)).toHaveLength(6);
      await store.reads.listClients('acme', { name: 'app' }, newestFirst, page);
    }
  };
  const alter = async () => {
    for (let length = 4000; performance.now() < deadline; length++) {
      await admin.unsafe(`alter table oauth_clients alter column website type varchar(${length})`);
      await new Promise((done) => setTimeout(done, 30));
    }
  };
  await Promise.all([
    ...Array.from({ length: 24 }, (_, index) => lookUp(index)),
    others(),
    others(),
    alter(),
  ]);
  expect(answers).toBeGreaterThan(24);
  expect(await open.database.$count(oauthClients)).toBe(ids.length);
}, 15_000);
