import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as tables from '../../src/store/table.ts';

test('the committed migrations create the tables of the code: `npm run migration` writes them', async () => {
  const folder = new URL('../../drizzle/meta/', import.meta.url);
  const { entries } = JSON.parse(readFileSync(new URL('_journal.json', folder), 'utf8'));
  const last = `${String(entries.length - 1).padStart(4, '0')}_snapshot.json`;
  const committed = JSON.parse(readFileSync(new URL(last, folder), 'utf8'));
  expect(await generateMigration(committed, generateDrizzleJson(tables, committed.id))).toEqual([]);
});
