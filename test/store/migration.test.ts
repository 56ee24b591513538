import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, inject, test } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import * as tables from '../../src/store/table.ts';
import { createDatabase } from '../harness/postgres-server.ts';

test('the committed migrations make the tables that the code has: `npm run migration` writes them', async () => {
  const folder = new URL('../../drizzle/meta/', import.meta.url);
  const { entries } = JSON.parse(readFileSync(new URL('_journal.json', folder), 'utf8'));
  const last = `${String(entries.length - 1).padStart(4, '0')}_snapshot.json`;
  const committed = JSON.parse(readFileSync(new URL(last, folder), 'utf8'));
  expect(await generateMigration(committed, generateDrizzleJson(tables, committed.id))).toEqual([]);
});

test('instances that start at once on an empty database all come up', async () => {
  for (let round = 0; round < 3; round++) {
    const url = await createDatabase(inject('postgresUrl'));
    const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openPostgres(url)));
    await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
  }
});

test('a database that was migrated before is opened again with what it holds', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const first = await openPostgres(url);
  const event = {
    tenantId: 't',
    actorTenantId: 't',
    actorId: 'a',
    clientId: 'c',
    requestId: 'r',
    address: '::1',
    occurredAt: new Date(0),
    outcome: 'done',
    actorType: 'user',
    changes: [],
  } as const;
  await first.database
    .insert(tables.auditEvents)
    .values({ ...event, id: 'e', action: 'oauth_client.create', issueCodes: [] });
  await first.close();
  const second = await openPostgres(url);
  expect(await second.database.$count(tables.auditEvents)).toBe(1);
  await second.close();
});

test('what is open is described without its password', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const password = 'never-to-be-shown';
  url.password = password;
  const open = await openPostgres(url.href);
  await open.close();
  expect(open.description).toMatch(/^PostgreSQL 127\.0\.0\.1:\d+, database test_/);
  expect(open.description).not.toContain(password);
});
